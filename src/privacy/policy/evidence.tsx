// What makes each promise true, and when that was last seen: computed from what the tests wrote over the program that runs, from people's
// checks and from what is planned. There is nothing to type in.
import { readFileSync, statSync } from 'node:fs'
import { instantWords, stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import { page } from '../../platform/http/endpoint.ts'
import { packagePath } from '../../platform/package-path.ts'
import { readChecks } from '../clauses/checks.ts'
import { type Capability, type Clause, capabilities } from '../clauses/clause.ts'
import { clauses } from '../clauses/clauses.ts'
import { type Named, namedClauses } from '../clauses/named.ts'
import { type Results, type Standing, standing } from '../clauses/standing.ts'
import { gauges } from './gauges.ts'
import { drawIn, type Frame, Parts } from './pages.tsx'
import { Sheet, sections } from './parts.tsx'
import { policyWords, sectionNames } from './policy.words.ts'

export type Evidence = {
  standing: Standing
  /** When the tests were last run over what runs now; null where no results are of it. */
  at: Date | null
  /** The sentences of the tests that stand for a clause. */
  proofs: ReadonlyMap<string, readonly string[]>
}

type Written = Results & { at?: string; sources?: string }

/** Weighs what a run of the tests wrote against the sources that the running program was built from. */
export function evidenceFrom(of: {
  written: Written | null
  built: string | null
  named: readonly Named[]
  today: string
}): Evidence {
  const fits = of.written?.sources !== undefined && of.written.sources === of.built
  const results = fits ? of.written : null
  const now = standing(clauses, { results, named: of.named, checks: readChecks(), today: of.today })
  const proofs = new Map<string, string[]>()
  for (const t of Object.values(results?.files ?? {}).flat())
    if (t.state === 'passed') for (const id of t.clauses) proofs.set(id, [...(proofs.get(id) ?? []), t.name])
  return { standing: now, at: results?.at ? new Date(results.at) : null, proofs }
}

let kept: { of: string; evidence: Evidence } | null = null

/** The evidence of the program that runs: results that came with the build, or were written here since. Read anew when they change. */
export function evidence(today: string): Evidence {
  const files = [
    packagePath('.cache', 'clauses.json'),
    packagePath('dist', 'clauses.json'),
    packagePath('dist', '.build.json'),
  ]
  const of = [today, ...files.map(changedAt)].join()
  if (kept?.of === of) return kept.evidence
  const [cached, carried, build] = files.map(readJson) as [Written | null, Written | null, { sources: string } | null]
  const built = build?.sources ?? null
  const written = cached?.sources === built ? cached : carried
  kept = { of, evidence: evidenceFrom({ written, built, named: namedClauses(), today }) }
  return kept.evidence
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    // Not there, or being written: nothing is claimed by it.
    return null
  }
}

/** How many of a clause’s tests are told by name. */
const SHOWN = 3

/** How a clause stands, in the order that the worst is told first. */
export function stateOf(id: string, now: Standing): 'proven' | 'checked' | 'planned' | 'open' {
  if (now.open.some(o => o.id === id)) return 'open'
  if (now.planned.includes(id)) return 'planned'
  return now.checked.includes(id) ? 'checked' : 'proven'
}

async function Proof(services: Services, language: 'sv' | 'en') {
  const w = policyWords[language]
  const found = evidence(stockholmDate(services.clock.now()))
  const { proven, checked, planned, open, total } = found.standing
  const live = await Promise.all(gauges.map(async g => ({ ...g, reads: await g.read(services) })))
  const why = (id: string, c: Clause) => {
    const state = stateOf(id, found.standing)
    if (state === 'planned')
      return `${w.waits}${language === 'en' ? ` (${capabilities[c.planned as Capability]})` : ''}`
    const proofs = found.proofs.get(id) ?? []
    const more = proofs.length - SHOWN
    return `${proofs.slice(0, SHOWN).join('; ')}${more > 0 ? `; + ${more}` : ''}` || '–'
  }
  return (
    <>
      <h1>{w.proofTitle}</h1>
      <p className="lead">{w.proofLead}</p>
      <Parts language={language} here="/integritet/bevis" />
      <p>{found.at ? w.verifiedAt(instantWords(found.at, language)) : w.notVerified}</p>
      <ul className="counts">
        {(
          [
            [w.many.proven, proven],
            [w.many.checked, checked],
            [w.many.planned, planned],
            [w.many.open, open],
          ] as const
        ).map(([name, list]) => (
          <li key={name}>
            <strong className="num">{list.length}</strong> {name}
          </li>
        ))}
      </ul>
      <p className="help">{w.counted(proven.length + checked.length, total)}</p>
      <h2 id="nu">{w.gauges}</h2>
      <Sheet head={[w.gauge, w.now]} rows={live.map(g => ({ key: g.key, cells: [g[language], g.reads[language]] }))} />
      {sections().map(([key, list]) => (
        <section key={key}>
          <h2 id={key}>{sectionNames[key]?.[language]}</h2>
          <Sheet
            head={[w.clause, w.state, w.madeTrue]}
            rows={list.map(([id, c]) => ({
              key: id,
              cells: [
                <span id={id} key={id}>
                  <span className="anchor">{id}</span> {c[language]}
                </span>,
                <span className={`state ${stateOf(id, found.standing)}`} key="state">
                  {w[stateOf(id, found.standing)]}
                </span>,
                // Tests are written in English.
                <span key="why" lang={found.proofs.has(id) ? 'en' : undefined}>
                  {why(id, c)}
                </span>,
              ],
            }))}
          />
        </section>
      ))}
    </>
  )
}

export const evidencePages = (frame: Frame) => [
  page({
    get: '/integritet/bevis',
    zone: 'website',
    access: 'public',
    does: 'Every clause of the policy, what makes it true, when that was last seen, and gauges of this moment.',
    handle: async r =>
      drawIn(frame)(r, policyWords[r.visitor.language].proofTitle, await Proof(r.services, r.visitor.language)),
  }),
]
