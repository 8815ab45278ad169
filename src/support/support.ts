// What people ask the operator: by the form, the chat, mail, telephone and post, all the same kind of case. Numbers are taken out of the words
// before anything is kept; the words, the address and the files lie encrypted. Asking about one's own data begins a case of rights as well,
// in which nothing is shown or changed before it is known who asks.
import { sql } from 'kysely'
import { monthsAfter, stockholmDate } from '../kernel/dates.ts'
import { hideNumbers } from '../kernel/hidden-numbers.ts'
import { say } from '../kernel/messages.ts'
import { Problem } from '../kernel/problem.ts'
import { cleanText, cut } from '../kernel/text.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import { sweep } from '../platform/jobs/job.ts'
import { decrypt, encrypt, place } from '../platform/vault/cipher.ts'
import { open as openRightsCase } from '../privacy/rights/cases.ts'
import { answerBy } from '../privacy/rights/clock.ts'
import type { CaseKind } from '../privacy/rights/kinds.ts'
import type { CameBy as RightsCameBy } from '../privacy/rights/rights.tables.ts'
import { queueSupportMail } from './mail.ts'
import { scan } from './scan.ts'
import { supportMessages } from './support.messages.ts'
import type { CameBy } from './support.tables.ts'

export const LONGEST = 5000
/** As declared (support.tables.ts). */
const KEPT_MONTHS = 24

export type Opened = { id: string; number: string; token: string; rightsNumber: string | null }

/** Opens a case with its first words. A letter counts from the day it arrived. */
export async function openSupport(
  services: Services,
  tx: Tx,
  o: { cameBy: CameBy; text: string; replyTo: string | null; language: 'sv' | 'en'; receivedOn?: string },
): Promise<Opened> {
  const at = services.clock.now()
  const today = stockholmDate(at)
  const receivedOn = o.receivedOn ?? today
  if (receivedOn > today) throw new Problem('case-from-the-future', {}, { status: 422 })
  if (o.text.trim() === '') throw new Problem('support-empty', {}, { status: 422, field: 'text' })
  const id = services.newId()
  const { rows } = await sql<{ n: number }>`select nextval('support_case_number') as n`.execute(tx)
  const number = `S-${today.slice(0, 4)}-${String(rows[0]?.n).padStart(5, '0')}`
  const kind = rightAskedFor(o.text)
  const rights = kind
    ? await openRightsCase(services, tx, {
        kind,
        cameBy: RIGHTS_WAY[o.cameBy],
        person: null,
        level: 0,
        answerTo: o.replyTo,
        language: o.language,
        receivedOn,
      })
    : null
  const token = tokenOf(services, id)
  await tx
    .insertInto('support_case')
    .values({
      id,
      visitor_id: services.newId(),
      number,
      came_by: o.cameBy,
      token_hash: hashOf(services, token),
      language: o.language,
      received_on: receivedOn,
      deadline: answerBy(receivedOn),
      reply_to: o.replyTo ? sealed(services, 'support_case', 'reply_to', id, o.replyTo) : null,
      rights_case_id: rights?.id ?? null,
      created_at: at,
      closed_at: null,
    })
    .execute()
  await addMessage(services, tx, id, o.cameBy === 'phone' ? 'note' : 'person', o.text)
  if (o.replyTo && o.cameBy !== 'phone') await queueSupportMail(services, tx, { caseId: id, what: 'received' })
  return { id, number, token, rightsNumber: rights?.number ?? null }
}
const RIGHTS_WAY: Readonly<Record<CameBy, RightsCameBy>> = {
  form: 'page',
  chat: 'page',
  mail: 'mail',
  phone: 'phone',
  post: 'post',
}

/** Words as they are kept: cleaned, cut, without numbers, encrypted. */
export async function addMessage(
  services: Services,
  tx: Tx,
  caseId: string,
  saidBy: 'person' | 'operator' | 'note',
  text: string,
): Promise<string> {
  const id = services.newId()
  const at = services.clock.now()
  const words = hideNumbers(cut(cleanText(text).trim(), LONGEST), stockholmDate(at), hiddenWords)
  const { n } = await tx
    .selectFrom('support_message')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('support_message')
    .values({
      id,
      case_id: caseId,
      said_by: saidBy,
      body: sealed(services, 'support_message', 'body', id, words.text),
      seq: Number(n) + 1,
      hidden: words.hidden,
      at,
    })
    .execute()
  return id
}
export const hiddenWords = {
  number: say(supportMessages['support.hidden-number'], 'sv'),
  card: say(supportMessages['support.hidden-card'], 'sv'),
}

/** A file that came along, if it may be kept; else a line that one did not. Of a telephone call there are words alone. */
export async function attach(services: Services, tx: Tx, caseId: string, bytes: Buffer): Promise<boolean> {
  const { came_by } = await tx
    .selectFrom('support_case')
    .select('came_by')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  if (came_by === 'phone') throw new Problem('support-no-recording', {}, { status: 422 })
  const at = services.clock.now()
  const file = await scan(bytes, stockholmDate(at), hiddenWords)
  if (!file) {
    await addMessage(services, tx, caseId, 'note', say(supportMessages['support.file-refused'], 'sv'))
    return false
  }
  const id = services.newId()
  const content = encrypt(key(services), file.bytes, place('support_file', 'content', id, ''))
  await tx.insertInto('support_file').values({ id, case_id: caseId, kind: file.kind, content, at }).execute()
  return true
}

export type Thread = {
  id: string
  number: string
  cameBy: CameBy
  language: 'sv' | 'en'
  receivedOn: string
  deadline: string
  replyTo: string | null
  rightsCaseId: string | null
  closed: boolean
  messages: { seq: number; saidBy: 'person' | 'operator' | 'note'; text: string; at: Date }[]
  files: { id: string; kind: string; bytes: Buffer }[]
}

/** Everything of a case, by its number (the operator) or its secret (whoever opened it). */
export async function readThread(
  services: Services,
  tx: Tx,
  by: { number: string } | { token: string },
): Promise<Thread> {
  const row = await tx
    .selectFrom('support_case')
    .selectAll()
    .where(eb => ('number' in by ? eb('number', '=', by.number) : eb('token_hash', '=', hashOf(services, by.token))))
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', {}, { status: 404 })
  const messages = await tx
    .selectFrom('support_message')
    .selectAll()
    .where('case_id', '=', row.id)
    .orderBy('seq')
    .execute()
  const files = await tx.selectFrom('support_file').selectAll().where('case_id', '=', row.id).orderBy('at').execute()
  return {
    id: row.id,
    number: row.number,
    cameBy: row.came_by,
    language: row.language,
    receivedOn: row.received_on,
    deadline: row.deadline,
    replyTo: row.reply_to ? opened(services, 'support_case', 'reply_to', row.id, row.reply_to) : null,
    rightsCaseId: row.rights_case_id,
    closed: row.closed_at !== null,
    messages: messages.map(m => ({
      seq: m.seq,
      saidBy: m.said_by,
      text: opened(services, 'support_message', 'body', m.id, m.body),
      at: m.at,
    })),
    files: files.map(f => ({
      id: f.id,
      kind: f.kind,
      bytes: decrypt(key(services), f.content, place('support_file', 'content', f.id, '')),
    })),
  }
}

/** Whoever opened the case writes on, at its secret address. */
export async function writeOn(services: Services, tx: Tx, token: string, text: string): Promise<void> {
  const thread = await readThread(services, tx, { token })
  refuseClosed(thread)
  if (text.trim() === '') throw new Problem('support-empty', {}, { status: 422, field: 'text' })
  await addMessage(services, tx, thread.id, 'person', text)
}

/** The operator answers: on the page, and by mail where there is an address. */
export async function answerSupport(services: Services, tx: Tx, number: string, text: string): Promise<void> {
  const thread = await readThread(services, tx, { number })
  refuseClosed(thread)
  await addMessage(services, tx, thread.id, 'operator', text)
  if (thread.replyTo) await queueSupportMail(services, tx, { caseId: thread.id, what: 'answered' })
}

/** It is over. What was said goes two years from now. */
export async function closeSupport(
  services: Services,
  tx: Tx,
  by: { number: string } | { token: string },
): Promise<void> {
  const thread = await readThread(services, tx, by)
  refuseClosed(thread)
  await tx.updateTable('support_case').set({ closed_at: services.clock.now() }).where('id', '=', thread.id).execute()
}
const refuseClosed = (t: Thread) => {
  if (t.closed) throw new Problem('case-ended', { number: t.number }, { status: 409 })
}

/** Cases that wait, the most urgent first: numbers and days, no words. */
export const waitingSupport = (tx: Tx) =>
  tx
    .selectFrom('support_case')
    .select(['number', 'came_by', 'received_on', 'deadline', 'rights_case_id'])
    .where('closed_at', 'is', null)
    .orderBy('deadline')
    .orderBy('number')
    .execute()

export const keepSupport = sweep('keep-support', {
  does: 'Alarms for support cases whose last day to answer has come, and erases what was closed two years ago.',
  everySeconds: 3600,
  async run(services) {
    const today = stockholmDate(services.clock.now())
    await services.database.outside(async tx => {
      for (const c of await waitingSupport(tx))
        if (c.deadline <= today)
          services.log.warn({ alarm: 'support-case-due', number: c.number }, 'a support case is to be answered')
      const before = new Date(`${monthsAfter(today, -KEPT_MONTHS)}T00:00:00Z`)
      await tx.deleteFrom('support_case').where('closed_at', '<', before).execute()
    })
  },
})

/** What somebody asks about their own data, in the words people use; null where they do not. The most far-reaching first. */
export function rightAskedFor(text: string): CaseKind | null {
  const asks: [CaseKind, RegExp][] = [
    [
      'erasure',
      /\b(rader(a|ing|as)|ta bort|glömd|glömma|delete|erase|erasure)\b.*\b(uppgift|mig|konto|data|me|account)/is,
    ],
    ['extract', /\b(registerutdrag|utdrag)\b|\bvilka uppgifter\b|\b(data|subject) access\b|\bcopy of my data\b/i],
    [
      'rectification',
      /\b(rätta|rättelse|rättas|ändra|uppdatera|fel (adress|namn|telefon|e-post))\b.*|\b(correct|rectif)/i,
    ],
    ['restriction', /\bbegräns(a|ning)\b.*\b(uppgift|behandling)|\brestrict/i],
    ['portability', /\b(flytta|dataportabilitet)\b.*\b(uppgift|data)|\bportab/i],
    ['objection', /\binvänd(a|er|ning)\b|\bobject to\b/i],
    ['withdrawal', /\b(återkalla|ta tillbaka)\b.*\bsamtycke|\bwithdraw\b.*\bconsent/i],
    ['opt-out', /\b(inga fler|sluta skicka|avregistrera)\b|\bunsubscribe\b/i],
  ]
  return asks.find(([, said]) => said.test(text))?.[0] ?? null
}

const key = (services: Services) => services.secrets.key('support')
export const tokenOf = (services: Pick<Services, 'secrets'>, id: string) =>
  services.secrets.mac('support-token', id).toString('base64url')
const hashOf = (services: Pick<Services, 'secrets'>, token: string) => services.secrets.mac('support-token-hash', token)
const sealed = (services: Services, table: string, column: string, id: string, text: string) =>
  encrypt(key(services), Buffer.from(text), place(table, column, id, ''))
const opened = (services: Services, table: string, column: string, id: string, bytes: Buffer) =>
  decrypt(key(services), bytes, place(table, column, id, '')).toString('utf8')
