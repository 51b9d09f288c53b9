const OF_THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a request came by the name of this site. Where that is the machine itself, as on a laptop, each of its names is
 * good at any port; a foreign name that was pointed at it is not.
 */
export function isOwnHost(host: string | undefined, siteUrl: string): boolean {
  const site = new URL(siteUrl)
  const asked = named(host, site.protocol)
  if (!asked) return false
  if (OF_THIS_MACHINE.has(site.hostname)) return OF_THIS_MACHINE.has(asked.hostname)
  return asked.host === site.host
}

/** Whether a write came from a page of this site: browsers always tell from where, and nothing else may write. */
export function isOwnOrigin(origin: string | undefined, host: string | undefined, siteUrl: string): boolean {
  if (!origin || !URL.canParse(origin)) return false
  const from = new URL(origin)
  if (from.origin === new URL(siteUrl).origin) return true
  return isOwnHost(from.host, siteUrl) && OF_THIS_MACHINE.has(from.hostname) && from.host === host
}

/** Only a name and a port: nothing that an address could hide in. */
function named(host: string | undefined, protocol: string): URL | undefined {
  const address = `${protocol}//${host}`
  return host && /^[\w.:[\]-]+$/.test(host) && URL.canParse(address) ? new URL(address) : undefined
}
