import { describe, expect, test } from 'vitest'
import { declaredColumns } from '../../../datamap/register.ts'
import { type Table, table, text, uuid } from '../../../datamap/table.ts'
import { processorsOf } from '../../../integrations/processors.ts'
import { addDays, type IsoDay } from '../../../kernel/dates.ts'
import { processorRows } from '../../../privacy/clauses/ledger/processors.ts'
import { annexRow, recipients } from '../../../privacy/policy/model.ts'
import { annexes } from '../../../privacy/policy/register.ts'
import { tables } from '../../../schema.ts'
import { slices } from '../../../slices.ts'
import { clause } from '../../../testing/clause.ts'
import { inUseEnv, papersOf } from '../../../testing/papers.ts'
import { movableClock } from '../../clock.ts'
import { ConfigurationRefused, readConfig } from '../../config.ts'
import { browserFaults } from '../browser.ts'
import { makeDoor } from '../door.ts'
import { leavesEea } from '../recipient.ts'
import { flowDown } from './paperwork.ts'
import { type RowKey, rowKeys, rowOf } from './rows.ts'
import { tellOfContracts, watchContracts } from './watch.ts'

/** Papers of a row, each part of them changeable. */
const refusals = (of: Partial<Record<RowKey, object>>, env: Record<string, string> = {}): string => {
  try {
    readConfig({ ...inUseEnv(of), ...env })
    return ''
  } catch (error) {
    if (error instanceof ConfigurationRefused) return error.reasons.join('\n')
    throw error
  }
}
const S3 = {
  CLING_S3_BUCKET: 'filer',
  CLING_S3_ENDPOINT: 'https://s3.example',
  CLING_S3_ACCESS_KEY: 'x',
  CLING_S3_SECRET_KEY: 'y',
}
const processors = (of: Partial<Record<RowKey, object>>, env: Record<string, string> = {}) =>
  processorsOf(readConfig({ ...inUseEnv(of), ...env }))
const all = (keys: readonly RowKey[]) => Object.fromEntries(keys.map(key => [key, {}]))
/** Every row that can be in use at once beside the first mail supplier. */
const together = rowKeys.filter(key => !['cgi', 'cellsynt', 'glesys', 'sendgrid', 'mandrill'].includes(key))

describe('the register', () => {
  test('has every row of annex 1, Google’s in four, and every one of them can be told of', () => {
    const named = Object.keys(processorRows).filter(id => id !== 'B-0')
    expect([...new Set(rowKeys.map(key => rowOf(key).clause))].sort()).toEqual(named.sort())
    expect(rowKeys.filter(key => rowOf(key).clause === 'B-13')).toHaveLength(4)
    for (const key of rowKeys) {
      const row = rowOf(key)
      for (const words of [row.does, row.erasing.how, ...row.events]) expect(words.sv && words.en, key).toBeTruthy()
      expect(row.country, key).toMatch(/^[A-Z]{2}$/)
      // What stands on a page says where it may, with what consent, which hosts it needs and what it gets; the rest reaches none.
      const onPages = row.zones.length > 0
      expect(row.browser !== undefined, key).toBe(onPages)
      if (row.browser) expect(browserFaults(key, row.browser)).toEqual([])
      expect(row.events.length > 0, key).toBe(onPages)
      expect(
        row.conditions.some(c => c.startsWith('consent-')),
        key,
      ).toBe(onPages)
      expect(
        row.zones.some(z => z === 'room' || z === 'rights' || z === 'operator'),
        key,
      ).toBe(false)
    }
  })

  test('is inactive in a fresh installation: nobody is reached and nobody is printed', clause('X-12'), () => {
    expect(readConfig({}).inUse).toEqual([])
    expect(processorsOf(readConfig({})).filter(p => !p.builtIn)).toEqual([])
  })

  test.each(together)('%s is reached when its papers are whole, and nobody else', key => {
    const env = rowOf(key).serves === 'files' ? S3 : {}
    const reached = processors({ [key]: {} }, env).filter(p => !p.builtIn)
    expect(reached.map(p => p.inUse?.key)).toEqual([key])
    const clock = movableClock(new Date('2026-11-23T12:00:00Z'))
    const door = makeDoor({ columns: [], ports: [], processors: processors({ [key]: {} }, env), clock })
    for (const other of together) {
      const at = rowOf(other).serves ?? other
      // Those that every installation has are answered by itself.
      if (other === key || ['mail', 'files'].includes(at)) continue
      expect(() => door.through(at, async () => 'gone'), other).toThrow(
        expect.objectContaining({ code: 'outbound-processor-inactive' }),
      )
    }
  })
})

describe('a row cannot be used', () => {
  test.each(
    rowKeys.filter(key =>
      leavesEea({ country: rowOf(key).country, place: rowOf(key).places[0] ?? 'SE', otherPlaces: rowOf(key).places }),
    ),
  )('outside the EEA without a ground and the day it was checked: %s', clause('P-11.1', 'X-12'), key => {
    expect(refusals({ [key]: { transfer: undefined } }, S3)).toContain(
      `${rowOf(key).product} cannot be used: it leaves the EEA, so "transfer" must say on what (adequacy, DPF or SCC), when that was checked`,
    )
    const { checked: _, ...unchecked } = papersOf(key).transfer as { checked: string }
    expect(refusals({ [key]: { transfer: unchecked } }, S3)).toContain(`${key}.transfer.checked is missing`)
  })

  test('with a place outside the EEA beside one within, and no ground', clause('P-11.1', 'X-14'), () =>
    expect(refusals({ billecta: { places: ['SE', 'US'] } })).toContain('it leaves the EEA'),
  )

  test.each(flowDown)('when its contract does not cover article 28 %s', part =>
    expect(
      refusals({
        billecta: {
          contract: { ...(papersOf('billecta').contract as object), covers: flowDown.filter(p => p !== part) },
        },
      }),
    ).toContain(`the contract does not cover article 28 ${part}`),
  )

  test.each([
    ['a company', { company: '' }, {}, 'intercom.company is missing'],
    ['its country', { country: 'Sverige' }, {}, 'intercom.country is missing'],
    ['places', { places: [] }, {}, 'intercom.places is missing'],
    ['a contract', { contract: undefined }, {}, 'intercom.contract is missing'],
    [
      'somebody who read it',
      { contract: { reference: 'A', reviewed: '2026-09-01', covers: [] } },
      {},
      'contract.reviewedBy',
    ],
    ['its first day', { from: undefined }, {}, 'intercom.from is missing'],
    ['its key', {}, { CLING_INTERCOM_KEY: '' }, 'CLING_INTERCOM_KEY is missing in the environment'],
    ['anything but what is asked', { note: 'x' }, {}, 'CLING_PROCESSORS: intercom'],
  ])('without %s', clause('X-18'), (_, change, env, said) =>
    expect(refusals({ intercom: change }, env)).toContain(said),
  )

  test('of nobody that the annex knows, or beside another that does the same', () => {
    expect(refusals({ mailgun: {}, sendgrid: {} })).toContain('Mailgun and SendGrid do the same; keep one.')
    expect(refusals({ mailgun: {} }, { CLING_SMTP_URL: 'smtp://mail.example' })).toContain(
      'CLING_SMTP_URL contradicts Mailgun',
    )
    expect(refusals({ cgi: {} })).toContain('there is no way to it here yet')
    const env = { ...inUseEnv({ slack: {} }), CLING_PROCESSORS: '/nowhere.json' }
    expect(() => readConfig(env)).toThrow('which does not exist')
  })

  test('Dorunner until it is settled what they are, and the contract read', () => {
    expect(refusals({ dorunner: { role: undefined } })).toContain('"role" must say what they are')
    expect(refusals({ dorunner: { contract: undefined } })).toContain('dorunner.contract is missing')
    expect(refusals({ dorunner: {} })).toBe('')
    expect(processors({ dorunner: { role: 'independent' } }).find(p => p.key === 'partner')?.inUse?.role).toBe(
      'independent',
    )
  })
})

describe('the contract', () => {
  const reviewed: IsoDay = '2026-09-01'
  const last = addDays(reviewed, 365)
  const at = (day: IsoDay) => {
    const clock = movableClock(new Date(`${day}T12:00:00Z`))
    const door = makeDoor({ columns: [], ports: [], processors: processors({ slack: {} }), clock })
    return () => door.through('staff', async () => 'gone')
  }

  test('is relied on for a year and not a day more', clause('P-11.2'), async () => {
    expect(await at(last)()).toBe('gone')
    expect(() => at(addDays(last, 1))()).toThrow(expect.objectContaining({ code: 'outbound-contract-overdue' }))
  })

  test('is asked for from 60 days before, every day, and never in silence after', clause('P-11.2'), () => {
    const told: unknown[] = []
    const log = { warn: (o: object) => told.push(o), error: (o: object) => told.push(o) } as never
    const clock = movableClock(new Date('2026-11-23T12:00:00Z'))
    const door = makeDoor({ columns: [], ports: [], processors: processors({ slack: {} }), clock })
    const on = (days: number) => {
      told.length = 0
      clock.set(new Date(`${addDays(last, days)}T12:00:00Z`))
      tellOfContracts({ door, clock, log })
      return told.map(t => (t as { alarm: string }).alarm)
    }
    expect([-61, -60, -1, 0, 1].map(on)).toEqual([
      [],
      ['contract-review-due'],
      ['contract-review-due'],
      ['contract-review-due'],
      ['contract-review-overdue'],
    ])
    expect(slices.flatMap(s => s.sweeps ?? [])).toContain(watchContracts)
  })

  test('lets nothing leave before its first day', async () => {
    const clock = movableClock(new Date('2026-11-22T12:00:00Z'))
    const door = makeDoor({ columns: [], ports: [], processors: processors({ slack: { from: '2026-11-23' } }), clock })
    expect(() => door.through('staff', async () => 'gone')).toThrow(
      expect.objectContaining({ code: 'outbound-processor-inactive' }),
    )
    clock.set(new Date('2026-11-22T23:00:00Z'))
    expect(await door.through('staff', async () => 'gone')).toBe('gone')
  })
})

describe('whoever is controller together with us', () => {
  test('is not used before it is agreed who answers for what', clause('L-18'), () => {
    expect(refusals({ facebook: { arrangement: undefined } })).toContain(
      '"arrangement" must name what was agreed (GDPR article 26)',
    )
    // Also one that the papers alone call so, of which nobody has written what was agreed.
    expect(refusals({ intercom: { role: 'joint', arrangement: 'A-26' } })).toContain('GDPR article 26')
    expect(refusals({ facebook: {} })).toBe('')
  })

  test('is printed with what was agreed, in short, and nobody else is', clause('L-18'), () => {
    const rows = recipients(tables, processors({ facebook: {}, hotjar: {} })).map(annexRow)
    expect(rows.map(r => [r.role.sv, r.essence?.sv.slice(0, 24) ?? null]).sort()).toEqual(
      [
        ['Biträde', null],
        ['Gemensamt ansvarig', 'Vi ansvarar tillsammans '],
      ].sort() as never,
    )
  })
})

describe('annex 1', () => {
  const active = processors(all(together), S3)
  const printed = recipients(tables, active).map(annexRow)

  test('prints every row in use, and says of each what they are in law', clause('X-15'), () => {
    expect(printed.map(r => r.company).sort()).toEqual(
      together.map(key => `${rowOf(key).product} Prov AB (${rowOf(key).product})`).sort(),
    )
    const roles = Object.fromEntries(active.filter(p => p.inUse).map(p => [p.inUse?.key, p.inUse?.role]))
    expect(roles).toMatchObject({
      facebook: 'joint',
      'google-ads': 'independent',
      hotjar: 'processor',
      aws: 'sub-processor',
    })
    for (const row of printed)
      expect(row.role.sv).toMatch(/^(Underbiträde|Biträde|Gemensamt ansvarig|Självständigt ansvarig)$/)
  })

  test(
    'of the processing agreement lists sub-processors and none else, whatever may go to them',
    clause('X-15'),
    () => {
      // Were a column of a Slutkund’s to name a processor that is none of the company’s, it would not become a sub-processor by that.
      const about = {
        tenancy: 'company',
        is: 'x',
        about: { client: 'id' },
        use: { role: 'processor', purpose: 'deliver', instruction: 'I-2' },
        keep: { for: '1 day', after: 'row-created', ending: 'erase' },
      } as const
      const planted = table('planted', {
        ...about,
        columns: {
          id: uuid('nothing-personal'),
          company_id: uuid('nothing-personal'),
          a: text({ holds: 'name', shared: ['errors', 'mail', 'invoicing'] }),
        },
      }) as Table
      const listed = annexes([...tables, planted], active).D.map(d => d.key)
      expect(listed).toContain('mail')
      expect(listed).toContain('invoicing')
      expect(listed).not.toContain('errors')
      for (const key of listed) expect(active.find(p => p.key === key)?.inUse?.role).toBe('sub-processor')
    },
  )

  test('says which values and which events each gets, and never only “user data”', clause('X-16'), () => {
    for (const [i, p] of active.filter(a => !a.builtIn).entries()) {
      const row = printed[i] as (typeof printed)[number]
      const may = declaredColumns(tables).filter(c => c.personal?.shared?.includes(p.key))
      expect(row.fields.flatMap(f => f.names).length > 0, p.key).toBe(may.length > 0)
      if ((p.inUse?.row.zones.length ?? 0) > 0) {
        expect(row.events.length, p.key).toBeGreaterThan(0)
        expect(row.keeps.length, p.key).toBeGreaterThan(0)
      }
      expect(JSON.stringify(row)).not.toMatch(/användardata|user data|datalagring/i)
    }
    // A port gives nothing that the annex does not print.
    for (const port of slices.flatMap(s => s.ports ?? []))
      for (const column of port.discloses) {
        const declared = declaredColumns(tables).find(c => `${c.table}.${c.column}` === column)
        if (declared?.personal) expect(declared.personal.shared, column).toContain(port.processor)
      }
  })

  test.each(['aws', 'glesys'] as const)(
    'says of storage at %s which kinds of data lie there, and that they are encrypted',
    clause('X-17', 'B-2', 'B-15'),
    key => {
      const stores = recipients(tables, processors({ [key]: {} }, S3)).map(annexRow)
      expect(stores).toHaveLength(1)
      expect(stores[0]?.kinds).toContainEqual(expect.objectContaining({ sv: 'Dokument' }))
      expect(stores[0]?.does.sv).toContain('krypterade under nycklar som bara finns här')
      // Exactly the columns that are declared to lie there: no more and no fewer.
      const there = declaredColumns(tables).filter(c => c.personal?.shared?.includes('files'))
      expect(there.length).toBeGreaterThan(0)
      expect(stores[0]?.fields.flatMap(f => f.names.map(n => n.sv))).toContain('Bilder och förseglade filer')
      expect(recipients(tables, processors({ [key]: {} }, S3))[0]?.held.map(c => c.column)).toEqual(
        there.map(c => c.column),
      )
      // Within the EEA, or not at all.
      const transfer = { mechanism: 'SCC', checked: '2026-10-01', until: '2028-10-01' }
      expect(refusals({ [key]: { places: ['SE', 'US'], transfer } }, S3)).toContain('places the files in US')
    },
  )

  test('names the company that is contracted with beside its product', clause('X-18', 'X-14'), () => {
    const [row] = recipients(tables, processors({ mandrill: { company: 'Exempel LLC', places: ['IE'] } })).map(annexRow)
    expect(row?.company).toBe('Exempel LLC (Mandrill)')
    expect(row?.place.sv).toBe('Irland (bolaget i USA), SCC till 2028-10-01')
  })
})
