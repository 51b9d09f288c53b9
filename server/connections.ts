/**
 * A request that is not complete in time is cut off; with the defaults of Node a slow one stays for minutes. Waiting for headers must be the
 * shorter of the two: Node takes the shorter one for headers, whichever it was meant for.
 */
export const PATIENCE = {
  requestTimeout: 15_000,
  http: { headersTimeout: 12_000, connectionsCheckingInterval: 2000 },
}

/** Each waiting phone of an invitation wave holds one for a minute; more than this would cost the memory of who is being served. */
export const MOST_CONNECTIONS = 10_000
