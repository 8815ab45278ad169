// The door's last lock, at run time: every socket of the process passes here, whoever opens it and by whatever library (fetch, http, tls,
// SMTP and pg all end in Socket.connect). What may not go is refused before a name is looked up or a byte leaves.
import { Socket } from 'node:net'
import pg from 'pg'
import type { Log } from '../log.ts'
import { currentPassage, currentReach } from './door.ts'

export type Target = { host: string; port: number }
export type Rule = (to: Target) => boolean

const anyConnect = Socket.prototype.connect as (...args: unknown[]) => Socket

/**
 * Refuses what the rule does not allow, from now on, and tells of it; the answer takes the guard away again. Sockets of the machine itself
 * are free.
 */
export function guardSockets(
  mayConnect: Rule,
  refused: (to: Target, of: string | null) => void = () => {},
): () => void {
  const before = Socket.prototype.connect
  Socket.prototype.connect = function guarded(this: Socket, ...args: unknown[]) {
    const to = targetOf(args)
    if (to && !mayConnect(to)) {
      refused(to, currentPassage())
      throw new Error(
        `A connection to ${to.host}:${to.port} was opened outside the outbound door and refused. What leaves is named with door.disclose and sent by an adapter within door.through (src/platform/outbound/door.ts); tests reach loopback only.`,
      )
    }
    return (before as typeof anyConnect).apply(this, args)
  } as typeof before
  return () => {
    Socket.prototype.connect = before
  }
}

/** For a service: loopback, the database it was given, and in the door's passage where the processor is. */
export function throughTheDoor(databaseUrl: string | null): Rule {
  // The driver knows best where such an address leads.
  const database = databaseUrl === null ? null : new pg.Client({ connectionString: databaseUrl })
  return to =>
    isLoopback(to) ||
    currentReach().some(r => r.port === to.port && (r.host === null || r.host === to.host)) ||
    (database?.host === to.host && database.port === to.port)
}

/** For tests: nothing leaves the machine, not even through the door. */
export const isLoopback: Rule = ({ host }) =>
  /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i.test(host)

/** Where a call of Socket.connect leads, in any of its forms; null for a path (a socket of this machine). */
function targetOf(args: readonly unknown[]): Target | null {
  // What net.connect passes on is its arguments in an array.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args
  if (typeof first === 'object' && first !== null) {
    const { path, host, port } = first as { path?: string; host?: string; port?: number | string }
    return path ? null : { host: host || 'localhost', port: Number(port) }
  }
  if (typeof first === 'string' && !/^\d+$/.test(first)) return null
  return { host: typeof second === 'string' ? second : 'localhost', port: Number(first) }
}

/** What was refused is written down with where it led and for whom; nothing of what it carried is known here. */
export const noteRefused = (log: Pick<Log, 'error'>) => (to: Target, of: string | null) =>
  log.error(
    { alarm: 'outbound-refused', host: to.host, port: to.port, supplier: of },
    'a connection outward was refused',
  )
