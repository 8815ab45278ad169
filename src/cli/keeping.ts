// `cling retention`, `cling erasures` and `cling held`: what an operator does by hand where a program must not decide alone.
import { parseArgs } from 'node:util'
import { Problem } from '../kernel/problem.ts'
import { urlAs } from '../platform/database/migrate.ts'
import { noteProcessor } from '../privacy/erasure/erasure.ts'
import { listHeld, readHeld } from '../privacy/erasure/reading.ts'
import { approveRun, carryOutRun, dueNotGone, planRun } from '../privacy/retention/run.ts'
import { withOwnSystem } from './own-system.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)
const fail = (line: string) => {
  process.stderr.write(`${line}\n`)
  return 2
}

/** Plans today's run, shows it, lets a large one go, or carries it out. */
export async function retentionCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, options: { by: { type: 'string' } }, allowPositionals: true })
  const [what = 'plan', day] = positionals
  if (!['plan', 'run', 'approve'].includes(what))
    return fail('Skriv retention plan, retention run eller retention approve DAG --by NAMN.')
  if (what === 'approve' && (!day || !values.by))
    return fail('Ange dag och vem som godkänner: retention approve 2026-11-24 --by NAMN')
  return withOwnSystem(async services => {
    if (what === 'approve') {
      await approveRun(services, day as string, values.by as string)
      say(`Gallringen från ${day} är godkänd av ${values.by} och görs i nästa körning.`)
      return 0
    }
    const id = await planRun(services, values.by ?? 'tjänsten')
    if (what === 'run') say(`${await carryOutRun(services, id)} rader är borta.`)
    const results = await services.database.outside(tx =>
      tx.selectFrom('retention_result').selectAll().where('run_id', '=', id).orderBy('rule').execute(),
    )
    for (const r of results)
      if (r.due > 0 || what === 'plan')
        say(
          `${String(r.due).padStart(8)} av ${String(r.total).padStart(8)}  ${r.rule}${r.before !== null && r.before !== r.due ? ` (förra: ${r.before})` : ''}${r.large ? '  VÄNTAR på en andra person' : ''}`,
        )
    const left = await dueNotGone(services)
    say(`Förfallet men inte borta: ${left?.left ?? 0}.`)
    return 0
  })
}

/** Erasures that are not verified, and the answers that people have got from processors by hand. */
export async function erasuresCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    options: { by: { type: 'string' }, evidence: { type: 'string' }, state: { type: 'string', default: 'done' } },
    allowPositionals: true,
  })
  const [what, erasureId, processor] = positionals
  return withOwnSystem(async services => {
    if (what === 'answered') {
      const state = values.state as 'done' | 'not-held' | 'blocked-by-law'
      if (
        !erasureId ||
        !processor ||
        !values.by ||
        !values.evidence ||
        !['done', 'not-held', 'blocked-by-law'].includes(state)
      )
        return fail(
          'Skriv erasures answered ID LEVERANTÖR --by NAMN --evidence TEXT [--state done|not-held|blocked-by-law]',
        )
      await noteProcessor(services, { erasureId, processor, state, by: values.by, evidence: values.evidence })
      say('Svaret är nedskrivet.')
      return 0
    }
    const open = await services.database.outside(tx =>
      tx
        .selectFrom('erasure')
        .leftJoin('erasure_processor', 'erasure_processor.erasure_id', 'erasure.id')
        .select([
          'erasure.id',
          'erasure.state',
          'erasure.left_behind',
          'processor',
          'erasure_processor.state as stands',
          'request',
        ])
        .where('erasure.state', '<>', 'verified')
        .orderBy('erasure.begun_at')
        .execute(),
    )
    if (open.length === 0) say('Ingen radering väntar.')
    for (const e of open) {
      const left = e.left_behind.map(f => `${f.store} ${f.found}`).join(', ')
      say(
        [e.id, e.state, e.processor && `${e.processor}: ${e.stands}`, e.request, left && `kvar: ${left}`]
          .filter(Boolean)
          .join('  '),
      )
    }
    return 0
  })
}

/** What lies apart: the list of a company's holds, or one of them read by two people for a case. */
export async function heldCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      company: { type: 'string' },
      hold: { type: 'string' },
      case: { type: 'string' },
      'asked-by': { type: 'string' },
      'approved-by': { type: 'string' },
    },
  })
  if (!values.company && !values.hold)
    return fail('Skriv held --company ID, eller held --hold ID --case NUMMER --asked-by NAMN --approved-by NAMN')
  return withOwnSystem(async (services, own) => {
    const url = urlAs(own.ownerUrl, own.secrets, 'cling_reader')
    try {
      if (values.hold) {
        const rows = await readHeld(url, {
          id: services.newId(),
          holdId: values.hold,
          caseNumber: values.case ?? '',
          askedBy: values['asked-by'] ?? '',
          approvedBy: values['approved-by'] ?? '',
          at: services.clock.now(),
        })
        for (const row of rows) say(JSON.stringify(row))
      } else
        for (const h of await listHeld(url, values.company as string))
          say(`${h.id}  till ${h.ends_on}  ${h.reason}  ${h.law}`)
      return 0
    } catch (error) {
      if (error instanceof Problem && error.code === 'held-reading-needs-two')
        return fail(
          'Ange ärendets nummer, vem som frågar och en annan som godkänner: --case, --asked-by, --approved-by.',
        )
      throw error
    }
  })
}
