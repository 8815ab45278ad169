// "Innan du skickar": what is missing first, then what is worth a thought, then what is already there. Sending refuses what is missing.
import type { z } from 'zod'
import type { Block } from '../blocks/contract.ts'
import { binds, type FrozenVersion } from '../blocks/frozen.ts'
import { defaultChoices, pricingFaults } from '../blocks/price.ts'
import { addDays, dateWords, stockholmDate } from '../kernel/dates.ts'
import { say } from '../kernel/messages.ts'
import { findPersonalNumbers } from '../kernel/personal-number.ts'
import type { Language } from '../platform/http/endpoint.ts'
import { withdrawalTexts } from '../texts/chosen.ts'
import type { SendPoint } from './contract.ts'
import { documentMessages } from './documents.messages.ts'
import { priceOf, priceRows } from './drafts.ts'
import { kindWords } from './kind-words.ts'
import type { VersionFacts } from './version.ts'

/** As many days as a company may set for its quotes (company/contract.ts). */
const LONGEST_DAYS = 366

type Point = z.infer<typeof SendPoint>
type Code = Extract<keyof typeof documentMessages, `point.${string}`>

export function sendPoints(
  { frozen, facts }: { frozen: FrozenVersion; facts: VersionFacts },
  known: { emailConfirmed: boolean; sealReady: boolean; now: Date; language: Language },
): Point[] {
  const points: Point[] = []
  const { content, company, client } = frozen
  const today = stockholmDate(known.now)
  const paper = kindWords(frozen.kind, false, known.language)
  const add = (
    level: Point['level'],
    code: Code,
    anchor: string | null,
    fields: Record<string, string | number> = {},
  ) =>
    points.push({
      code,
      level,
      anchor,
      text: say(documentMessages[code] as never, known.language, { ...paper, ...fields }),
    })
  const blockOf = (type: Block['type']) => content.blocks.find(b => b.type === type)
  const deduction = content.pricing.deduction !== 'none'

  if (!facts.hasClient || facts.parties.length === 0) add('missing', 'point.recipients', 'recipients')
  else if (binds(frozen.kind) && !frozen.parties.some(p => p.signs)) add('missing', 'point.signer', 'recipients')
  for (const p of facts.parties)
    if (!p.email && !p.phone) add('missing', 'point.address', 'recipients', { name: p.name })
  const change = content.change
  const told = content.blocks.some(b => b.type === 'text' && b.body.trim() !== '')
  // An ÄTA takes its title from what has happened.
  if (content.title.trim() === '' && (!change || told)) add('missing', 'point.title', 'title')

  const rows = priceRows(content)
  const table = blockOf('price-table')
  const needsPrice = frozen.kind !== 'other' && !change?.priceFollows
  if (rows.length === 0 && needsPrice) add('missing', 'point.price', table?.id ?? null)
  if (change) {
    if (change.rules === '') add('missing', 'point.rules', 'change')
    if (!told) add('missing', 'point.change-what', 'change')
    if (change.reason.trim() === '' && change.raisedBy === 'discovered') add('warning', 'point.change-reason', 'change')
    if (change.days === null) add('warning', 'point.change-days', 'change')
  }
  for (const [i, row] of rows.entries())
    if (row.description.trim() === '') add('missing', 'point.row', row.id, { row: i + 1 })
  const choiceIds = new Set(content.blocks.flatMap(b => (b.type === 'price-table' ? b.choices.map(c => c.id) : [])))
  if (rows.length > 0)
    for (const fault of pricingFaults(
      {
        rows,
        pricing: content.pricing,
        chosen: defaultChoices(rows),
        persons: frozen.parties.filter(p => p.share > 0),
      },
      choiceIds,
      change !== undefined,
    ))
      add('missing', `point.${fault.code}` as Code, fault.rowId ?? table?.id ?? null)
  if (content.validTo < today) add('missing', 'point.valid-to', 'valid-to')
  // The link lives a little longer than any offer (links.ts).
  else if (content.validTo > addDays(today, LONGEST_DAYS)) add('missing', 'point.valid-to-far', 'valid-to')
  else {
    const form = say(documentMessages[`form.${content.pricing.form}`], known.language)
    add('done', 'point.valid-to-done', 'valid-to', { form, date: dateWords(content.validTo, known.language) })
  }

  if (company.organisationNumber === '') add('missing', 'point.company-number', 'company')
  if (company.address.length === 0 || company.phone === null) add('missing', 'point.company-address', 'company')
  if (!known.emailConfirmed) add('missing', 'point.confirm-email', 'company')
  if (!known.sealReady) add('missing', 'point.seal', null)

  if (deduction) {
    if (client.kind !== 'person' && facts.hasClient) add('missing', 'point.deduction-person', 'recipients')
    if (!company.fTax) add('missing', 'point.f-tax', 'company')
    if (!frozen.parties.some(p => p.share > 0)) add('missing', 'point.deduction-people', 'recipients')
    for (const p of facts.parties)
      if (!p.hasNumber && frozen.parties.some(f => f.id === p.id && f.share > 0))
        add('warning', 'point.deduction-number', 'recipients', { name: p.name })
    add('done', 'point.deduction-done', null)
  }
  for (const where of writtenParts(frozen))
    if (findPersonalNumbers(where.text, today).length > 0) {
      add('missing', 'point.number-in-text', where.anchor)
      break
    }

  // An ÄTA rests on its agreement for what is not said in it.
  const whole = frozen.kind === 'quote' || frozen.kind === 'agreement'
  if (whole && !blockOf('not-included')) add('warning', 'point.not-included', null)
  const payment = blockOf('payment-plan')
  if (payment) add('done', 'point.payment-done', payment.id)
  else if (whole) add('warning', 'point.payment', null)
  const price = priceOf(content, new Set(), frozen.parties)
  if (withdrawalTexts(frozen, price, today, known.language).some(t => t.text.id === 'withdrawal.form'))
    add('done', 'point.withdrawal-done', null)
  const order = { missing: 0, warning: 1, done: 2 }
  return points.sort((a, b) => order[a.level] - order[b.level])
}

/** Everything a person typed freely, with where it stands. */
function writtenParts({ content }: FrozenVersion): { text: string; anchor: string }[] {
  const parts = [{ text: content.title, anchor: 'title' }]
  if (content.change)
    parts.push({
      text: [content.change.place, content.change.reason, content.change.ifNot].join('\n'),
      anchor: 'change',
    })
  for (const b of content.blocks) {
    const texts: string[] = [b.heading]
    if ('body' in b) texts.push(b.body)
    if (b.type === 'not-included') texts.push(...b.items)
    if (b.type === 'pictures') texts.push(...b.pictures.flatMap(p => [p.alt, p.caption]))
    if (b.type === 'price-table') texts.push(...b.rows.flatMap(r => [r.description, r.note ?? '']))
    if (b.type === 'packages')
      texts.push(...b.options.flatMap(o => [o.name, o.text, ...o.rows.flatMap(r => [r.description, r.note ?? ''])]))
    if (b.type === 'times') texts.push(b.start, b.end)
    if (b.type === 'payment-plan') texts.push(...b.parts.map(p => p.label))
    parts.push({ text: texts.join('\n'), anchor: b.id })
  }
  return parts
}
