// What can be read off at any moment of how the promises are kept. A capability adds its own here when there is something to read.

import type { Table } from '../../datamap/table.ts'
import type { Words } from '../../datamap/words.ts'
import { dateWords } from '../../kernel/dates.ts'
import type { Services } from '../../platform/context.ts'
import { dueNotGone } from '../retention/run.ts'
import { heldOf } from './model.ts'

export type Gauge = Words & {
  key: string
  read: (services: Services) => Promise<Words> | Words
}

const same = (text: string): Words => ({ sv: text, en: text })

export const gauges: readonly Gauge[] = [
  {
    key: 'declared',
    sv: 'Kolumner med personuppgifter, var och en deklarerad',
    en: 'Columns with personal data, each declared',
    read: ({ tables }) => same(String(heldOf(tables as readonly Table[]).length)),
  },
  {
    key: 'recipients',
    sv: 'Leverantörer som kan få uppgifter i den här installationen',
    en: 'Suppliers that may receive data in this installation',
    read: ({ door }) => same(String(door.processors.filter(p => !p.builtIn).length)),
  },
  {
    key: 'retention',
    sv: 'Förfallet men inte borta, efter senaste nattens gallring',
    en: 'Due and not gone, after the last night’s run',
    read: async services => {
      const last = await dueNotGone(services)
      if (!last) return { sv: 'Ingen körning än', en: 'No run yet' }
      const day = (language: 'sv' | 'en') => dateWords(last.day, language, 'no-year')
      return { sv: `${last.left} (${day('sv')})`, en: `${last.left} (${day('en')})` }
    },
  },
  {
    key: 'erasures',
    sv: 'Raderingar som inte är kontrollerade än',
    en: 'Erasures not verified yet',
    read: async ({ database }) => {
      const [row] = await database.ask<{ n: number }>(
        'gauge-erasures',
        "select count(*)::int as n from erasure where state <> 'verified'",
        [],
      )
      return same(String(row?.n ?? 0))
    },
  },
  {
    key: 'workers',
    sv: 'Bakgrundsarbete igång',
    en: 'Background work running',
    read: async ({ database }) => {
      const [row] = await database.ask<{ alive: boolean }>(
        'gauge-workers',
        `select exists (select 1 from worker_heartbeat where seen_at > now() - interval '1 minute') as alive`,
        [],
      )
      return row?.alive ? { sv: 'Ja', en: 'Yes' } : { sv: 'Nej', en: 'No' }
    },
  },
]
