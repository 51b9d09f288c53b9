import type { FastifyInstance } from 'fastify'

/** A browser without a network: fetch reaches the app directly, with a cookie jar. */
export function visit(app: FastifyInstance, origin: string) {
  const original = globalThis.fetch
  const cookies = new Map<string, string>()
  globalThis.fetch = async (url, init) => {
    // what the server itself asks of others, such as the sign-on of an organisation
    if (URL.canParse(String(url)) && !String(url).startsWith(`${origin}/`)) return original(url, init)
    const answer = await app.inject({
      method: (init?.method ?? 'GET') as 'GET',
      url: String(url),
      headers: { ...(init?.headers as Record<string, string>), origin, cookie: asHeader(cookies) },
      ...(init?.body === undefined ? {} : { payload: init.body as string }),
    })
    for (const { name, value, maxAge } of answer.cookies) {
      if (maxAge === 0 || value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    const body = answer.statusCode === 204 ? null : answer.rawPayload
    return new Response(body as BodyInit | null, {
      status: answer.statusCode,
      headers: plainHeaders(answer.headers),
    })
  }
  return {
    forget: () => cookies.clear(),
    restore: () => {
      globalThis.fetch = original
    },
  }
}

function asHeader(cookies: Map<string, string>): string {
  return [...cookies].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ')
}

function plainHeaders(headers: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
