// Everything that can stand on a line of the log: a field that is not here does not reach it. The policy prints this table.
import type { Words } from '../datamap/words.ts'

const w = (sv: string, en: string): Words => ({ sv, en })
const what = w('Vad som hände, i våra egna ord', 'What happened, in our own words')
const id = w(
  'Ett slumptal som bara betyder något i databasen',
  'A random number that means something in the database alone',
)
const figure = w('Hur många, eller hur länge', 'How many, or for how long')
const part = w('Vilken del av tjänsten', 'Which part of the service')
const why = w('Varför, i ett av några bestämda ord', 'Why, in one of a few set words')
const fault = w(
  'Felets slag och plats i programmet; nummer och länkar struket',
  'The fault’s kind and place in the program; numbers and links struck out',
)

export const logFields: Readonly<Record<string, Words>> = {
  time: w('När', 'When'),
  level: w('Hur allvarligt', 'How serious'),
  msg: what,
  err: fault,
  facts: w('Det som meningen till läsaren behövde', 'What the sentence to the reader needed'),
  reference: w('Numret som visades för den som råkade ut för felet', 'The number shown to whoever met the fault'),
  path: w('Sidans mönster, inte dess adress', 'The pattern of the page, not its address'),
  zone: part,
  job: part,
  sweep: part,
  queue: part,
  alarm: what,
  report: what,
  said: w('En leverantörs svar, utan adresser', 'A supplier’s answer, without addresses'),
  reason: w('En leverantörs svar, utan adresser', 'A supplier’s answer, without addresses'),
  why,
  code: why,
  missing: w('Vilka typsnitt som saknas', 'Which fonts are missing'),
  supplier: w('Vilken leverantör', 'Which supplier'),
  host: w('Vart en anslutning ledde som nekades', 'Where a refused connection led'),
  port: w('Vart en anslutning ledde som nekades', 'Where a refused connection led'),
  directive: w('Vad sidans skydd stoppade', 'What the page’s protection stopped'),
  number: w('Ärendets nummer', 'The number of the case'),
  due: w('Dagen något ska vara gjort', 'The day something must be done'),
  days: figure,
  deadline: w('Ärendets sista dag', 'The last day of the case'),
  stores: w('Var något fanns kvar', 'Where something remained'),
  accountId: id,
  caseId: id,
  companyId: id,
  dispatchId: id,
  documentId: id,
  erasure: id,
  memberId: id,
  orderId: id,
  readerId: id,
  attempt: figure,
  erasedAgain: figure,
  gone: figure,
  halves: figure,
  hoursLeft: figure,
  minutes: figure,
  unused: figure,
  workers: figure,
}

/** Only what is declared; the rest is counted. */
export function declared(line: Record<string, unknown>): Record<string, unknown> {
  const known = Object.entries(line).filter(([key]) => Object.hasOwn(logFields, key))
  const unknown = Object.keys(line).length - known.length
  return { ...Object.fromEntries(known), ...(unknown > 0 ? { undeclared: unknown } : {}) }
}
