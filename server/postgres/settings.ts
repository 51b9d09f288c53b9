/** Nothing a person typed may reach the log: no statements, no parameters, no details of a violated rule. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  fsync: 'on',
  track_commit_timestamp: 'off',
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'off',
  log_line_prefix: '',
  log_statement: 'none',
  log_checkpoints: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

export function serverOptions(folder: string, port: number, disposable: boolean): string[] {
  const settings = { ...SETTINGS, ...(disposable && { fsync: 'off' }) }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return ['-D', folder, '-p', String(port), ...options]
}

export function initdbOptions(folder: string, passwordFile: string, disposable: boolean): string[] {
  return [
    ...['-D', folder, `--pwfile=${passwordFile}`, '--username=postgres', '--auth=scram-sha-256'],
    ...['--locale=C', '-E', 'UTF8', '--data-checksums', '--no-instructions'],
    ...(disposable ? ['--no-sync'] : []),
  ]
}

export function addressOf(port: number, password: string, database: string): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}?sslmode=disable`
}
