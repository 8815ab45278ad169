import { afterEach, expect, test, vi } from 'vitest'
import { clauses } from '../privacy/clauses/clauses.ts'
import { clausesCommand } from './clauses.ts'

afterEach(() => vi.restoreAllMocks())

test('cling clauses says every open and planned clause, ends with the counts for a program, and with 1 when one is open', async () => {
  let said = ''
  vi.spyOn(process.stdout, 'write').mockImplementation(text => {
    said += text
    return true
  })
  // Whatever the last run left: these sources may have no results yet.
  const code = await clausesCommand(['--json', '--recorded'])
  const lines = said.trimEnd().split('\n')
  const counts = JSON.parse(lines.at(-1) as string)
  expect(Object.keys(counts)).toEqual(['total', 'proven', 'checked', 'planned', 'open'])
  expect(counts.total).toBe(Object.keys(clauses).length)
  expect(counts.proven + counts.checked + counts.planned + counts.open).toBe(counts.total)
  expect(code).toBe(counts.open === 0 ? 0 : 1)
  const named = new Set(lines.slice(0, -1).flatMap(line => line.match(/\b[PBXL]-[\d.]*\d/g) ?? []))
  expect([...Object.keys(clauses)].filter(id => !named.has(id))).toEqual([])
})
