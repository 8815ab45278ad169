// A company leaves: on the day, nothing of it or of anybody it wrote to is left, but what lies apart and the account of whoever owned it, which
// goes by its own rule. Everybody else's stands where it stood.

import { categories } from '../../datamap/vocabulary.ts'
import { closeCompany, followClosures } from '../../privacy/closure/closure.ts'
import { noteProcessor } from '../../privacy/erasure/erasure.ts'
import { ask } from '../ask.ts'
import { type Found, inDatabase } from './evidence.ts'
import type { Mutable, Mutation } from './mutations.ts'
import { type Person, tenantOf } from './world.ts'

const DAY = 86_400_000
/** The human’s own, for ninety days; and a former customer is told of the service for a year. */
const OWN = /^(account|former_customer|consent_account|news_offer|passkey|authenticator_app)\./

export async function closed(m: Mutable): Promise<{ leaks: string[]; mutations: Mutation[] }> {
  const { station, world } = m
  const { services, superuserUrl } = station.service
  const sql = (text: string, values: unknown[] = []) => ask(superuserUrl, text, values)
  const company = world.found.get('company-b')
  if (company?.kind !== 'company') throw new Error('There is no such company.')
  const { companyId } = company
  const [row] = await sql(
    `select c.name, m.id as member_id, m.account_id from company c join member m on m.company_id = c.id where c.id = $1 and m.role = 'owner'`,
    [companyId],
  )
  const actor = {
    kind: 'member' as const,
    role: 'owner' as const,
    companyId,
    memberId: row?.member_id as string,
    accountId: row?.account_id as string,
    sessionId: '',
  }
  await services.database.company(companyId, tx => closeCompany(services, tx, actor, row?.name))
  const look = () => inDatabase(station, m.tables, m.search)
  const stateOf = async () =>
    (await sql('select state from company_closure where company_id = $1', [companyId]))[0]?.state
  station.clock.pass(14 * DAY)
  await followClosures(services)
  await station.work()
  station.clock.pass(29 * DAY)
  await followClosures(services)
  const before = await look()
  station.clock.pass(DAY)
  await followClosures(services)
  await station.work()
  const early = await stateOf()
  for (const w of await sql(
    `select p.erasure_id, p.processor from erasure_processor p join erasure e on e.id = p.erasure_id
     where e.company_id = $1 and e.subject_kind = 'company' and p.state not in ('done', 'not-held', 'blocked-by-law')`,
    [companyId],
  ))
    await noteProcessor(services, {
      erasureId: w.erasure_id,
      processor: w.processor,
      state: 'done',
      by: 'Prov Provsson',
      evidence: 'Svar i brev, ärende 9.',
    })
  await station.work()
  await followClosures(services)
  await station.work()
  const after = await look()
  const state = await stateOf()
  return {
    leaks: [
      ...(state === 'erased' ? [] : [`a company that has left is ${state}, and not certified`]),
      ...left(after),
      ...alongWithIt(before, after),
    ],
    mutations: [
      { name: 'closing: the day does not come', caught: left(before).length > 20 },
      { name: 'closing: certified before the suppliers have answered', caught: early !== 'erased' },
    ],
  }
}

const isOfIt = (f: Found) =>
  tenantOf(f.marker.of as Person) === 'b' && (f.marker.and === undefined || tenantOf(f.marker.and as Person) === 'b')

function left(found: readonly Found[]): string[] {
  return [
    ...new Set(
      found.flatMap(f => {
        if (f.place.is !== 'cell' || !isOfIt(f)) return []
        const at = `${f.place.table}.${f.place.column}`
        if (f.place.schema === 'restricted' && categories[f.marker.holds].risk < 4) return []
        return f.place.schema === 'public' && OWN.test(at)
          ? []
          : [`${f.marker.field} of ${f.marker.of} stands in ${at} after closing`]
      }),
    ),
  ]
}

/** What stood in its own place at anybody else's and does not any more. */
function alongWithIt(before: readonly Found[], after: readonly Found[]): string[] {
  const own = (found: readonly Found[]) =>
    new Set(
      found.flatMap(f =>
        f.place.is === 'cell' &&
        !isOfIt(f) &&
        `${f.place.table}.${f.place.column}` === f.marker.field &&
        tenantOf(f.marker.of as Person) !== 'b'
          ? [`${f.marker.field} of ${f.marker.of}`]
          : [],
      ),
    )
  const still = own(after)
  return [...own(before)].filter(name => !still.has(name)).map(name => `${name} went along with a company that left`)
}
