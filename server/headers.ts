/** The respondent's page names the one file that it may start as a worker; no other text becomes a script anywhere. */
export const WORKER_POLICY = 'regie-worker'

/** What a browser may do with our answers: show them alone, run our own files, ask nobody else. */
export function securityHeaders(siteUrl: string) {
  const https = siteUrl.startsWith('https:')
  return {
    contentSecurityPolicy: contentPolicy(siteUrl, "'none'"),
    crossOriginOpenerPolicy: { policy: 'same-origin' as const },
    crossOriginResourcePolicy: { policy: 'same-origin' as const },
    frameguard: { action: 'deny' as const },
    hsts: https ? { maxAge: 31_536_000, includeSubDomains: false } : (false as const),
    referrerPolicy: { policy: 'no-referrer' as const },
  }
}

export function contentPolicy(siteUrl: string, trustedTypes: string) {
  const https = siteUrl.startsWith('https:')
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameSrc: ["'none'"],
      frameAncestors: ["'none'"],
      requireTrustedTypesFor: ["'script'"],
      trustedTypes: [trustedTypes],
      ...(https ? { upgradeInsecureRequests: [] } : {}),
    },
  }
}

const UNUSED = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
]

/** Of what a device can do, Regie uses the clipboard only. */
export const PERMISSIONS = [...UNUSED.map((name) => `${name}=()`), 'clipboard-write=(self)'].join(', ')
