// What the declarations may say at all: which purposes there are, what a personal number may serve, what a risk class asks, and what
// calls for an impact assessment. Each rule is tried with a column that breaks it.
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { assessmentFaults, assessments, triggersOf } from './datamap/assessments.ts'
import { balancingFaults, isWeighed } from './datamap/balancing.ts'
import { declaredColumns, faults, heldPersonally, redactedNames, revealedColumns } from './datamap/register.ts'
import { type Table, table, text, uuid } from './datamap/table.ts'
import {
  categories,
  ends,
  evidence,
  personalNumberPurposes,
  purposes,
  type Risk,
  riskClasses,
  type Use,
} from './datamap/vocabulary.ts'
import { processorsOf } from './integrations/processors.ts'
import { addDays } from './kernel/dates.ts'
import { movableClock } from './platform/clock.ts'
import { readConfig } from './platform/config.ts'
import type { ApiEndpoint, Endpoint } from './platform/http/endpoint.ts'
import { makeLog } from './platform/log.ts'
import { makeDoor } from './platform/outbound/door.ts'
import { readPapers } from './platform/outbound/register/paperwork.ts'
import { rowKeys, rowOf } from './platform/outbound/register/rows.ts'
import { packagePath } from './platform/package-path.ts'
import { tables } from './schema.ts'
import { slices } from './slices.ts'
import { clause } from './testing/clause.ts'
import { papersOf } from './testing/papers.ts'

const held = heldPersonally(tables)
const endpoints = slices.flatMap(s => s.endpoints ?? [])
const instructed: Use = { role: 'processor', purpose: 'deliver', instruction: 'I-2' }
const own = (purpose: Use['purpose']): Use => ({
  role: 'controller',
  purpose,
  ground: { art: '6.1.f', interest: 'LIA-1' },
})

/** A table of one column, of whom and for what is said. */
const planted = (column: object, use: Use = instructed, about: object = { client: 'id' }) =>
  table('planted', {
    tenancy: 'company',
    is: 'x',
    about: about as never,
    use,
    keep: { for: '1 day', after: 'row-created', ending: 'erase' },
    columns: { id: uuid('nothing-personal'), company_id: uuid('nothing-personal'), x: text(column as never) },
  }) as Table
const said = (...of: Parameters<typeof planted>) => faults([planted(...of)]).join('\n')

describe('a purpose', () => {
  test(
    'of a Kund’s data is to deliver, to market or to develop, or what law and safety require',
    clause('P-5.1'),
    () => {
      expect(Object.keys(ends)).toEqual(['deliver', 'market', 'develop', 'required'])
      for (const [name, p] of Object.entries(purposes)) expect(Object.keys(ends), name).toContain(p.end)
      // Not to be compiled, and not to be started with.
      // @ts-expect-error: the list of purposes is closed
      const other: Use = { role: 'controller', purpose: 'sell', ground: { art: '6.1.f', interest: 'LIA-1' } }
      expect(said({ holds: 'name' }, other, { company: 'id' })).toContain(
        'is used for sell, which is none of the purposes',
      )
      expect(said({ holds: 'name' }, own('marketing'), { company: 'id' })).toBe('')
    },
  )

  test('of a visitor’s data is to develop or to market, beside what law and safety require', clause('P-9.1'), () => {
    const of = held.filter(c => c.personal.subject === 'visitor')
    expect(of.length).toBeGreaterThan(5)
    expect(of.filter(c => purposes[c.personal.use.purpose].end === 'deliver')).toEqual([])
    expect(said({ holds: 'name' }, own('communicate'), { visitor: 'id' })).toContain('is about a visitor and serves')
    for (const purpose of ['develop', 'security'] as const)
      expect(said({ holds: 'name' }, own(purpose), { visitor: 'id' })).toBe('')
    const asked: Use = { role: 'controller', purpose: 'marketing', ground: { art: '6.1.a', consent: 'newsletter' } }
    expect(said({ holds: 'name' }, asked, { visitor: 'id' })).toBe('')
  })

  test('of the operator’s own cannot be a company’s', () =>
    expect(said({ holds: 'name' }, { ...instructed, purpose: 'develop' } as unknown as Use)).toContain(
      'the operator’s own',
    ))
})

describe('a personal number', () => {
  const plain = { holds: 'personal-number', protect: 'person-key', justified: { sv: 'x', en: 'x' } }

  test('is held where nothing less will do, with the reason, and otherwise not at all', clause('L-12'), () => {
    const numbers = held.filter(c => c.personal.holds === 'personal-number')
    expect(numbers.length).toBeGreaterThan(2)
    for (const c of numbers) expect(c.personal.justified?.sv.length, c.column).toBeGreaterThan(30)
    expect(said({ ...plain, justified: undefined }, { ...instructed, purpose: 'sign' } as Use)).toContain(
      'does not say why nothing less will do',
    )
    // Nothing that stands on paper, in a mail, a text message or a link may carry one.
    // The one exception is what row B-8 says: a marketplace, for its own companies, of whoever asked for the deduction.
    const shared = numbers.flatMap(c => (c.personal.shared ?? []).map(to => `${c.table}.${c.column} to ${to}`))
    expect(shared).toEqual(['client_person.personal_number to partner'])
  })

  test(
    'is declared for the deduction and for knowing who signs, and leaves for neither anything else',
    clause('X-33'),
    async () => {
      const [number] = held.filter(c => c.table === 'client_person' && c.column === 'personal_number')
      const uses = [number?.personal.use, ...(number?.personal.also ?? []).map(a => a.use)]
      expect(uses.map(u => u?.purpose)).toEqual(['tax-reduction', 'sign'])
      const columns = declaredColumns([
        planted({ ...plain, shared: ['eid'] }, { ...instructed, purpose: 'sign' } as Use),
      ])
      const door = makeDoor({
        columns,
        ports: [{ processor: 'eid', discloses: ['planted.x'] }],
        processors: processorsOf(readConfig({})).map(p => ({ ...p, purposes: Object.keys(purposes) as never })),
        clock: movableClock(new Date('2026-11-24T12:00:00Z')),
      })
      const asked = (purpose: Use['purpose']) =>
        door.allow({} as never, { processor: 'eid', purpose, columns: ['planted.x'] } as never)
      for (const purpose of personalNumberPurposes) await asked(purpose)
      const others = (Object.keys(purposes) as Use['purpose'][]).filter(p => !personalNumberPurposes.includes(p))
      expect(others.length).toBeGreaterThan(5)
      for (const purpose of others)
        await expect(asked(purpose), purpose).rejects.toMatchObject({ code: 'outbound-purpose-refused' })
    },
  )

  test('serves what is on its list and nothing else', clause('X-33'), () => {
    for (const purpose of ['communicate', 'deliver', 'accountability'] as const)
      expect(said(plain, { ...instructed, purpose } as Use), purpose).toContain('which none may')
    for (const purpose of ['sign', 'tax-reduction', 'legal-claims', 'bookkeeping'] as const)
      expect(said(plain, { ...instructed, purpose } as Use), purpose).toBe('')
  })
})

describe('to provide the service', () => {
  test(
    'rests on the agreement for the company, and for whoever works there on an interest that is weighed',
    clause('P-5.2'),
    () => {
      const uses = held.flatMap(c =>
        c.personal.use.purpose === 'provide-service' ? [{ ...c, use: c.personal.use }] : [],
      )
      expect(new Set(uses.map(c => c.personal.subject))).toEqual(new Set(['company', 'member']))
      for (const { use, personal, column } of uses) {
        if (use.role !== 'controller') throw new Error(column)
        expect(use.ground.art, column).toBe(personal.subject === 'company' ? '6.1.b' : '6.1.f')
        if ('interest' in use.ground) expect(isWeighed(use.ground.interest, '2026-11-24'), column).toBe(true)
      }
      const b: Use = {
        role: 'controller',
        purpose: 'provide-service',
        ground: { art: '6.1.b', contract: 'service-agreement' },
      }
      expect(said({ holds: 'name' }, b, { member: 'id' })).toContain('to a member on art. 6.1.b; that is art. 6.1.f')
      expect(said({ holds: 'name' }, own('provide-service'), { company: 'id' })).toContain('that is art. 6.1.b')
      const unweighed: Use = { ...own('provide-service'), ground: { art: '6.1.f', interest: 'LIA-99' } } as Use
      expect(balancingFaults([planted({ holds: 'name' }, unweighed, { member: 'id' })], '2026-11-24')).toHaveLength(1)
      expect(balancingFaults(tables, '2026-11-24')).toEqual([])
      expect(balancingFaults(tables, '2028-12-31').join()).toContain('LIA-2')
    },
  )
})

test(
  'evidence is the signed document, the signature, what happened and the payment, and nothing else',
  clause('X-41'),
  () => {
    const kept = held.filter(
      c => typeof c.personal.keep.ending === 'object' && c.personal.keep.ending.hold === 'signature-evidence',
    )
    expect([...new Set(kept.map(c => c.table))].sort()).toEqual(Object.values(evidence).flat().sort())
    const hold = { for: '10 years', after: 'signed', ending: { hold: 'signature-evidence' } } as const
    expect(said({ holds: 'free-text', keep: hold })).toContain(
      'planted.x is held as evidence, and no part of what is evidence',
    )
  },
)

describe('the risk class of a column', () => {
  const ofClass = (risk: Risk) => held.filter(c => categories[c.personal.holds].risk === risk)

  test('follows from what it holds, and decides whether it is encrypted', clause('P-21.3'), () => {
    expect(ofClass(4).length).toBeGreaterThan(10)
    for (const c of ofClass(4)) expect(c.personal.protect, `${c.table}.${c.column}`).toMatch(/key|one-way/)
    for (const [holds, { risk }] of Object.entries(categories))
      expect(
        said({ holds, justified: { sv: 'x', en: 'x' } }, { ...instructed, purpose: 'sign' } as Use) !== '',
        holds,
      ).toBe(riskClasses[risk].encrypted)
  })

  test('decides whether a log may show it', clause('P-21.3'), () => {
    const lines: string[] = []
    const log = makeLog({ level: 'info', redact: redactedNames(tables), stream: { write: l => void lines.push(l) } })
    for (const risk of [1, 2, 3, 4] as const)
      for (const c of ofClass(risk)) {
        // A name that also means something harmless elsewhere is hidden all the same.
        if (!riskClasses[risk].redacted && redactedNames(tables).includes(c.column)) continue
        log.info({ facts: { [c.column]: 'märke', row: { [c.column]: 'märke' } } }, 'x')
        expect(lines.pop()?.includes('märke'), `${c.table}.${c.column}`).toBe(!riskClasses[risk].redacted)
      }
  })

  test(
    'decides what no answer shows: it is masked, and told in full where a right of its own is asked for',
    clause('P-21.3'),
    () => {
      expect(shownInFull(endpoints)).toEqual([])
      const leaks = {
        kind: 'api',
        path: '/x',
        permission: 'clients.read',
        output: z.object({ people: z.array(z.object({ personalNumber: z.string() })) }),
      }
      expect(shownInFull([leaks as never])).toEqual(['/x shows personalNumber'])
      const reveals = endpoints.filter(e => e.kind === 'api' && e.permission === 'clients.reveal')
      expect(reveals.map(e => e.path)).toEqual(['/api/app/clients/:id/people/:person/number'])
    },
  )
})

/** Answers with a field that is called as a column is that nobody may be shown in full. */
function shownInFull(list: readonly Endpoint[]): string[] {
  const camel = (name: string) => name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase())
  const hidden = new Set(revealedColumns(tables).map(c => camel(c.column)))
  return apiOf(list)
    .filter(e => e.permission !== 'clients.reveal')
    .flatMap(e => {
      const fields = JSON.stringify(z.toJSONSchema(e.output, { unrepresentable: 'any', io: 'input' }))
      return [...hidden].filter(name => fields.includes(`"${name}":`)).map(name => `${e.path} shows ${name}`)
    })
}

describe('an impact assessment', () => {
  const today = '2026-11-24'

  test('is there for all that calls for one, can be read, and is not older than a year', clause('L-10'), () => {
    expect(triggersOf(tables)).toEqual(['personal-numbers', 'evidence'])
    expect(assessmentFaults(triggersOf(tables), assessments, today)).toEqual([])
    for (const a of assessments) {
      expect(existsSync(packagePath(a.file)), a.file).toBe(true)
      for (const trigger of a.answers) expect(readFileSync(packagePath(a.file), 'utf8')).toContain(`**${trigger}**`)
    }
  })

  test('is asked for when a machine begins to decide, and again after a year', clause('L-10'), () => {
    const decides = { what: { sv: 'Nej', en: 'No' }, review: 'R-1' }
    const deciding = [...tables, planted({ holds: 'money', use: { ...instructed, decides } })]
    expect(assessmentFaults(triggersOf(deciding), assessments, today)).toEqual([
      'A machine that decides over somebody. That calls for an impact assessment: write one and file it in src/datamap/assessments.ts.',
    ])
    const [first] = assessments
    const last = addDays(first?.weighed ?? today, 365)
    expect(assessmentFaults(['evidence'], assessments, last)).toEqual([])
    expect(assessmentFaults(['evidence'], assessments, addDays(last, 1))[0]).toContain('read it again')
  })

  test('is the operator’s own for a supplier that records what people do, or it is not used', clause('L-10'), () => {
    expect(rowKeys.filter(key => rowOf(key).records)).toEqual(['hotjar', 'logrocket'])
    for (const key of ['hotjar', 'logrocket'] as const) {
      const read = (change: object) =>
        readPapers(JSON.stringify({ [key]: papersOf(key, change) }), { file: 'x', secretOf: () => 'x' }).wrong.join()
      expect(read({})).toBe('')
      expect(read({ assessment: undefined })).toContain('"assessment" must name the impact assessment')
    }
  })
})

describe('by default', () => {
  test('a request with a field that nobody asked for changes nothing by it', clause('L-9'), () => {
    const inputs = apiOf(endpoints).filter(e => e.method !== 'get')
    expect(inputs.length).toBeGreaterThan(20)
    const open = inputs.filter(e => openEnded(z.toJSONSchema(e.input, { unrepresentable: 'any' })))
    expect(open.map(e => e.path)).toEqual([])
    expect(openEnded(z.toJSONSchema(z.looseObject({ a: z.string() })))).toBe(true)
  })

  test('nobody outside is reached, and what may be left out of a person is empty', clause('L-9'), () => {
    expect(processorsOf(readConfig({})).filter(p => !p.builtIn)).toEqual([])
    // What a person is asked for beyond what is needed can be left empty by the database itself.
    const needed = ['name', 'email', 'password_hash', 'language']
    const forced = ['company', 'member', 'account', 'client', 'client_person'].flatMap(name =>
      heldPersonally(tables.filter(t => t.name === name))
        .filter(c => c.personal.why && !columnOf(c)?.nullable)
        .map(c => `${name}.${c.column}`),
    )
    expect(forced.filter(c => !needed.includes(c.split('.')[1] as string))).toEqual([
      'client_person.used_rot_kr',
      'client_person.used_rut_kr',
    ])
  })
})

const apiOf = (list: readonly Endpoint[]) =>
  list.filter(e => e.kind === 'api').map(e => e as unknown as ApiEndpoint & { path: string })
const columnOf = (c: { table: string; column: string }) =>
  (tables as readonly Table[]).find(t => t.name === c.table)?.columns[c.column]

/** Whether a shape takes in any field at all. */
function openEnded(schema: unknown): boolean {
  const text = JSON.stringify(schema)
  return text.includes('"additionalProperties":{}') || text.includes('"additionalProperties":true')
}
