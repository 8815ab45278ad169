// What a document says of one job, taken out: who it was for, its days, and where asked its pictures.
import type { Block, DocumentContent, PriceRow } from '../blocks/contract.ts'
import type { TemplateContent } from './templates.tables.ts'

/** Whoever a document was for, as their names and addresses might stand in its texts. */
export type Mentioned = { names: readonly string[]; details: readonly string[] }

/**
 * A document as a template: without days, without what an ÄTA says of itself, and with `…` where the client was named. Names are found
 * whole, and people's first names by themselves; pictures come along only where somebody says that they show nobody's home.
 */
export function asTemplate(content: DocumentContent, who: Mentioned, pictures: boolean): TemplateContent {
  const { validTo: _day, change: _change, cover, ...rest } = content
  const clean = withoutMentioned(who)
  const row = ({ picture, ...r }: PriceRow): PriceRow => ({ ...r, ...(pictures && picture ? { picture } : {}) })
  const { payBy: _payBy, ...pricing } = rest.pricing
  const blocks = rest.blocks.map(b => eachText(daysOff(pictures ? b : picturesOff(b, row)), clean))
  return { ...rest, title: clean(rest.title), pricing, blocks, ...(pictures && cover ? { cover } : {}) }
}

const daysOff = (b: Block): Block => {
  if (b.type !== 'times') return b
  const { startDate: _day, ...times } = b
  return times
}

function picturesOff(b: Block, row: (r: PriceRow) => PriceRow): Block {
  switch (b.type) {
    case 'pictures':
      return { ...b, pictures: [] }
    case 'price-table':
      return { ...b, rows: b.rows.map(row) }
    case 'packages':
      return { ...b, options: b.options.map(({ picture: _gone, ...o }) => ({ ...o, rows: o.rows.map(row) })) }
    default:
      return b
  }
}

/** Fields that are words somebody wrote; everything else in a part is an id, a figure or a choice. */
const WRITTEN = new Set([
  'heading',
  'body',
  'description',
  'note',
  'items',
  'alt',
  'caption',
  'label',
  'name',
  'text',
  'start',
  'end',
])

function eachText<T>(value: T, change: (text: string) => string): T {
  const walk = (v: unknown, written: boolean): unknown => {
    if (typeof v === 'string') return written ? change(v) : v
    if (Array.isArray(v)) return v.map(x => walk(x, written))
    if (v && typeof v === 'object')
      return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, walk(x, WRITTEN.has(k))]))
    return v
  }
  return walk(value, false) as T
}

export function withoutMentioned(who: Mentioned): (text: string) => string {
  const first = who.names.map(n => n.trim().split(/\s+/)[0] ?? '').filter(n => n.length > 2)
  const said = [...new Set([...who.details, ...who.names, ...first].map(s => s.trim()).filter(s => s.length > 2))]
  if (said.length === 0) return text => text
  // The longest first: a full name goes before its first half. A genitive goes with its name.
  const any = said
    .sort((a, b) => b.length - a.length)
    .map(s => s.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'))
    .join('|')
  const found = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})s?(?![\\p{L}\\p{N}])`, 'gu')
  return text => text.replace(found, '…')
}
