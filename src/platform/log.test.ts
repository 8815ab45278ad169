// What can stand in the log is a table that the policy prints; nothing else gets there.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { clause } from '../testing/clause.ts'
import { makeLog } from './log.ts'
import { logFields } from './log-fields.ts'

const src = join(import.meta.dirname, '..')

/** Names of the fields that a source hands to the log. */
const logged = (text: string): string[] =>
  [...text.matchAll(/\blog\.(?:trace|debug|info|warn|error|fatal)\(\s*\{([^}]*)\}/g)].flatMap(m =>
    (m[1] as string)
      .split(',')
      .map(part => part.trim().split(':')[0]?.trim() ?? '')
      .filter(name => name !== ''),
  )

test('every field that is logged anywhere is declared', clause('P-8.9'), () => {
  const found = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.tsx?$/.test(path) && !/\.test\.|^testing\//.test(path))
    .flatMap(path => logged(readFileSync(join(src, path), 'utf8')).map(name => ({ path, name })))
  expect(found.length).toBeGreaterThan(40)
  expect(found.filter(f => !f.name.startsWith('...') && !Object.hasOwn(logFields, f.name))).toEqual([])
  expect(logged("log.warn({ email, at: x }, 'x')")).toEqual(['email', 'at'])
})

test('one that is not declared does not reach the log, and is counted', clause('P-8.9'), () => {
  const lines: string[] = []
  const log = makeLog({ level: 'debug', redact: [], stream: { write: line => void lines.push(line) } })
  log.info({ accountId: 'a1', nickname: 'Åsa', visits: { of: 'Åsa' } }, 'said')
  const line = JSON.parse(lines[0] as string)
  expect(line).toMatchObject({ accountId: 'a1', msg: 'said', undeclared: 2 })
  expect(lines[0]).not.toContain('Åsa')
  expect(Object.keys(line).filter(k => k !== 'undeclared' && !Object.hasOwn(logFields, k))).toEqual([])
})
