import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { sendProblem } from './errors.ts'
import { contentPolicy, WORKER_POLICY } from './headers.ts'

const CLIENT = path.join(import.meta.dirname, '..', 'dist')

/** Pages of the app get the same document; the respondent's page is a small one of its own. */
export async function servePages(app: FastifyInstance, siteUrl: string): Promise<void> {
  const hasPages = existsSync(CLIENT)
  if (hasPages) {
    await app.register(fastifyStatic, {
      root: CLIENT,
      preCompressed: true,
      index: false,
      cacheControl: false,
      setHeaders,
    })
    const ofRespondents = { contentSecurityPolicy: contentPolicy(siteUrl, WORKER_POLICY) }
    app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
    app.get('/r', { helmet: ofRespondents, schema: { hide: true } }, (_request, reply) =>
      reply.sendFile('respond.html'),
    )
  }
  app.setNotFoundHandler((request, reply) => {
    // not what stands behind the question mark: the sign-on of an organisation sends along a name with dots
    const [asked = ''] = request.url.split('?')
    const isPage = request.method === 'GET' && !asked.startsWith('/api/') && !/\.\w+$/.test(asked)
    if (isPage && hasPages) return reply.sendFile('index.html')
    return sendProblem(request, reply, { status: 404, code: 'not-found' })
  })
}

/** The page of who is signed in is kept nowhere, so that going back after signing out shows nothing of it. */
function setHeaders(reply: FastifyReply, file: string): void {
  const forever = file.includes(`${path.sep}assets${path.sep}`)
  const never = path.basename(file).startsWith('index.html')
  const kept = forever ? 'public, max-age=31536000, immutable' : never ? 'no-store' : 'no-cache'
  reply.header('cache-control', kept)
  if (forever) for (const name of FOR_PAGES_ONLY) reply.removeHeader(name)
}

/** A script or style takes over the policy of the page that loads it; on a slow phone these would outweigh the file. */
const FOR_PAGES_ONLY = [
  'content-security-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]
