// The only way out. What leaves is named column by column; the door asks the data map whether each may go to this processor for
// this purpose, writes down the disclosure in the caller's transaction, and only code that runs `through` it may open a connection.
import { AsyncLocalStorage } from 'node:async_hooks'
import type { DeclaredColumn } from '../../datamap/register.ts'
import { ownPurposes, type Purpose, personalNumberPurposes } from '../../datamap/vocabulary.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Clock } from '../clock.ts'
import type { Tx } from '../database/connect.ts'
import type { Port } from '../ports/port.ts'
import type { BrowserPart } from './browser.ts'
import { type Recipient, transferEnded } from './recipient.ts'
import { type InUse, reviewState } from './register/paperwork.ts'

export type Processor = {
  key: string
  name: string
  /** What it does, for the policy page. */
  does: { sv: string; en: string }
  /** Who is contracted with and where; null where nothing leaves the installation, or nobody has said (never in production). */
  recipient: Recipient | null
  purposes: readonly Purpose[]
  /** Answered by the installation itself, or not used: nothing reaches anybody, and the same rules hold. */
  builtIn: boolean
  /** The row of annex 1 that does it here, with the operator's papers. */
  inUse?: InUse
  /** Where it may be reached from the server; absent: nowhere. A host that is null is any (a mail server is found by its number). */
  reaches?: readonly Reach[]
  /** What it does in a visitor's browser, for one that does anything there. */
  browser?: BrowserPart
}

export type Reach = { host: string | null; port: number }

/** Where an address leads. */
export function reachOf(url: string): Reach {
  const { hostname, port, protocol } = new URL(url)
  const usual = { 'http:': 80, 'https:': 443, 'smtp:': 587, 'smtps:': 465 }[protocol] ?? 443
  return { host: hostname, port: port === '' ? usual : Number(port) }
}

export type Disclosure = {
  id: string
  processor: string
  purpose: Purpose
  /** "table.column" of everything that goes. */
  columns: readonly string[]
  subject: { kind: string; id: string | null }
  documentId: string | null
}

/**
 * Whether a company has agreed to and instructed this: throws the problem when not. Asked of what is processed for a company, never of
 * the operator's own. It stands in a slice below (instructions) and is given to the door where everything is wired.
 */
export type Authority = (
  tx: Tx,
  of: { processor: Processor; purpose: Purpose; columns: readonly string[] },
) => Promise<void>

export type Door = ReturnType<typeof makeDoor>

const isOwn = (purpose: Purpose) => ownPurposes.some(own => own === purpose)
const usesOf = (personal: NonNullable<DeclaredColumn['personal']>): Purpose[] =>
  [personal.use, ...(personal.also ?? []).map(a => a.use)].map(use => use.purpose)

const passage = new AsyncLocalStorage<{ processor: string; reaches: readonly Reach[] }>()
/** The processor whose passage the running code is in; the guard on sockets asks. */
export const currentPassage = () => passage.getStore()?.processor ?? null
/** Where that passage leads; the guard lets nothing else through. */
export const currentReach = (): readonly Reach[] => passage.getStore()?.reaches ?? []

export function makeDoor(options: {
  columns: readonly DeclaredColumn[]
  processors: readonly Processor[]
  /** What each port says that it may disclose; nothing else passes. */
  ports: readonly Pick<Port<never>, 'processor' | 'discloses'>[]
  clock: Clock
  /** Whether the EU–US Data Privacy Framework stands: one switch ends all that rests on it. */
  dpf?: boolean
  authority?: Authority
  /** Whether somebody has said yes to a processor, and not taken it back: asked of lists to ad networks. */
  consented?: (tx: Tx, subject: Disclosure['subject'], processor: string) => Promise<boolean>
  /** Whether a company has connected a processor, or came through it: asked of those that are for such companies alone. */
  connected?: (tx: Tx, processor: string) => Promise<boolean>
  /** Whether the data of the person it is about may only be stored, by their wish or while they are being erased. */
  restricted?: (tx: Tx, subject: Disclosure['subject']) => Promise<boolean>
}) {
  const said = new Set(options.ports.flatMap(p => p.discloses.map(column => `${p.processor}|${column}`)))
  const byName = new Map(options.columns.map(c => [`${c.table}.${c.column}`, c]))
  const processors = new Map(options.processors.map(p => [p.key, p]))

  const active = (key: string) => {
    const processor = processors.get(key)
    if (!processor) throw new Problem('outbound-processor-inactive', { processor: key }, { status: 500 })
    const today = stockholmDate(options.clock.now())
    const papers = processor.inUse?.papers
    if (papers && papers.from > today)
      throw new Problem('outbound-processor-inactive', { processor: key }, { status: 500 })
    if (papers && reviewState(papers.contract.reviewed, today) === 'overdue')
      throw new Problem('outbound-contract-overdue', { processor: processor.name }, { status: 503 })
    const ended =
      processor.recipient && !processor.builtIn ? transferEnded(processor.recipient, today, options.dpf ?? true) : null
    if (ended) throw new Problem('outbound-transfer-ended', { processor: processor.name }, { status: 503 })
    return processor
  }

  async function allow(
    tx: Tx,
    d: Pick<Disclosure, 'processor' | 'purpose' | 'columns'> & { subject?: Disclosure['subject'] },
  ): Promise<void> {
    const processor = active(d.processor)
    if (!processor.purposes.includes(d.purpose))
      throw new Problem('outbound-purpose-refused', { processor: d.processor, purpose: d.purpose }, { status: 500 })
    let forCompany = false
    for (const name of d.columns) {
      const column = byName.get(name)
      if (!column) throw new Problem('outbound-column-unknown', { column: name }, { status: 500 })
      if ((column.personal && !column.personal.shared?.includes(d.processor)) || !said.has(`${d.processor}|${name}`))
        throw new Problem('outbound-column-refused', { column: name, processor: d.processor }, { status: 500 })
      // What is ours alone is served by what was declared for it, and never by what is held for a company.
      if (column.personal && isOwn(d.purpose) && !usesOf(column.personal).includes(d.purpose))
        throw new Problem('outbound-purpose-refused', { processor: d.processor, purpose: d.purpose }, { status: 500 })
      if (column.personal?.holds === 'personal-number' && !personalNumberPurposes.includes(d.purpose))
        throw new Problem('outbound-purpose-refused', { processor: d.processor, purpose: d.purpose }, { status: 500 })
      forCompany ||= column.personal?.use.role === 'processor'
    }
    const { inUse } = processor
    if (inUse?.row.conditions.some(c => c === 'connected' || c === 'own-channel'))
      if (!(await options.connected?.(tx, processor.key)))
        throw new Problem('outbound-not-connected', { processor: processor.name }, { status: 409 })
    if (d.subject?.id && (await options.restricted?.(tx, d.subject)))
      throw new Problem('outbound-person-restricted', {}, { status: 409 })
    if (forCompany) await options.authority?.(tx, { processor, purpose: d.purpose, columns: d.columns })
  }

  return {
    /** Who may receive anything at all, for the policy page. */
    processors: options.processors,

    /** Refuses what may not leave now. For what waited in a queue: the company may have said no meanwhile. */
    allow,

    /** Refuses or writes the disclosure row, in the transaction that makes the sending happen. */
    async disclose(tx: Tx, d: Disclosure): Promise<void> {
      await allow(tx, d)
      if (d.purpose === 'audience' && !(await options.consented?.(tx, d.subject, d.processor)))
        throw new Problem('outbound-consent-missing', { processor: d.processor }, { status: 500 })
      if (!tx.companyId) {
        // The operator's own: a reader of the newsletter, whoever asks about their data.
        await tx
          .insertInto('own_disclosure')
          .values({
            id: d.id,
            processor: d.processor,
            purpose: d.purpose,
            columns: [...d.columns],
            subject_kind: d.subject.kind,
            subject_id: d.subject.id,
            remote_reference: null,
            at: options.clock.now(),
          })
          .execute()
        return
      }
      await tx
        .insertInto('disclosure')
        .values({
          company_id: tx.companyId,
          id: d.id,
          processor: d.processor,
          purpose: d.purpose,
          columns: [...d.columns],
          subject_kind: d.subject.kind,
          subject_id: d.subject.id,
          document_id: d.documentId,
          remote_reference: null,
          at: options.clock.now(),
        })
        .execute()
    },

    /** Runs code that may open connections, on behalf of one active processor. */
    through<T>(processor: string, work: () => Promise<T>): Promise<T> {
      const { reaches = [] } = active(processor)
      return passage.run({ processor, reaches }, work)
    },
  }
}
