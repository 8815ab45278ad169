// Two windows changed the same draft: what differs, in words a person can choose by, and the draft that the choices give.
import type { Block, DocumentContent, PriceRow } from '../../blocks/contract.ts'
import { ruleSet } from '../../blocks/rule-sets.ts'
import { dateWords } from '../../kernel/dates.ts'
import { formatOre, formatPercent, formatQuantity } from '../../kernel/money.ts'
import { changeWords } from '../change/change.messages.ts'
import { type Language, sayer } from '../words.tsx'
import { editorWords as w } from './editor.messages.ts'

/** `key` names the part for `merge`; `where` names it for the person. */
export type Difference = { key: string; where: string; mine: string; theirs: string }

type Table = Extract<Block, { type: 'price-table' }>
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
/** Ids in the order of the first list, then what only the second has. */
const idsOf = (a: readonly { id: string }[], b: readonly { id: string }[]) => [...new Set([...a, ...b].map(x => x.id))]

export function differences(mine: DocumentContent, theirs: DocumentContent, language: Language): Difference[] {
  const say = sayer(language)
  const found: Difference[] = []
  const note = (key: string, where: string, a: string, b: string) => found.push({ key, where, mine: a, theirs: b })
  if (mine.title !== theirs.title) note('title', say(w.title), mine.title, theirs.title)
  if (mine.validTo !== theirs.validTo)
    note('validTo', say(w.validTo), dateWords(mine.validTo, language), dateWords(theirs.validTo, language))
  if (mine.cover !== theirs.cover)
    note('cover', say(w.cover), say(mine.cover ? w.present : w.absent), say(theirs.cover ? w.present : w.absent))
  if (!same(mine.pricing, theirs.pricing))
    note('pricing', say(w.pricing), pricingWords(mine, language), pricingWords(theirs, language))
  if (!sameChange(mine, theirs))
    note('change', say(w.changeFacts), changeText(mine, language), changeText(theirs, language))
  const order = (c: DocumentContent) => c.blocks.map(b => b.id)
  const kept = new Set(order(mine).filter(id => order(theirs).includes(id)))
  if (
    !same(
      order(mine).filter(id => kept.has(id)),
      order(theirs).filter(id => kept.has(id)),
    )
  )
    note('order', say(w.partOrder), headings(mine), headings(theirs))
  for (const id of idsOf(mine.blocks, theirs.blocks)) {
    const a = mine.blocks.find(b => b.id === id)
    const b = theirs.blocks.find(o => o.id === id)
    if (same(a, b)) continue
    const heading = (a ?? b)?.heading || say(w.part)
    if (a?.type === 'price-table' && b?.type === 'price-table') found.push(...rowDifferences(a, b, language))
    else note(`block:${id}`, heading, summary(a, language), summary(b, language))
  }
  return found
}

function rowDifferences(a: Table, b: Table, language: Language): Difference[] {
  const say = sayer(language)
  const found: Difference[] = []
  const heading = a.heading || say(w.part)
  if (a.heading !== b.heading)
    found.push({ key: `heading:${a.id}`, where: heading, mine: a.heading, theirs: b.heading })
  if (!same(a.choices, b.choices)) {
    const labels = (t: Table) => t.choices.map(c => c.label).join(', ') || say(w.absent)
    found.push({ key: `choices:${a.id}`, where: `${heading}, ${say(w.choices)}`, mine: labels(a), theirs: labels(b) })
  }
  for (const id of idsOf(a.rows, b.rows)) {
    const x = a.rows.find(r => r.id === id)
    const y = b.rows.find(r => r.id === id)
    if (same(x, y)) continue
    found.push({
      key: `row:${a.id}:${id}`,
      where: `${heading}, ${(x ?? y)?.description || say(w.unnamedRow)}`,
      mine: x ? rowWords(x, language) : say(w.removed),
      theirs: y ? rowWords(y, language) : say(w.removed),
    })
  }
  return found
}

/**
 * The draft that the choices give: the other's, with mine wherever `keepMine` names it. Rows and parts that only I have keep their
 * place after what stands before them at mine.
 */
export function merge(mine: DocumentContent, theirs: DocumentContent, keepMine: ReadonlySet<string>): DocumentContent {
  const pick = <K extends 'title' | 'validTo' | 'pricing'>(key: K) => (keepMine.has(key) ? mine : theirs)[key]
  const change = (keepMine.has('change') ? mine : theirs).change
  const cover = (keepMine.has('cover') ? mine : theirs).cover
  const ordered = keepMine.has('order') ? theirsInMyOrder(mine.blocks, theirs.blocks) : theirs.blocks
  const blocks = chosen(mine.blocks, ordered, id => keepMine.has(`block:${id}`)).map(block => {
    const own = mine.blocks.find(b => b.id === block.id)
    if (block.type !== 'price-table' || own?.type !== 'price-table') return block
    return {
      ...block,
      heading: keepMine.has(`heading:${block.id}`) ? own.heading : block.heading,
      choices: keepMine.has(`choices:${block.id}`) ? own.choices : block.choices,
      rows: chosen(own.rows, block.rows, id => keepMine.has(`row:${block.id}:${id}`)),
    }
  })
  return {
    title: pick('title'),
    ...(cover ? { cover } : {}),
    validTo: pick('validTo'),
    blocks,
    pricing: pick('pricing'),
    ...(change ? { change } : {}),
  }
}

function chosen<T extends { id: string }>(
  mine: readonly T[],
  theirs: readonly T[],
  isMine: (id: string) => boolean,
): T[] {
  const result = theirs.flatMap(t => (isMine(t.id) ? (mine.find(m => m.id === t.id) ?? []) : t))
  for (const [i, m] of mine.entries()) {
    if (!isMine(m.id) || result.some(r => r.id === m.id)) continue
    const before = mine.slice(0, i).findLast(x => result.some(r => r.id === x.id))
    result.splice(before ? result.findIndex(r => r.id === before.id) + 1 : 0, 0, m)
  }
  return result
}

function theirsInMyOrder<T extends { id: string }>(mine: readonly T[], theirs: readonly T[]): T[] {
  const place = (id: string) => mine.findIndex(m => m.id === id)
  return theirs
    .map((t, i) => ({ t, at: place(t.id) === -1 ? i - 0.5 : place(t.id) }))
    .sort((a, b) => a.at - b.at)
    .map(x => x.t)
}

/** What an ÄTA says of itself, whatever order it was written in. */
const sameChange = (a: DocumentContent, b: DocumentContent) => {
  const facts = (c: DocumentContent) => Object.entries(c.change ?? {}).sort(([x], [y]) => (x < y ? -1 : 1))
  return same(facts(a), facts(b))
}

function changeText({ change: c }: DocumentContent, language: Language): string {
  if (!c) return ''
  const say = sayer(language)
  return [
    say(changeWords[`type-${c.type}`]),
    say(changeWords[`by-${c.raisedBy}`]),
    ruleSet(c.rules)?.[language],
    c.place,
    c.reason,
    c.ifNot,
    c.days === null ? '' : String(c.days),
    ...[c.foundOn, c.answerBy].map(day => (day ? dateWords(day, language) : '')),
    c.priceFollows ? say(changeWords.priceFollows) : '',
  ]
    .filter(Boolean)
    .join(', ')
}

const headings = (c: DocumentContent) => c.blocks.map(b => b.heading).join(', ')

function pricingWords({ pricing: p }: DocumentContent, language: Language): string {
  const say = sayer(language)
  return [
    say(w[`form-${p.form}`]),
    say(p.pricesIncludeVat ? w.inclVat : w.exclVat),
    ...(p.vatMode === 'reverse-charge' ? [say(w.reverseCharge)] : []),
    ...(p.deduction === 'none' ? [] : [p.deduction.toUpperCase()]),
    ...(p.payBy ? [`${say(w.payBy)} ${dateWords(p.payBy, language)}`] : []),
    ...(p.discount
      ? [
          `${say(w.discount)} ${p.discount.kind === 'percent' ? formatPercent(p.discount.basisPoints, language) : formatOre(p.discount.ore, language)}`,
        ]
      : []),
  ].join(', ')
}

const rowWords = (r: PriceRow, language: Language) =>
  `${r.description}, ${formatQuantity(r.quantityMilli, language)} ${r.unit} × ${formatOre(r.unitPriceOre, language)}, ${sayer(language)(w.vat)} ${formatPercent(r.vatRate * 100, language)}`

function summary(b: Block | undefined, language: Language): string {
  const say = sayer(language)
  if (!b) return say(w.removed)
  switch (b.type) {
    case 'letter':
    case 'text':
    case 'terms':
    case 'about':
      return b.body || say(w.empty)
    case 'not-included':
      return b.items.join(', ') || say(w.empty)
    case 'pictures':
      return say(w.pictureCount, { n: b.pictures.length })
    case 'price-table':
      return say(w.rowCount, { n: b.rows.length })
    case 'packages':
      return b.options.map(o => o.name).join(', ') || say(w.empty)
    case 'times':
      return [b.start, b.end].filter(Boolean).join(', ') || say(w.empty)
    case 'payment-plan':
      return (
        b.parts.map(p => `${p.label} ${formatPercent(p.basisPoints, language)}`).join(', ') || b.body || say(w.empty)
      )
  }
}
