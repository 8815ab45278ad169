// Papers of suppliers as an operator would have them, for tests: whole, fresh on 23 November 2026, and each changed as the test wants.
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leavesEea } from '../platform/outbound/recipient.ts'
import { flowDown, secretName } from '../platform/outbound/register/paperwork.ts'
import { type RowKey, rowOf } from '../platform/outbound/register/rows.ts'

/** What the operator would write of a row. */
export function papersOf(key: RowKey, change: object = {}): Record<string, unknown> {
  const row = rowOf(key)
  const [first = row.country, ...more] = row.places
  const outside = leavesEea({ country: row.country, place: first, otherPlaces: more })
  return {
    company: `${row.product} Prov AB`,
    country: row.country,
    places: row.places,
    ...(row.roleOpen ? { role: row.role } : {}),
    ...(outside ? { transfer: { mechanism: 'SCC', checked: '2026-10-01', until: '2028-10-01' } } : {}),
    contract: { reference: `A-${key}`, reviewed: '2026-09-01', reviewedBy: 'Prov Person', covers: [...flowDown] },
    ...(row.role === 'joint' ? { arrangement: 'A-26' } : {}),
    ...(row.records ? { assessment: 'DPIA-prov' } : {}),
    from: '2026-10-01',
    settings: Object.fromEntries(
      row.settings.map(name => [name, name === 'url' ? `https://${key}.example/in` : `prov-${name}`]),
    ),
    ...change,
  }
}

/** The environment in which those rows are in use. */
export function inUseEnv(of: Partial<Record<RowKey, object>>): Record<string, string> {
  const file = join(mkdtempSync(join(tmpdir(), 'cling-papers-')), 'papers.json')
  const keys = Object.keys(of) as RowKey[]
  writeFileSync(file, JSON.stringify(Object.fromEntries(keys.map(key => [key, papersOf(key, of[key])]))))
  return {
    CLING_PROCESSORS: file,
    ...Object.fromEntries(keys.filter(key => rowOf(key).secret).map(key => [secretName(key), `hemlig-${key}`])),
    ...(keys.some(key => rowOf(key).serves === 'mail') ? { CLING_MAIL_FROM: 'offert@prov.example' } : {}),
  }
}
