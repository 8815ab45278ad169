import { describe, expect, test } from 'vitest'
import { lowValueOre, ruleSet, ruleSetsFor } from '../blocks/rule-sets.ts'
import { guardOf, type LedgerDocument, ledgerOf } from './ledger.ts'
import { startWords } from './start.messages.ts'
import { mayStart, type StartFacts } from './start.ts'

const document = (no: number | null, state: LedgerDocument['state'], totalOre: number | null, days = 0) =>
  ({ documentId: String(no), no, state, totalOre, toPayOre: totalOre, days }) satisfies LedgerDocument

describe('a ledger', () => {
  const contract = document(null, 'sealed', 28_460_000)
  test('is original and ordered, with what waits beside it; no and drafts are in no sum', () => {
    const ledger = ledgerOf(contract, [
      document(1, 'sealed', 1_426_000, 2),
      document(2, 'signed', -1_840_000),
      document(3, 'sent', 648_000),
      document(4, 'declined', 99_900),
      document(5, 'draft', 55_500),
      document(6, 'withdrawn', 44_400),
    ])
    expect(ledger).toMatchObject({
      originalOre: 28_460_000,
      orderedOre: -414_000,
      todayOre: 28_046_000,
      pendingOre: 648_000,
      ifOrderedOre: 28_694_000,
      daysOrdered: 2,
      unpriced: 0,
    })
  })
  test('counts what waits without a price apart, and does not guess at days nobody has said', () => {
    const ledger = ledgerOf(contract, [document(1, 'sent', null), { ...document(2, 'sealed', 100), days: null }])
    expect(ledger).toMatchObject({ unpriced: 1, pendingOre: 0, daysOrdered: null })
  })
  test('of something unsigned comes to nothing', () => {
    expect(ledgerOf(document(null, 'sent', 500), [])).toMatchObject({ originalOre: 0, todayOre: 0 })
  })
})

describe('an approximate price', () => {
  const of = (workedUpOre: number, orderedOre = 0, limitPercent = 15) =>
    guardOf({ approximateOre: 18_625_000, limitPercent, orderedOre, workedUpOre })
  test('may be passed by 15 percent in whole kronor downwards, and warns from ten', () => {
    expect(of(0)).toMatchObject({ capOre: 21_418_700, level: 'within' })
    expect(of(20_487_499).level).toBe('within')
    expect(of(20_487_500).level).toBe('near')
    expect(of(21_418_699).level).toBe('near')
    expect(of(21_418_700).level).toBe('reached')
  })
  test('is apart from ordered additions, and a lower limit that was agreed holds', () => {
    expect(of(0, 1_000_000)).toMatchObject({ capOre: 22_418_700, expectedOre: 19_625_000 })
    expect(of(19_556_250, 0, 5).level).toBe('reached')
  })
})

describe('whether work may begin', () => {
  const consumer = ruleSet('consumer')
  const ab = ruleSet('ab-04')
  const facts: StartFacts = {
    rules: consumer,
    raisedBy: 'discovered',
    valueOre: 1_000_000,
    lowValueOre: null,
    noticedAt: null,
    orderedAt: null,
    refusedAt: null,
    rescinded: false,
    stance: null,
    attempts: 0,
    ground: null,
    withdrawLast: null,
    earlyStart: false,
    today: '2026-11-24',
  }
  const low = { lowValueOre: 2_960_000, rules: ab }
  test.each<[Partial<StartFacts>, string, string]>([
    [{}, 'no', 'start.not-noticed'],
    [{ noticedAt: '2026-11-23' }, 'no', 'start.asked'],
    [{ noticedAt: '2026-11-23', ground: 'small' }, 'no', 'start.asked'],
    [{ noticedAt: '2026-11-23', ground: 'small', attempts: 1 }, 'limited', 'start.small'],
    [{ noticedAt: '2026-11-23', ground: 'wish', attempts: 2 }, 'limited', 'start.wish'],
    [{ ground: 'danger' }, 'yes', 'start.danger'],
    [{ refusedAt: '2026-11-23', noticedAt: '2026-11-22' }, 'no', 'start.refused'],
    [{ orderedAt: '2026-11-24' }, 'yes', 'start.ordered'],
    [{ orderedAt: '2026-11-24', withdrawLast: '2026-12-08' }, 'wait', 'start.wait-withdrawal'],
    [{ orderedAt: '2026-11-24', withdrawLast: '2026-12-08', earlyStart: true }, 'yes', 'start.early-ok'],
    [{ orderedAt: '2026-11-01', withdrawLast: '2026-11-23' }, 'yes', 'start.ordered'],
    [{ rules: null, noticedAt: '2026-11-23' }, 'unknown', 'start.unknown'],
    [{ ...low, raisedBy: 'ordered', noticedAt: '2026-11-23' }, 'no', 'start.order-in-writing'],
    [{ ...low }, 'no', 'start.not-noticed'],
    [{ ...low, noticedAt: '2026-11-23', valueOre: 2_959_999 }, 'yes', 'start.low-value'],
    [{ ...low, noticedAt: '2026-11-23', valueOre: 2_960_000 }, 'wait', 'start.wait-for-view'],
    [{ ...low, noticedAt: '2026-11-23', valueOre: null }, 'wait', 'start.wait-for-view'],
    [{ ...low, noticedAt: '2026-11-23', stance: 'included', valueOre: 100 }, 'wait', 'start.disputed'],
  ])('%o: %s, %s', (some, may, code) => {
    expect(mayStart({ ...facts, ...some })).toMatchObject({ may, code })
  })
  test('has words for every answer, which name what they rest on', () => {
    for (const words of [startWords.sv, startWords.en])
      for (const w of Object.values(words)) {
        expect(w.answer.length).toBeGreaterThan(2)
        expect(w.rule('24 november', '29 600 kr').length).toBeGreaterThan(10)
      }
  })
})

describe('a rule set', () => {
  test('is offered to those it is for; a consumer’s is the law and nothing else', () => {
    expect(ruleSetsFor('person', '2026-11-24').map(s => s.id)).toEqual(['consumer'])
    expect(ruleSetsFor('company', '2026-11-24').map(s => s.id)).toEqual(['ab-04', 'abt-06', 'none'])
    expect(ruleSetsFor('company', '2005-01-01').map(s => s.id)).toEqual(['ab-04', 'none'])
  })
  test('knows half the year’s price base amount, for what is discovered and not for what is ordered', () => {
    const set = ruleSet('abt-06')
    if (!set) throw new Error('There is no such set.')
    expect(lowValueOre(set, 'discovered', '2026-11-24')).toBe(2_960_000)
    expect(lowValueOre(set, 'ordered', '2026-11-24')).toBeNull()
    expect(() => lowValueOre(set, 'discovered', '2031-01-01')).toThrow('2031')
  })
})
