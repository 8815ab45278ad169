// What a company sees of what is done for it: the agreement, its instructions, whom its clients' data may reach.
import { sql } from 'kysely'
import type { z } from 'zod'
import type { Table } from '../../datamap/table.ts'
import { identityOf, usableFrom } from '../../instructions/authority.ts'
import type { ChoiceName, StopReason } from '../../instructions/choices.ts'
import { choicesOf } from '../../instructions/instructions.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import type { Tx } from '../../platform/database/connect.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { listed } from '../policy/parts.tsx'
import { annexes } from '../policy/register.ts'
import { currentAgreement } from './agreement.ts'
import { AGREEMENT_PATH } from './agreement-pages.tsx'
import type { ProcessingView } from './contract.ts'
import { stopWords } from './processing.words.ts'

const pathOf = (hash: string) => `${AGREEMENT_PATH}/${hash}`

export async function overview(
  services: Services,
  tx: Tx,
  companyId: string,
  language: Language,
): Promise<z.infer<typeof ProcessingView>> {
  const current = await currentAgreement(services, tx)
  const { rows: accepted } = await sql<{ version: number; hash: string; at: Date; name: string | null }>`
    select a.version, a.hash, a.at, m.name from agreement_acceptance a
    join member m on m.company_id = a.company_id and m.id = a.member_id
    where a.company_id = ${companyId} order by a.at desc, a.id desc limit 1`.execute(tx)
  const { rows: register } = await sql<{
    choice: ChoiceName
    value: boolean | number
    stopped: StopReason | null
    at: Date
    name: string | null
  }>`select i.choice, i.value, i.stopped, i.at, m.name from instruction i
    join member m on m.company_id = i.company_id and m.id = i.member_id
    where i.company_id = ${companyId} order by i.at desc, i.id desc limit 50`.execute(tx)
  const last = accepted[0]
  return {
    agreement: { version: current.version, hash: current.hash, path: pathOf(current.hash) },
    accepted: last
      ? {
          version: last.version,
          hash: last.hash,
          path: pathOf(last.hash),
          at: last.at.toISOString(),
          by: last.name ?? '',
        }
      : null,
    choices: await choicesOf(tx, companyId),
    register: register.map(r => ({
      choice: r.choice,
      value: r.value,
      at: r.at.toISOString(),
      by: r.name ?? '',
      stopped: r.stopped ? stopWords[r.stopped][language] : null,
    })),
    processors: await subProcessors(services, tx, companyId, language),
  }
}

/** Everybody in annex D as it stands for this company, and those announced and not yet there. */
async function subProcessors(services: Services, tx: Tx, companyId: string, language: Language) {
  const { door, clock } = services
  const inAnnex = annexes(services.tables as readonly Table[], door.processors).D
  const { rows } = await sql<{ processors: string[] }>`
    select processors from agreement_acceptance where company_id = ${companyId}`.execute(tx)
  const authorised = new Set(rows.flatMap(r => r.processors))
  const notices = new Map(
    (await tx.selectFrom('processor_notice').selectAll().execute()).map(n => [n.identity, n.announced_at]),
  )
  const objected = new Set(
    (
      await tx
        .selectFrom('processor_objection')
        .select('processor')
        .where('company_id', '=', companyId)
        .where('withdrawn_at', 'is', null)
        .execute()
    ).map(o => o.processor),
  )
  const stateOf = (id: string) => {
    if (objected.has(id)) return { state: 'objected' as const, from: null }
    const announced = notices.get(id)
    const from = announced ? usableFrom(announced) : null
    if (authorised.has(id) || (from && from <= clock.now())) return { state: 'in-use' as const, from: null }
    return { state: 'announced' as const, from: from ? stockholmDate(from) : null }
  }
  const active = inAnnex.map(d => {
    const processor = door.processors.find(p => p.key === d.key)
    const id = processor ? identityOf(processor) : d.key
    return {
      id,
      name: d.name,
      task: d.task[language],
      place: d.place[language],
      values: listed(d.values, language),
      ...stateOf(id),
    }
  })
  const coming = [...notices.keys()]
    .filter(id => !active.some(a => a.id === id))
    .map(id => {
      const [key = '', name = '', country = '', place = country] = id.split('|')
      const task = door.processors.find(p => p.key === key)?.does[language] ?? key
      const values = annexValues(services, key, language)
      return { id, name, task, place: country === place ? country : `${place} (${country})`, values, ...stateOf(id) }
    })
    .filter(c => c.state !== 'in-use')
  return [...active, ...coming]
}

/** What a processor of this kind would receive, whoever it is. */
function annexValues(services: Services, key: string, language: Language): string {
  const as = services.door.processors.map(p => (p.key === key ? { ...p, builtIn: false } : p))
  const d = annexes(services.tables as readonly Table[], as).D.find(x => x.key === key)
  return d ? listed(d.values, language) : ''
}
