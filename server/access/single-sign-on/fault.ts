interface SignOnFault {
  name: string
  code?: string | undefined
  error?: string
  status?: number
}

const AWAY = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
])

/** Whether the provider could not be asked, or asks us to come back; anything else it, or we, refused. */
export function isProviderAway({ name, code, error, status = 0 }: SignOnFault): boolean {
  if (error === 'server_error' || error === 'temporarily_unavailable') return true
  if (name === 'ResponseBodyError') return status >= 500
  return name === 'TypeError' || AWAY.has(code ?? '')
}
