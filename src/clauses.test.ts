// The clause matrix: every promise of the policy stands by a test, by a named person's check or by a part of the product that is told of.
import { describe, expect, test } from 'vitest'
import { holds, readChecks } from './privacy/clauses/checks.ts'
import type { Clause } from './privacy/clauses/clause.ts'
import { clauses, isClause, ledgerFaults, plannedClauses } from './privacy/clauses/clauses.ts'
import { type Named, namedClauses, namedIn } from './privacy/clauses/named.ts'
import { grown, history, lockFaults, readLock } from './privacy/clauses/planned.ts'
import { fits, type Results, standing } from './privacy/clauses/standing.ts'
import { clause } from './testing/clause.ts'

const planned = plannedClauses(clauses).map(([id]) => id)
const named = namedClauses()
const waits: Clause = { kind: 'duty', sv: 'x', en: 'x', verified: 'U', planned: 'erasure' }
const stands: Clause = { kind: 'duty', sv: 'x', en: 'x', verified: 'U' }
const check = {
  clause: 'P-20.6',
  name: 'Åsa Berg-Ek',
  role: 'dataskyddsansvarig',
  date: '2026-03-01',
  evidence: 'Hosting contract, binder 4, page 2',
}

describe('the ledger', () => {
  test('has every clause by its number, each in a sentence of both languages', () =>
    expect(ledgerFaults(clauses)).toEqual([]))

  test('that loses, adds or muddles a clause is told', () => {
    const { 'X-52': _, ...without } = clauses
    const other = { ...without, 'X-53': { ...stands, verified: 'Q' } }
    expect(ledgerFaults(other).map(f => f.slice(0, 14))).toEqual(
      expect.arrayContaining(['X-52 is gone. ', 'X-53 is no num', 'X-53 is no sen', 'X-53 is verifi']),
    )
  })
})

describe('every clause', () => {
  test('is named by a test, looked at by a person or planned', () => {
    const by = new Set<string>([...named.flatMap(n => n.clauses), ...planned, ...readChecks().map(c => c.clause)])
    expect(Object.keys(clauses).filter(id => !by.has(id))).toEqual([])
  })

  test('that a test names is there, and waits for nothing', () => {
    const wrong = named.flatMap(n => n.clauses.map(id => ({ id, file: n.file })))
    expect(wrong.filter(n => !isClause(n.id))).toEqual([])
    expect(
      wrong.filter(n => planned.includes(n.id)),
      'A test names a clause when it proves it whole: then it is planned no longer.',
    ).toEqual([])
  })

  test('a test that names a clause nobody has written ends before it begins', () => {
    expect(() => clause('P-99.1' as never)).toThrow('P-99.1 is no clause')
  })

  test('is found in the source where a test names it, on one line or several', () => {
    // Not written as a call, or this file would name them too.
    const call = (ids: string) => `test('x', ${'clause'}(${ids}), () => {})`
    expect(namedIn(call("'P-4.4'") + call("\n  'P-1.1',\n  'X-2',\n"))).toEqual(['P-4.4', 'P-1.1', 'X-2'])
    expect(namedIn(call("'P-4.4'").replace(', c', ',\n    c'))).toEqual(['P-4.4'])
  })
})

test(
  'what the law asks beyond the policy, and where its words fall short, is told and tested like the rest',
  clause('P-21.1'),
  () => {
    const rows = (of: 'X' | 'L') => Object.keys(clauses).filter(id => id.startsWith(`${of}-`))
    expect([rows('X').length, rows('L').length]).toEqual([52, 21])
    // Each is proven or told as planned: none is taken to hold.
    const by = new Set(named.flatMap(n => n.clauses))
    const without = [...rows('X'), ...rows('L')].filter(id => !by.has(id) && !planned.includes(id))
    expect(without.filter(id => !readChecks().some(c => c.clause === id))).toEqual([])
    const { 'X-12': one, 'L-6': another } = clauses
    for (const c of [one, another])
      expect(standing({ x: c }, { results: null, named: [], checks: [], today: '2026-11-24' }).open).toHaveLength(1)
  },
)

describe('what is planned', () => {
  test('is what is locked', () => expect(lockFaults(planned, readLock())).toEqual([]))

  test('that is added, or proved and left in the lock, is told', () => {
    expect(lockFaults(['P-1.1', 'X-9'], ['P-1.1', 'P-1.3'])).toEqual([
      expect.stringContaining('X-9 is planned and was not before'),
      expect.stringContaining('P-1.3 is no longer planned'),
    ])
  })

  test('has never grown since it was first written down', () => expect(grown(history())).toEqual([]))

  test('that grows in a change is told', () =>
    expect(grown([{ name: 'abc', before: ['P-1.1'], after: ['P-1.1', 'X-9'] }])).toEqual([
      'X-9 came into the list of planned clauses with abc',
    ]))
})

describe('a check', () => {
  test('names somebody, and says what was seen', () => {
    expect(readChecks([check])).toEqual([check])
    for (const wrong of [
      { name: 'DSO' },
      { name: 'Dataskyddsansvarig' },
      { clause: 'P-99.9' },
      { date: 'igår' },
      { evidence: 'ok' },
      { state: 'checked' },
    ])
      expect(() => readChecks([{ ...check, ...wrong }]), JSON.stringify(wrong)).toThrow()
  })

  test.each([
    ['2026-02-28', false],
    ['2026-03-01', true],
    ['2027-02-28', true],
    ['2027-03-01', false],
  ])('of 1 March 2026 on %s: %s', (today, there) => expect(holds(check, today)).toBe(there))
})

describe('how a clause stands', () => {
  const results = (...states: ('passed' | 'failed' | 'skipped')[]): Results => ({
    tree: 'x',
    files: { 'a.test.ts': states.map((state, n) => ({ name: `t${n}`, clauses: ['P-20.6'], state })) },
  })
  const of = (clause: Clause, ran: Results | null, checks = [] as (typeof check)[], named: Named[] = []) => {
    const today = '2026-11-24'
    const now = standing({ 'P-20.6': clause }, { results: ran, named, checks: checks as never, today })
    return now.open[0]?.why ?? (['proven', 'checked', 'planned'] as const).find(state => now[state].length > 0)
  }

  test.each([
    ['proven when every test that names it passed', stands, results('passed', 'passed'), [], 'proven'],
    ['open when one of them failed', stands, results('passed', 'failed'), [], 'failed: t1 (a.test.ts)'],
    ['open when one of them was skipped', stands, results('skipped'), [], 'skipped: t0 (a.test.ts)'],
    [
      'open when a test failed, whatever is planned and whoever has looked',
      waits,
      results('failed'),
      [check],
      'failed: t0 (a.test.ts)',
    ],
    ['open when nothing has run', stands, null, [], 'no test that has run names it'],
    ['checked when somebody looked', stands, null, [check], 'checked'],
    ['planned while it waits, also when somebody looked', waits, null, [check], 'planned'],
    [
      'open when who looked did so long ago',
      stands,
      null,
      [{ ...check, date: '2025-11-24' }],
      'the check of 2025-11-24 by Åsa Berg-Ek has lapsed',
    ],
  ])('is %s', (_, clause, ran, checks, what) => expect(of(clause, ran, checks)).toBe(what))

  test('is open when a file that names it has not run, whatever another says', () => {
    const files = ['a.test.ts', 'e2e/b.e2e.ts'].map(file => ({ file, clauses: ['P-20.6'] }))
    expect(of(stands, results('passed'), [], files)).toBe('has not run: e2e/b.e2e.ts')
  })

  test('one that is withdrawn is no longer counted', () => {
    const ledger = { 'P-20.6': { ...stands, withdrawn: '2026-11-24' } }
    expect(standing(ledger, { results: null, named: [], checks: [], today: '2026-11-24' }).total).toBe(0)
  })
})

test('results are of these sources and of every file that names a clause, or they are none', () => {
  const ran: Results = { tree: 'now', files: { 'a.test.ts': [] } }
  expect(fits(ran, 'now', ['a.test.ts'])).toBe(true)
  expect(fits(ran, 'then', ['a.test.ts'])).toBe(false)
  expect(fits(ran, 'now', ['a.test.ts', 'b.test.ts'])).toBe(false)
  expect(fits(null, 'now', [])).toBe(false)
})
