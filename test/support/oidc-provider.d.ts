/** Only what the tests of the single sign-on use of it. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http'

  export class Provider {
    constructor(issuer: string, settings: object)
    callback(): RequestListener
    interactionFinished(request: unknown, response: unknown, result: object): Promise<void>
  }
}
