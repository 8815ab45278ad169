// The balancing of interests behind every use that rests on one (GDPR art. 6.1 f), by its id: what the interest is, why it cannot be met
// with less, what it costs whoever it is about, and when it was weighed. One that is older than two years holds no longer.
import { addDays, type IsoDay } from '../kernel/dates.ts'
import type { Table } from './table.ts'
import type { Words } from './words.ts'

export type Balancing = {
  interest: Words
  needed: Words
  cost: Words
  weighed: IsoDay
}
const w = (sv: string, en: string): Words => ({ sv, en })

export const BALANCING_DAYS = 730

export const balancings: Readonly<Record<string, Balancing>> = {
  'LIA-1': {
    interest: w('att upptäcka och stoppa obehöriga', 'finding and stopping intruders'),
    needed: w(
      'Utan spår av inloggningar syns ett intrång inte. Halva nätadressen räcker.',
      'Without traces of sessions a break-in is not seen. Half the network address is enough.',
    ),
    cost: w('Litet: spåren är få, ses av få och försvinner.', 'Small: traces are few, seen by few, and go.'),
    weighed: '2026-11-01',
  },
  'LIA-2': {
    interest: w(
      'att den som arbetar i ett företag kan använda tjänsten som företaget har avtal om',
      'letting whoever works in a company use the service that the company has agreed on',
    ),
    needed: w(
      'Avtalet är med företaget, inte med den som arbetar där. Utan adress och lösenord kan ingen komma in som sig själv.',
      'The agreement is with the company, not with whoever works there. Without address and password nobody can come in as themselves.',
    ),
    cost: w(
      'Litet: bara adressen krävs, resten är frivilligt, och allt syns och ändras av den det gäller.',
      'Small: only the address is needed, the rest is optional, and all of it is seen and changed by whoever it is about.',
    ),
    weighed: '2026-11-23',
  },
  'LIA-4': {
    interest: w('att svara den som hör av sig', 'answering whoever gets in touch'),
    needed: w(
      'Utan orden och en väg tillbaka går det inte att svara. Namn frågas det inte efter, och nummer tas bort innan orden sparas.',
      'Without the words and a way back there is no answering. No name is asked for, and numbers are taken out before the words are kept.',
    ),
    cost: w(
      'Litet: den som skriver väljer själv vad, orden är krypterade och borta två år efter att ärendet stängts.',
      'Small: whoever writes chooses what, the words are encrypted, and gone two years after the case was closed.',
    ),
    weighed: '2026-11-23',
  },
  'LIA-3': {
    interest: w(
      'att hålla kunder underrättade om tjänsten och det vi utvecklar i den',
      'keeping customers informed of the service and what we develop in it',
    ),
    needed: w(
      'Bara kontots adress används, och namn och telefon där ett kundregister förs, bara för vår egen tjänst, och aldrig mer än ett år efter att avtalet upphört.',
      'Only the account’s address is used, and name and telephone where a customer register is kept, only for our own service, and never more than a year after the agreement ended.',
    ),
    cost: w(
      'Litet: ett nej kan sägas när adressen lämnas och i varje brev, och gäller genast.',
      'Small: a no can be said when the address is given and in every letter, and holds at once.',
    ),
    weighed: '2026-11-01',
  },
}

/** Whether a balancing may still be relied on. */
export const isWeighed = (id: string, today: IsoDay): boolean => {
  const found = balancings[id]
  return found !== undefined && addDays(found.weighed, BALANCING_DAYS) >= today
}

/** Uses that rest on an interest nobody has weighed, or weighed too long ago: a sentence each. */
export function balancingFaults(tables: readonly Table[], today: IsoDay): string[] {
  const relied = new Set(
    tables.flatMap(t =>
      [
        t.use,
        ...Object.values(t.columns).flatMap(c =>
          c.declaration === 'nothing-personal'
            ? []
            : [c.declaration.use, ...(c.declaration.also ?? []).map(a => a.use)],
        ),
      ].flatMap(use => (use?.role === 'controller' && 'interest' in use.ground ? [use.ground.interest] : [])),
    ),
  )
  return [...relied]
    .filter(id => !isWeighed(id, today))
    .map(id => `${id} is relied on and was not weighed within two years: weigh it again in src/datamap/balancing.ts.`)
}
