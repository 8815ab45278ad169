// What makes a row of the register active: the operator's papers. A file of JSON that CLING_PROCESSORS names, a key per row, read at
// start; whatever is missing is a sentence, and the service does not start with a row half papered.
import { z } from 'zod'
import { addDays, type IsoDay } from '../../../kernel/dates.ts'
import { leavesEea, mechanisms, type Recipient } from '../recipient.ts'
import { type ProcessorRole, processorRoles, type Row } from './row.ts'
import { type RowKey, rowKeys, rowOf } from './rows.ts'

/** Article 28(3) a to h, and 28(4): each must be found in the contract by whoever read it. */
export const flowDown = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '28.4'] as const
/** A contract is read again within this time, and asked for so many days before. */
export const REVIEW_DAYS = 365
export const WARNING_DAYS = 60

const Country = z.string().regex(/^[A-Z]{2}$/)
const Papers = z.strictObject({
  /** Who the contract is with, as registered: product names are older than companies. */
  company: z.string().trim().min(1),
  country: Country,
  places: z.array(Country).min(1),
  role: z.enum(Object.keys(processorRoles) as [ProcessorRole, ...ProcessorRole[]]).optional(),
  transfer: z.strictObject({ mechanism: z.enum(mechanisms), checked: z.iso.date(), until: z.iso.date() }).nullish(),
  contract: z.strictObject({
    reference: z.string().trim().min(1),
    reviewed: z.iso.date(),
    reviewedBy: z.string().trim().min(1),
    covers: z.array(z.enum(flowDown)),
  }),
  /** Where the arrangement with a joint controller is kept (GDPR art. 26). */
  arrangement: z.string().trim().min(3).optional(),
  /** The operator's impact assessment, for what records what people do. */
  assessment: z.string().trim().min(3).optional(),
  /** The first day anything may go there. */
  from: z.iso.date(),
  settings: z.record(z.string(), z.string().min(1)).default({}),
})
export type Papers = z.infer<typeof Papers>

/** A row that the operator has papers for. */
export type InUse = {
  key: RowKey
  row: Row
  role: ProcessorRole
  recipient: Recipient
  papers: Papers
  settings: Readonly<Record<string, string>>
  /** Its secret, from the environment; empty where it needs none. */
  secret: string
}

/** The rows in use by the text of the file, and all that is wrong with it, a sentence each. */
export function readPapers(
  text: string,
  of: { file: string; secretOf: (key: RowKey) => string | undefined },
): { inUse: InUse[]; wrong: string[] } {
  const { file } = of
  const wrong: string[] = []
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { inUse: [], wrong: [`${file} is no JSON.`] }
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { inUse: [], wrong: [`${file} must be an object with a key per row of annex 1: ${rowKeys.join(', ')}.`] }
  const inUse = Object.entries(json).flatMap(([key, value]): InUse[] => {
    if (!rowKeys.includes(key as RowKey)) {
      wrong.push(`${file} names ${key}, which is no row of annex 1; those are ${rowKeys.join(', ')}.`)
      return []
    }
    const read = Papers.safeParse(value)
    if (!read.success) {
      for (const issue of read.error.issues)
        wrong.push(`${file}: ${key}.${issue.path.join('.')} is missing or wrong (${issue.message}).`)
      return []
    }
    const row = rowOf(key as RowKey)
    const lacking = whatLacks(key as RowKey, row, read.data, of.secretOf(key as RowKey))
    wrong.push(...lacking.map(what => `${file}: ${row.product} cannot be used: ${what}`))
    if (lacking.length > 0) return []
    const papers = read.data
    return [
      {
        key: key as RowKey,
        row,
        role: papers.role ?? row.role,
        recipient: recipientOf(papers),
        papers,
        settings: papers.settings,
        secret: of.secretOf(key as RowKey) ?? '',
      },
    ]
  })
  for (const [serves, doing] of Map.groupBy(inUse, u => u.row.serves))
    if (serves !== null && doing.length > 1)
      wrong.push(`${file}: ${doing.map(u => u.row.product).join(' and ')} do the same; keep one.`)
  return { inUse, wrong }
}

export const secretName = (key: RowKey) => `CLING_${key.toUpperCase().replaceAll('-', '_')}_KEY`

function whatLacks(key: RowKey, row: Row, papers: Papers, secret: string | undefined): string[] {
  const lacks: string[] = []
  const outside = leavesEea(recipientOf(papers))
  if (outside && !papers.transfer)
    lacks.push(
      'it leaves the EEA, so "transfer" must say on what (adequacy, DPF or SCC), when that was checked and until when it holds.',
    )
  if (!outside && papers.transfer) lacks.push('it does not leave the EEA, so "transfer" must be left out.')
  if (papers.transfer && papers.transfer.until < papers.transfer.checked)
    lacks.push('"transfer.until" is before the day it was checked.')
  const uncovered = flowDown.filter(part => !papers.contract.covers.includes(part))
  if ((papers.role ?? row.role) !== 'independent' && uncovered.length > 0)
    lacks.push(`the contract does not cover article 28 ${uncovered.join(', ')} ("contract.covers").`)
  if (row.roleOpen && !papers.role) lacks.push('"role" must say what they are: nobody has settled that before.')
  if ((papers.role ?? row.role) === 'joint' && !(papers.arrangement && row.essence))
    lacks.push('they are controller together with you, so "arrangement" must name what was agreed (GDPR article 26).')
  if (row.records && !papers.assessment)
    lacks.push(
      'it records what people do, so "assessment" must name the impact assessment that was made (GDPR article 35).',
    )
  for (const name of row.settings) if (!papers.settings[name]) lacks.push(`"settings.${name}" is missing.`)
  const { url } = papers.settings
  if (url !== undefined && !/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : ''))
    lacks.push('"settings.url" is no http or https address.')
  if (row.secret && !secret) lacks.push(`${secretName(key)} is missing in the environment.`)
  return lacks
}

function recipientOf(papers: Papers): Recipient {
  const [place = papers.country, ...more] = papers.places
  return {
    company: papers.company,
    country: papers.country,
    place,
    ...(more.length > 0 ? { otherPlaces: more } : {}),
    transfer: papers.transfer ? { mechanism: papers.transfer.mechanism, until: papers.transfer.until } : null,
  }
}

/** The last day a contract that was read then may be relied on. */
export const reviewDue = (reviewed: IsoDay): IsoDay => addDays(reviewed, REVIEW_DAYS)

/** How it stands with reading the contract again. */
export function reviewState(reviewed: IsoDay, today: IsoDay): 'fresh' | 'due-soon' | 'overdue' {
  const due = reviewDue(reviewed)
  if (due < today) return 'overdue'
  return addDays(due, -WARNING_DAYS) <= today ? 'due-soon' : 'fresh'
}
