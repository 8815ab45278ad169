// The policy in three layers: one screen, one page per role, and all of it; with its versions and the register. Nothing on these pages needs
// script or a cookie. The frame they stand in is given, so that they look like the pages around them.
import type { ReactNode } from 'react'
import { byUse, pageUse } from '../../consent/measure/popular.ts'
import type { Table } from '../../datamap/table.ts'
import { categories } from '../../datamap/vocabulary.ts'
import { keepWords, type Words } from '../../datamap/words.ts'
import { dateWords, stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import { json } from '../../platform/http/answer.ts'
import { type Language, type PageRequest, page, type Visitor } from '../../platform/http/endpoint.ts'
import { companyOf, heldOf, longest, once, type RoleKey, recipients, roleKeys, roles } from './model.ts'
import {
  Annex,
  Decisions,
  LogTable,
  listed,
  type Of,
  Retention,
  RoleData,
  RoleTabs,
  Sentences,
  Sheet,
  StoredTable,
  sections,
  Where,
} from './parts.tsx'
import css from './policy.css?raw'
import { measures, policyWords, sectionNames } from './policy.words.ts'
import { annexes, processings, registerCsv, registerJson } from './register.ts'
import { lower } from './statements.ts'
import { type Change, changes, inForce, readVersions } from './versions.ts'

export type Frame = (
  request: Request,
  visitor: Visitor,
  page: { title: string; css: readonly string[]; mainClass: string; children: ReactNode },
  services: Services,
) => Response

export type DrawPolicy = (r: PageRequest, title: string, children: ReactNode) => Response

export const drawIn =
  (frame: Frame): DrawPolicy =>
  (r, title, children) =>
    frame(r.request, r.visitor, { title, css: [css], mainClass: 'policy', children }, r.services)

/** Which version holds today, and what has been announced. */
function Version({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  const { versions, lock } = readVersions()
  const { current, coming } = inForce(versions, stockholmDate(services.clock.now()))
  return (
    <>
      <p className="help">
        {w.version(current.version, dateWords(current.from, language))}
        {!lock[current.version] && `, ${w.unpublished}`}. <a href="/integritet/andringar">{w.changes}</a>
      </p>
      {coming.map(v => (
        <div className="notice warn" key={v.version}>
          <p>
            {w.coming(v.version, dateWords(v.from, language))} {v.summary[language]}{' '}
            <a href={`/integritet/andringar#version-${v.version}`}>{w.comingSee}</a>
          </p>
        </div>
      ))}
    </>
  )
}

const PARTS = [
  ['/integritet', 'short'],
  ['/integritet/policy', 'whole'],
  ['/integritet/andringar', 'changes'],
  ['/integritet/register', 'register'],
  ['/integritet/bevis', 'proof'],
] as const

/** The way between the policy's pages. */
export function Parts({ language, here }: { language: Language; here: string }) {
  const w = policyWords[language]
  return (
    <nav className="parts" aria-label={w.pages}>
      {PARTS.map(([path, name]) => (
        <a key={path} href={path} aria-current={path === here ? 'page' : undefined}>
          {w[name]}
        </a>
      ))}
    </nav>
  )
}

function Identity({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  const { name, organisationNumber, address, email } = services.config.operator
  return (
    <>
      <p>
        {[name, organisationNumber && `${w.number} ${organisationNumber}`, address].filter(Boolean).join(', ')}.{' '}
        <a href={`mailto:${email}`}>{email}</a>
      </p>
      <p>{w.covers(new URL(services.config.publicUrl).host)}</p>
    </>
  )
}

function Rights({ of: { services, language } }: { of: Of }) {
  const w = policyWords[language]
  return (
    <>
      <p>{w.rightsText(services.config.operator.email)}</p>
      <p>
        {w.complaint} <a href="https://www.imy.se/">imy.se</a>.
      </p>
    </>
  )
}

function Short({ of, doors }: { of: Of; doors: readonly RoleKey[] }) {
  const { services, language } = of
  const w = policyWords[language]
  const held = heldOf(services.tables as readonly Table[])
  const kinds = once(held.map(c => categories[c.personal.holds]))
  const active = recipients(services.tables as readonly Table[], services.door.processors)
  const answers: [string, ReactNode][] = [
    [w.who, <p key="who">{w.whoText(services.config.operator.name)}</p>],
    [w.what, <p key="what">{listed(kinds, language)}.</p>],
    [
      w.howLong,
      <p key="long">
        {w.howLongText} {lower(keepWords(longest(held))[language])}.
      </p>,
    ],
    [
      w.receives,
      <p key="to">
        {active.length === 0 ? w.nobody : `${active.map(r => companyOf(r.processor)).join(', ')}.`}{' '}
        <a href="/integritet/policy#bilaga-1">{w.annex}</a>
      </p>,
    ],
    [
      w.cookies,
      <p key="cookies">
        {w.storedAll} <a href="/integritet/policy#kakor">{w.storedSee}</a>
      </p>,
    ],
    [w.rights, <Rights key="rights" of={of} />],
    [w.decisions, <Decisions key="decisions" of={of} />],
    [
      w.agreements,
      <p key="agreements">
        {w.agreementsText} <a href="/integritet/serviceavtal">{w.serviceAgreement}</a>,{' '}
        <a href="/integritet/bitradesavtal">{w.processingAgreement}</a>.
      </p>,
    ],
    [w.contact, <Identity key="identity" of={of} />],
  ]
  return (
    <>
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <Version of={of} />
      <Parts language={language} here="/integritet" />
      <h2>{w.chooseRole}</h2>
      <RoleTabs language={language} order={doors} />
      <div className="answers">
        {answers.map(([head, text]) => (
          <section key={head}>
            <h2>{head}</h2>
            {text}
          </section>
        ))}
      </div>
    </>
  )
}

function RolePage({ of, role }: { of: Of; role: RoleKey }) {
  const { language } = of
  const w = policyWords[language]
  return (
    <>
      <h1>{roles[role][language]}</h1>
      <p className="lead">{roles[role].who[language]}</p>
      <Version of={of} />
      <Parts language={language} here="" />
      <RoleTabs language={language} current={role} />
      <h2 id="uppgifter">{w.held}</h2>
      <RoleData of={of} role={role} />
      <h2>{w.allSentences}</h2>
      <p className="help">{w.buildingSays}</p>
      {sections()
        .filter(([key]) => (roles[role].sections as readonly string[]).includes(key))
        .map(([key, list]) => (
          <section key={key}>
            <h3>{sectionNames[key]?.[language]}</h3>
            <Sentences section={key} list={list} language={language} />
          </section>
        ))}
      <h2>{w.rights}</h2>
      <Rights of={of} />
      <h2>{w.decisions}</h2>
      <Decisions of={of} />
    </>
  )
}

function Whole({ of }: { of: Of }) {
  const { language } = of
  const w = policyWords[language]
  const promises = sections().filter(([key]) => key.startsWith('P-'))
  const parts: [string, string, ReactNode][] = [
    ...roleKeys.map((role): [string, string, ReactNode] => [
      `uppgifter-${role}`,
      `${w.held}: ${roles[role][language]}`,
      <RoleData key={role} of={of} role={role} />,
    ]),
    ['bilaga-1', w.annex, <Annex key="annex" of={of} />],
    ['kakor', w.cookies, <StoredTable key="stored" of={of} />],
    ['logg', w.log, <LogTable key="log" of={of} />],
    ['plats', w.where, <Where key="where" of={of} />],
    ['lagringstider', w.retention, <Retention key="retention" of={of} />],
    [
      'skydd',
      w.measures,
      <ul key="measures">
        {measures.map(m => (
          <li key={m.sv}>{m[language]}</li>
        ))}
      </ul>,
    ],
    ['beslut', w.decisions, <Decisions key="decisions" of={of} />],
    ['rattigheter', w.rights, <Rights key="rights" of={of} />],
  ]
  return (
    <>
      <h1>{w.title}</h1>
      <Version of={of} />
      <Parts language={language} here="/integritet/policy" />
      <Identity of={of} />
      <details className="contents">
        <summary>{w.contents}</summary>
        <ol>
          {promises.map(([key]) => (
            <li key={key}>
              <a href={`#${key}`}>{sectionNames[key]?.[language]}</a>
            </li>
          ))}
          {parts.map(([id, name]) => (
            <li key={id}>
              <a href={`#${id}`}>{name}</a>
            </li>
          ))}
        </ol>
      </details>
      <p className="help">{w.buildingSays}</p>
      {promises.map(([key, list]) => (
        <section key={key}>
          <h2 id={key}>{sectionNames[key]?.[language]}</h2>
          <Sentences section={key} list={list} language={language} />
        </section>
      ))}
      {parts.map(([id, name, content]) => (
        <section key={id}>
          <h2 id={id}>{name}</h2>
          {content}
        </section>
      ))}
    </>
  )
}

/** The clause, the value or the recipient that a change is about, in its own words before and now. */
function ChangeLine({ change: c, language }: { change: Change; language: Language }) {
  const w = policyWords[language]
  return (
    <li>
      <strong>{w[c.kind]}</strong>
      {c.before && (
        <>
          {' '}
          {c.after && `${w.was}: `}
          <del>{c.before[language]}</del>
        </>
      )}
      {c.after && (
        <>
          {' '}
          {c.before && `${w.is}: `}
          <ins>{c.after[language]}</ins>
        </>
      )}
    </li>
  )
}

function History({ of }: { of: Of }) {
  const { language } = of
  const w = policyWords[language]
  const { versions, lock } = readVersions()
  return (
    <>
      <h1>{w.historyTitle}</h1>
      <p className="lead">{w.historyLead}</p>
      <Parts language={language} here="/integritet/andringar" />
      {versions.toReversed().map(v => {
        const before = versions[v.version - 2]
        return (
          <section key={v.version}>
            <h2 id={`version-${v.version}`}>
              {w.version(v.version, dateWords(v.from, language))}
              {!lock[v.version] && `, ${w.unpublished}`}
            </h2>
            <p>
              {v.summary[language]} {w.announced(dateWords(v.announced, language))}
            </p>
            {before ? (
              <ul className="changes">
                {changes(before.statements, v.statements).map(c => (
                  <ChangeLine key={c.key} change={c} language={language} />
                ))}
              </ul>
            ) : (
              <details>
                <summary>{w.statements(Object.keys(v.statements).length)}</summary>
                <ul className="changes">
                  {Object.entries(v.statements).map(([key, s]) => (
                    <li key={key}>{s[language]}</li>
                  ))}
                </ul>
              </details>
            )}
          </section>
        )
      })}
    </>
  )
}

function Register({ of }: { of: Of }) {
  const { services, language } = of
  const w = policyWords[language]
  const all = processings(services.tables as readonly Table[], services.door.processors)
  const list = (items: readonly Words[]) => listed(items, language)
  const sheet = (role: 'controller' | 'processor') => (
    <Sheet
      head={[w.purpose, w.basis, w.persons, w.kinds, w.to, w.transfers, w.until, w.security]}
      rows={all
        .filter(p => p.role === role)
        .map(p => ({
          key: p.purpose.sv + p.basis.sv,
          cells: [
            p.purpose[language],
            p.basis[language],
            list(p.persons),
            list(p.kinds),
            p.recipients.map(r => `${r.name} (${r.place[language]})`).join(', ') || w.toNobody,
            list(p.transfers) || w.noTransfers,
            p.kept.map(k => (
              <span className="period" key={k.sv}>
                {k[language]}
              </span>
            )),
            list(p.protection) || '–',
          ],
        }))}
    />
  )
  return (
    <>
      <h1>{w.registerTitle}</h1>
      <p className="lead">{w.registerLead}</p>
      <Parts language={language} here="/integritet/register" />
      <Identity of={of} />
      <p>
        {w.download} <a href="/integritet/register.json">JSON</a>, <a href="/integritet/register.csv">CSV</a>.
      </p>
      <h2 id="ansvarig">{w.registerOwn}</h2>
      {sheet('controller')}
      <h2 id="bitrade">{w.registerFor}</h2>
      <p>{w.registerForWho}</p>
      {sheet('processor')}
      <h2 id="skydd">{w.measures}</h2>
      <ul>
        {measures.map(m => (
          <li key={m.sv}>{m[language]}</li>
        ))}
      </ul>
    </>
  )
}

const ofRequest = (r: PageRequest): Of => ({ services: r.services, language: r.visitor.language })
const register = ({ services, language }: Of) =>
  registerJson(
    {
      operator: services.config.operator,
      tables: services.tables as readonly Table[],
      processors: services.door.processors,
    },
    language,
  )

/** The policy's pages, drawn in the frame they are given. */
export function policyPages(frame: Frame) {
  const draw = drawIn(frame)
  return [
    page({
      get: '/integritet',
      zone: 'website',
      access: 'public',
      does: 'The privacy policy on one screen.',
      handle: async r => {
        const doors = byUse(
          roleKeys.map(key => `/integritet/${key}` as const),
          await pageUse(r.services),
        ).map(path => path.slice('/integritet/'.length) as RoleKey)
        return draw(r, policyWords[r.visitor.language].title, <Short of={ofRequest(r)} doors={doors} />)
      },
    }),
    ...roleKeys.map(role =>
      page({
        get: `/integritet/${role}`,
        zone: 'website',
        access: 'public',
        does: `The privacy policy for one role: ${roles[role].en}.`,
        handle: async r => draw(r, roles[role][r.visitor.language], <RolePage of={ofRequest(r)} role={role} />),
      }),
    ),
    page({
      get: '/integritet/policy',
      zone: 'website',
      access: 'public',
      does: 'The whole privacy policy, each sentence under its own address, with annex 1 and the periods.',
      handle: async r => draw(r, policyWords[r.visitor.language].whole, <Whole of={ofRequest(r)} />),
    }),
    page({
      get: '/integritet/andringar',
      zone: 'website',
      access: 'public',
      does: 'Every version of the policy, and what differs between them.',
      handle: async r => draw(r, policyWords[r.visitor.language].historyTitle, <History of={ofRequest(r)} />),
    }),
    page({
      get: '/integritet/register',
      zone: 'website',
      access: 'public',
      does: 'The records of processing of article 30.',
      handle: async r => draw(r, policyWords[r.visitor.language].registerTitle, <Register of={ofRequest(r)} />),
    }),
    page({
      get: '/integritet/register.json',
      zone: 'website',
      access: 'public',
      does: 'The records of processing, as data.',
      handle: async r => json(register(ofRequest(r))),
    }),
    page({
      get: '/integritet/register.csv',
      zone: 'website',
      access: 'public',
      does: 'The records of processing, as a sheet.',
      handle: async r =>
        new Response(registerCsv(register(ofRequest(r)), r.visitor.language), {
          headers: {
            'content-type': 'text/csv; charset=utf-8',
            'content-disposition': 'attachment; filename="register-artikel-30.csv"',
            'cache-control': 'no-store',
          },
        }),
    }),
    page({
      get: '/integritet/bilagor.json',
      zone: 'website',
      access: 'public',
      does: 'The annexes of the data processing agreement that follow from the declarations, as data.',
      handle: async r => json(annexes(r.services.tables as readonly Table[], r.services.door.processors)),
    }),
  ]
}
