/** What went wrong at the start, in words; the whole trace only for a fault of ours. */
export function explainStart(error: Error & { code?: string; port?: number }): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${error.port} is in use by another program. Stop it, or start Regie with another PORT.`
  }
  if (error.code === 'EACCES' && error.port)
    return `Port ${error.port} may not be used by this user. Choose a PORT above 1023.`
  return error.constructor === Error || error.constructor.name === 'TypeError'
    ? (error.stack ?? error.message)
    : error.message
}
