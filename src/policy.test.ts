// The policy page says what the declarations say: by role, by recipient, by period, and by version.
import { describe, expect, test } from 'vitest'
import { faults } from './datamap/register.ts'
import { integer, type Table, table, text, uuid } from './datamap/table.ts'
import { purposes } from './datamap/vocabulary.ts'
import { nameless } from './datamap/words.ts'
import { processorsOf } from './integrations/processors.ts'
import { addDays } from './kernel/dates.ts'
import { readConfig } from './platform/config.ts'
import { currentStatements } from './policy-now.ts'
import { clauses } from './privacy/clauses/clauses.ts'
import { heldOf, heldOfRole, lines, recipients, roleKeys, roles } from './privacy/policy/model.ts'
import { processings, registerCsv, registerJson } from './privacy/policy/register.ts'
import { type Statements, statements } from './privacy/policy/statements.ts'
import {
  changes,
  inForce,
  nextVersion,
  type PolicyVersion,
  readVersions,
  versionFaults,
  versionHash,
} from './privacy/policy/versions.ts'
import { tables } from './schema.ts'
import { clause } from './testing/clause.ts'

const processors = processorsOf(readConfig({}))
const smtp = { CLING_SMTP_URL: 'smtp://mail.example', CLING_MAIL_FROM: 'offert@offert.example' }
const reached = processorsOf(readConfig({ ...smtp, CLING_MAIL_OPERATOR: 'Exempel Post AB, FI' }))
const said = (of: readonly Table[]) => statements({ tables: of, processors, ledger: clauses })

const asked = {
  tenancy: 'company',
  is: 'x',
  about: { client: 'id' },
  use: { role: 'processor', purpose: 'deliver', instruction: 'I-2' },
  keep: { for: '24 months', after: 'document-closed', ending: 'erase' },
} as const
/** A table that nobody has told of, with one value of a client. */
const planted = (column: Parameters<typeof text>[0] = { holds: 'image' }) =>
  table('planted', { ...asked, columns: { id: uuid('nothing-personal'), portrait: text(column) } })

describe('what the page says of data', () => {
  test('every personal column and its table has a name to be read', () => {
    expect(nameless(tables)).toEqual([])
    expect(nameless([planted()])).toEqual([
      'planted holds personal data and has no name to be read: give it one in src/datamap/words.ts.',
      'planted.portrait has no name to be read: give it one in src/datamap/words.ts.',
    ])
  })

  test('a role is shown its own columns, all of them and no others', clause('P-3.1'), () => {
    const of = (subjects: readonly string[]) =>
      heldOf(tables)
        .filter(c => subjects.includes(c.personal.subject))
        .map(c => `${c.table}.${c.column}`)
        .sort()
    const shown = roleKeys.map(role =>
      // A value that is used for several things is shown with each.
      [...new Set(lines(heldOfRole(tables, role)).flatMap(l => l.held.map(c => `${c.table}.${c.column}`)))].sort(),
    )
    expect(shown).toEqual(roleKeys.map(role => of(roles[role].subjects)))
    // Together they are everybody the data map knows of, once each.
    expect(shown.flat().sort()).toEqual(
      heldOf(tables)
        .map(c => `${c.table}.${c.column}`)
        .sort(),
    )
  })

  test('whoever is active here is told with exactly the values that may go there', () => {
    expect(recipients(tables, processors)).toEqual([])
    const [mail, ...others] = recipients(tables, reached)
    expect(others).toEqual([])
    const allowed = heldOf(tables).filter(c => c.personal.shared?.includes('mail'))
    expect(mail?.held).toEqual(allowed)
    expect(allowed.length).toBeGreaterThan(10)
  })

  test('a machine that decides over somebody cannot be declared without a review', clause('L-19'), () => {
    expect(heldOf(tables).filter(c => c.personal.use.decides)).toEqual([])
    const decides = { what: { sv: 'Nej till köp', en: 'Refuses a purchase' }, review: '' }
    const column = { holds: 'money', use: { ...asked.use, decides } } as const
    expect(
      faults([table('planted', { ...asked, columns: { id: uuid('nothing-personal'), score: integer(column) } })]),
    ).toContain('planted.score is decided over by a machine and nobody has reviewed that.')
  })
})

describe('the records of processing', () => {
  const operator = { name: 'Prov Drift AB', organisationNumber: '878000-3656', address: '', email: 'x@prov.example' }

  test(
    'hold every use of every personal column, as controller or as processor, and nothing beside',
    clause('L-6'),
    () => {
      const uses = new Set(heldOf(tables).map(c => [c.personal.use.role, c.personal.use.purpose].join()))
      const entries = processings(tables, reached)
      expect(new Set(entries.map(e => [e.role, purposeKey(e.purpose.en)].join()))).toEqual(uses)
      const json = registerJson({ operator, tables, processors: reached, controllers: ['Prov El AB'] }, 'sv')
      expect(json.controller.length + json.processor.entries.length).toBe(entries.length)
      expect(json.controller.length).toBeGreaterThan(1)
      // What article 30 asks: who, why, whose, what, to whom, where, how long, how kept.
      for (const e of [...json.controller, ...json.processor.entries])
        for (const part of [e.purpose, e.basis, e.persons, e.kinds, e.values, e.transfers, e.kept])
          expect(part.length).toBeGreaterThan(0)
      expect(json).toMatchObject({ operator, processor: { for: ['Prov El AB'] } })
      expect(json.processor.entries.some(e => e.recipients.some(r => r === 'Exempel Post AB (Finland)'))).toBe(true)
      // A new column stands in it by itself.
      const grown = processings([...tables, planted()], reached)
      expect(grown.find(e => e.role === 'processor' && purposeKey(e.purpose.en) === 'deliver')?.kinds).toContainEqual(
        expect.objectContaining({ sv: 'Bild' }),
      )
    },
  )

  test('are a sheet with a row for each, whose cells are no formulas', () => {
    const register = registerJson({ operator, tables, processors: reached }, 'sv')
    const rows = registerCsv(register, 'sv').trimEnd().split('\r\n')
    expect(rows).toHaveLength(1 + register.controller.length + register.processor.entries.length)
    const [first] = register.controller
    const sly = { ...register, controller: [{ ...(first as NonNullable<typeof first>), purpose: '=1+1' }] }
    expect(registerCsv(sly, 'sv')).toContain(`"'=1+1"`)
  })

  test('a recipient outside the EU/EEA is a transfer, with what it rests on', () => {
    const transfers = (recipient: string) =>
      processings(tables, processorsOf(readConfig({ ...smtp, CLING_MAIL_OPERATOR: recipient }))).flatMap(e =>
        e.transfers.map(t => t.sv),
      )
    expect(transfers('Exempel Post AB, FI')).toEqual([])
    expect(transfers('Exempel Inc, US, DE, DPF 2027-06-30')).toContain('Tyskland (bolaget i USA), DPF till 2027-06-30')
  })
})

describe('the versions of the policy', () => {
  const now = currentStatements()
  const { versions, lock } = readVersions()
  const first: PolicyVersion = {
    version: 1,
    announced: '2026-11-23',
    from: '2026-11-23',
    summary: { sv: 'Första.', en: 'First.' },
    statements: now,
  }
  const published = { 1: versionHash(first) }
  const summary = { sv: 'Nytt.', en: 'New.' }
  const next = (statements: Statements) => nextVersion([first], published, statements, { today: '2026-12-01', summary })

  test('the newest says what the declarations and promises say', clause('P-0.1', 'X-39', 'X-51'), () => {
    expect(versionFaults(versions, lock, now)).toEqual([])
    for (const v of versions) expect([v.from, v.announced].every(day => /^\d{4}-\d\d-\d\d$/.test(day))).toBe(true)
    // A column more, or a promise in other words, and a new version must be made.
    expect(versionFaults(versions, lock, said([...tables, planted()]))[0]).toMatch(
      /something else .*\(column planted\.portrait\)\. Make a new version: node scripts\/policy-version\.mjs/,
    )
    const other = { ...now, 'clause P-4.4': { sv: 'Lösenord sparas.', en: 'Passwords are stored.' } }
    expect(versionFaults(versions, lock, other)[0]).toContain('clause P-4.4')
  })

  test('what makes more of somebody’s data is announced 30 days before; less of it is not', clause('X-39'), () => {
    const more = [
      said([...tables, planted()]),
      said([...tables, planted({ holds: 'contact', shared: ['sms'] })]),
      said(changed('client', 'keep', { for: '10 years', after: 'last-activity', ending: 'erase' })),
      said(changed('client', 'use', { role: 'processor', purpose: 'legal-claims', instruction: 'I-3' })),
    ]
    for (const statements of more) {
      const made = next(statements) as PolicyVersion
      expect(made).toMatchObject({ version: 2, from: '2026-12-31', summary })
      expect(versionFaults([first, made], { ...published, 2: versionHash(made) }, statements)).toEqual([])
      const hasty = { ...made, from: addDays(made.from, -1) }
      expect(versionFaults([first, hasty], { ...published, 2: versionHash(hasty) }, statements)).toEqual([
        'Version 2 makes more of somebody’s data and is announced less than 30 days before.',
      ])
    }
    const less = said(changed('client', 'keep', { for: '12 months', after: 'last-activity', ending: 'erase' }))
    expect(next(less)).toMatchObject({ version: 2, from: '2026-12-01' })
  })

  test('a published one is never edited, and none goes missing', () => {
    const edited = { ...first, summary: { sv: 'En annan.', en: 'Another.' } }
    expect(versionFaults([edited], published, now)[0]).toContain('is not what was published')
    expect(versionFaults([first], { ...published, 2: 'x' }, now)).toEqual([
      'Version 2 of the policy was published and is gone.',
    ])
    const unpublished = versionFaults([first, { ...first, version: 2, from: '2027-01-01' }], {}, now)
    expect(unpublished).toEqual(['Version 1 of the policy was followed by another and is not locked.'])
  })

  test('until it is published a version is written anew, and keeps its sentence', () => {
    const open = nextVersion([first], {}, said([...tables, planted()]), { today: '2026-12-01', summary: null })
    expect(open).toMatchObject({ version: 1, summary: first.summary, from: '2026-12-01' })
    expect(() => nextVersion([first], published, said([planted()]), { today: '2026-12-01', summary: null })).toThrow(
      'Say in a sentence what changed',
    )
  })

  test('one holds from its day, and is announced until then', () => {
    const second = { ...first, version: 2, from: '2026-12-31' }
    const on = (day: string) => {
      const { current, coming } = inForce([first, second], day)
      return [current.version, coming.map(v => v.version)]
    }
    expect(on('2026-12-30')).toEqual([1, [2]])
    expect(on('2026-12-31')).toEqual([2, []])
  })

  test('what differs is told value by value', () => {
    const told = changes(
      now,
      said(changed('client', 'keep', { for: '10 years', after: 'last-activity', ending: 'erase' })),
    )
    expect(told.length).toBeGreaterThan(10)
    const name = told.find(c => c.key === 'column client.name')
    expect([name?.kind, name?.before?.sv, name?.after?.sv]).toEqual([
      'changed',
      expect.stringContaining('24 månader efter den senaste händelsen, sedan raderas det'),
      expect.stringContaining('10 år efter den senaste händelsen, sedan raderas det'),
    ])
  })
})

/** The tables with one of them saying something else. */
function changed(name: string, what: 'keep' | 'use', to: object): Table[] {
  return tables.map(t => (t.name === name ? ({ ...t, [what]: to } as Table) : (t as Table)))
}

const purposeKey = (en: string) => Object.entries(purposes).find(([, p]) => p.en === en)?.[0]
