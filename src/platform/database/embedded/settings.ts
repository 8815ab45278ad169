// What the server is told at every start. An operator's own settings go in `local.conf` beside it, which is read last.
import { existsSync } from 'node:fs'

export type Settings = {
  socketDir: string
  port: number
  /** Also listen on 127.0.0.1. */
  tcp: boolean
  /** False for tests' throw-away databases only. */
  durable: boolean
  /** Memory of the machine, bytes. */
  memory: number
}

export function postgresqlConf(s: Settings): string {
  const values: Record<string, string | number | boolean> = {
    listen_addresses: s.tcp ? '127.0.0.1' : '',
    port: s.port,
    unix_socket_directories: s.socketDir,
    unix_socket_permissions: '0700',
    max_connections: 60,
    // A service whose process was killed leaves statements behind; they end when their reader is seen to be gone.
    client_connection_check_interval: '2s',
    password_encryption: 'scram-sha-256',

    shared_buffers: s.memory >= 4 * 2 ** 30 ? '256MB' : '128MB',
    effective_cache_size: `${Math.floor(s.memory / 2 / 2 ** 20)}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    dynamic_shared_memory_type: existsSync('/dev/shm') ? 'posix' : 'mmap',

    // Two cores, shared with the service: helpers of a query would only push others aside.
    max_worker_processes: 4,
    max_parallel_workers_per_gather: 0,
    max_parallel_maintenance_workers: 1,
    max_logical_replication_workers: 0,
    autovacuum_max_workers: 2,
    // A plan made while a table was empty may pick any index, and is kept by its connection until the table is analyzed. The usual minute
    // is long in a new installation: making a quote took three times as long by its end.
    autovacuum_naptime: '10s',
    io_method: 'sync',
    jit: false,
    random_page_cost: 1.1,

    fsync: s.durable,
    synchronous_commit: s.durable,
    full_page_writes: s.durable,
    wal_level: 'minimal',
    max_wal_senders: 0,
    wal_compression: true,
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',

    timezone: 'UTC',
    log_timezone: 'UTC',
    datestyle: 'ISO, YMD',
    lc_messages: 'C',
    default_text_search_config: 'pg_catalog.swedish',

    // Statements, their values and the rows in an error's detail hold personal data. The level `log` leaves out errors of
    // statements, which the service itself reports; what the server says of itself is kept.
    logging_collector: true,
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_rotation_age: '1d',
    log_rotation_size: '10MB',
    log_truncate_on_rotation: true,
    log_file_mode: '0600',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_min_duration_statement: -1,
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_error_verbosity: 'terse',
  }
  const lines = Object.entries(values).map(([name, value]) => `${name} = ${literal(value)}`)
  return [
    '# Written anew at every start. Settings of your own belong in local.conf beside this file.',
    ...lines,
    "include_if_exists = 'local.conf'",
    '',
  ].join('\n')
}

function literal(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`
}

/** Passwords everywhere, also on the socket; nobody from outside the machine. */
export const pgHbaConf = [
  '# Written anew at every start.',
  'local all all scram-sha-256',
  'host all all 127.0.0.1/32 scram-sha-256',
  '',
].join('\n')
