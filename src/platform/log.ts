// JSON lines on standard error (standard output belongs to the person who typed the command). What may not be read in a log is
// derived from the data map: every declared personal column name is redacted wherever it appears in a logged object.
import pino, { type Logger } from 'pino'
import { declared } from './log-fields.ts'

export type Log = Logger

export function makeLog(options: { level: string; redact: readonly string[]; stream?: pino.DestinationStream }): Log {
  const names = [...options.redact, 'authorization', 'cookie', 'token', 'password', 'personalNumber']
  const safe = names.filter(n => /^[A-Za-z_][A-Za-z0-9_]*$/.test(n))
  return pino(
    {
      level: options.level,
      base: null,
      formatters: { log: declared },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: [...new Set(safe)].flatMap(n => [n, `*.${n}`, `*.*.${n}`]), censor: '[skyddad]' },
      serializers: {
        // A database error carries the row in `detail` and the values in `parameters`: neither is logged.
        err: (e: Error & { code?: string; cause?: unknown }) => ({
          type: e.name,
          code: e.code,
          message: scrub(e.message),
          stack: scrub(e.stack ?? ''),
          ...(e.cause instanceof Error ? { cause: { type: e.cause.name, message: scrub(e.cause.message) } } : {}),
        }),
      },
    },
    options.stream ?? pino.destination({ dest: 2, sync: false }),
  )
}

/** Anything shaped like a personal number, or a room link's token, is removed from error texts. */
export function scrub(text: string): string {
  return text.replace(/\b(\d{2})?\d{6}[-+ ]?\d{4}\b/g, '[nummer]').replace(/\/rum\/[A-Za-z0-9_-]{16,}/g, '/rum/[länk]')
}
