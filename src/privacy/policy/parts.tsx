// Parts of the policy's pages: tables of what is held, of recipients, of periods; sentences with their anchors.
import type { ReactNode } from 'react'
import { cookieType, storedHere, storedKinds, storedUntil } from '../../consent/stored.ts'
import { categoryWords } from '../../consent/words.ts'
import type { Table } from '../../datamap/table.ts'
import { ends, purposes } from '../../datamap/vocabulary.ts'
import { basisWords, keepWords, type Words } from '../../datamap/words.ts'
import type { Services } from '../../platform/context.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { logFields } from '../../platform/log-fields.ts'
import type { Processor } from '../../platform/outbound/door.ts'
import type { Clause } from '../clauses/clause.ts'
import { clauses } from '../clauses/clauses.ts'
import {
  annexRow,
  automatic,
  companyOf,
  heldOf,
  heldOfRole,
  type Line,
  lines,
  nameOf,
  once,
  periods,
  placeOf,
  placesOf,
  type RoleKey,
  recipients,
  roleKeys,
  roles,
} from './model.ts'
import { policyWords, sectionNames } from './policy.words.ts'
import { lower } from './statements.ts'

export type Of = { services: Services; language: Language }

/** A list in running text: "Namn, telefon, e-post". */
export const listed = (list: readonly Words[], language: Language) =>
  list.map((x, i) => (i === 0 ? x[language] : lower(x[language]))).join(', ')

/** A table that is a list of cards where there is no room for columns. */
export function Sheet({
  head,
  rows,
}: {
  head: readonly string[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}) {
  return (
    <table className="sheet">
      <thead>
        <tr>
          {head.map(h => (
            <th key={h} scope="col">
              {h}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(r => (
          <tr key={r.key}>
            {r.cells.map((cell, i) => {
              const name = head[i] as string
              return i === 0 ? (
                <th key={name} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={name} data-of={name}>
                  {cell}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export const receivers = (shared: readonly string[], processors: readonly Processor[]) =>
  processors.filter(p => !p.builtIn && shared.includes(p.key)).map(companyOf)

/** What is held of a role, and who is responsible for it. */
export function RoleData({ of, role }: { of: Of; role: RoleKey }) {
  const { services, language } = of
  const w = policyWords[language]
  const held = heldOfRole(services.tables as readonly Table[], role)
  const operator = services.config.operator.name
  if (held.length === 0) return <p>{w.none}</p>
  return (
    <>
      {(['controller', 'processor'] as const).map(as => {
        const own = held.filter(c => c.personal.use.role === as)
        if (own.length === 0) return null
        // The operator's own purposes are three; what law and safety require stands apart from them.
        const all = lines(own)
        const required = all.filter(l => as === 'controller' && purposes[l.use.purpose].end === 'required')
        const main = all.filter(l => !required.includes(l))
        return (
          <div key={as} data-role={as}>
            <p className="role-line">{as === 'controller' ? w.roleController(operator) : w.roleProcessor(operator)}</p>
            {main.length > 0 && <LineSheet of={of} list={main} />}
            {required.length > 0 && (
              <div data-end="required">
                <h3>{ends.required[language]}</h3>
                <LineSheet of={of} list={required} />
              </div>
            )}
          </div>
        )
      })}
    </>
  )
}

function LineSheet({ of: { services, language }, list }: { of: Of; list: readonly Line[] }) {
  const w = policyWords[language]
  return (
    <Sheet
      head={[w.value, w.purpose, w.basis, w.until, w.to]}
      rows={list.map(l => ({
        key: [l.use.purpose, ...l.held.map(c => `${c.table}.${c.column}`)].join(),
        cells: [
          <>
            {listed(once(l.held.map(nameOf)), language)}
            <span className="help">{placeOf(l.table)[language]}</span>
          </>,
          <>
            {purposes[l.use.purpose][language]}
            {once(l.held.flatMap(c => (c.personal.why ? [c.personal.why] : []))).map(why => (
              <span className="help" key={why.sv}>
                {why[language]}
              </span>
            ))}
          </>,
          basisWords(l.use)[language],
          keepWords(l.keep)[language],
          receivers(l.shared, services.door.processors).join(', ') || w.toNobody,
        ],
      }))}
    />
  )
}

/** Annex 1: who is active in this installation, and exactly what each may get. */
export function Annex({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  const list = recipients(services.tables as readonly Table[], services.door.processors)
  if (list.length === 0) return <p>{w.nobody}</p>
  return (
    <Sheet
      head={[w.annexName, w.annexDoes, w.annexPlace, w.annexRole, w.annexFields, w.annexErasing]}
      rows={list.map(recipient => {
        const row = annexRow(recipient)
        const fields = row.fields.map(f => `${f.place[language]}: ${listed(f.names, language)}`)
        const events = row.events.map(e => e[language])
        const kept = row.keeps.length > 0 ? [`${w.annexKeeps}: ${row.keeps.join(', ')}`] : []
        const shared = [...fields, ...events, ...kept].join('; ')
        return {
          key: recipient.processor.inUse?.key ?? recipient.processor.key,
          cells: [
            row.company,
            row.does[language],
            row.place[language],
            row.essence ? (
              <>
                {row.role[language]}
                <span className="help">{row.essence[language]}</span>
              </>
            ) : (
              row.role[language]
            ),
            row.kinds.length > 0 ? `${listed(row.kinds, language)}. ${shared}` : shared || w.annexNoFields,
            row.erasing ? row.erasing.how[language] : w.annexAgreed,
          ],
        }
      })}
    />
  )
}

export function Where({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  const places = once(services.door.processors.filter(p => !p.builtIn).map(placesOf))
  return (
    <>
      <p>{w.whereStored(services.config.operator.place || w.whereUnknown)}</p>
      <p>{places.length === 0 ? w.whereNobody : w.whereProcessed(listed(places, language))}</p>
    </>
  )
}

export function Retention({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  return (
    <Sheet
      head={[w.period, w.kept]}
      rows={periods(heldOf(services.tables as readonly Table[])).map(p => ({
        key: p.keep.sv,
        cells: [
          p.keep[language],
          [...Map.groupBy(p.held, c => c.table)]
            .map(([table, own]) => `${placeOf(table)[language]}: ${listed(once(own.map(nameOf)), language)}`)
            .join('; '),
        ],
      }))}
    />
  )
}

/** What lies in the browser: name, kind, whose, what for and how long. */
export function StoredTable({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  return (
    <>
      <p>{w.storedAll}</p>
      <Sheet
        head={[w.annexName, w.storedOwner, w.purpose, w.storedCategory, w.storedKind, w.until, w.value]}
        rows={storedHere(services.door.processors).map(({ stored: s, category, owner }) => ({
          key: `${owner?.key ?? ''}${s.name}`,
          cells: [
            s.name,
            owner ? companyOf(owner) : services.config.operator.name,
            s.purpose[language],
            categoryWords[category][language].name,
            (cookieType(s) ?? storedKinds[s.kind])[language],
            storedUntil(s)[language],
            s.data[language],
          ],
        }))}
      />
      <p>
        {w.storedWatched} <a href="https://pts.se/">pts.se</a>
      </p>
    </>
  )
}

/** What can stand on a line of the log. */
export function LogTable({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  return (
    <>
      <p>{w.logText}</p>
      <Sheet
        head={[w.annexName, w.storedOwner, w.value]}
        rows={Object.entries(logFields).map(([name, says]) => ({
          key: name,
          cells: [name, services.config.operator.name, says[language]],
        }))}
      />
    </>
  )
}

export function Decisions({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  const found = automatic(heldOf(services.tables as readonly Table[]))
  if (found.length === 0) return <p>{w.noDecisions}</p>
  return (
    <>
      <p>{w.someDecisions}</p>
      <ul>
        {once(found.map(d => d.what)).map(what => (
          <li key={what.sv}>{what[language]}</li>
        ))}
      </ul>
    </>
  )
}

/** Ids of the clauses of a section, by the first part of their ids. */
export const sectionOf = (id: string) => (id.startsWith('P-') ? id.split('.')[0] : id.split('-')[0]) as string
export const sections = (): [string, [string, Clause][]][] => [
  ...Map.groupBy(
    (Object.entries(clauses) as [string, Clause][]).filter(([, c]) => !c.withdrawn),
    ([id]) => sectionOf(id),
  ),
]

const NAMED = [
  [/^serviceavtal/i, '/integritet/serviceavtal'],
  [/^(biträdesavtal|processing agreement)/i, '/integritet/bitradesavtal'],
] as const
/** An agreement that is named can be read where it is named. */
const withAgreements = (sentence: string): ReactNode[] => {
  let at = 0
  return sentence.split(/(serviceavtal(?:et)?\b|biträdesavtalet\b|processing agreement\b)/i).map(part => {
    const path = NAMED.find(([name]) => name.test(part))?.[1]
    const key = at
    at += part.length
    return path ? (
      <a key={key} href={path}>
        {part}
      </a>
    ) : (
      part
    )
  })
}

/** Every sentence under its own address. What is not there yet says so. */
export function Sentences({
  section,
  list,
  language,
}: {
  section: string
  list: readonly [string, Clause][]
  language: Language
}) {
  const w = policyWords[language]
  return (
    <ul className="sentences" aria-label={sectionNames[section]?.[language]}>
      {list.map(([id, c]) => (
        <li key={id} id={id}>
          <a className="anchor" href={`#${id}`}>
            {id}
          </a>{' '}
          {withAgreements(c[language])}
          {c.planned && (
            <>
              {' '}
              <a className="mark" href={`/integritet/bevis#${id}`}>
                {w.building}
              </a>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** The roles, each to its own page; `current` is the one shown. As doors they stand in the order they are used. */
export function RoleTabs({
  language,
  current,
  order = roleKeys,
}: {
  language: Language
  current?: RoleKey
  order?: readonly RoleKey[]
}) {
  return (
    <ul className={current ? 'role-tabs small' : 'role-tabs'}>
      {order.map(key => (
        <li key={key}>
          <a href={`/integritet/${key}`} aria-current={key === current ? 'page' : undefined}>
            {roles[key][language]}
          </a>
          {!current && <span className="help">{roles[key].who[language]}</span>}
        </li>
      ))}
    </ul>
  )
}
