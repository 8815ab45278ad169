// What is said of a change, as plain functions over the draft: what happened gives the title, and what falls away is written as it is spoken,
// without a minus.
import type { Block, DocumentContent, PriceRow, Change as Said } from '../../blocks/contract.ts'
import { type Change, newRow } from '../editor/content.ts'

type Text = Extract<Block, { type: 'text' }>
export type PictureBlock = Extract<Block, { type: 'pictures' }>

export const toldIn = (c: DocumentContent): Text | undefined => c.blocks.find(b => b.type === 'text')
export const picturesIn = (c: DocumentContent): PictureBlock | undefined => c.blocks.find(b => b.type === 'pictures')

/** A title that is read at a glance, and one that still stands on a line. */
const GOOD = 40
const LONGEST = 60

/** A title out of what somebody wrote: the first sentence, or as many whole words of it as a line holds. */
export function titleFrom(told: string): string {
  const first = told.trim().split(/(?<=[.!?])\s|[\n.!?]+$|\n/)[0] ?? ''
  const bare = first.replace(/[.!?,;:\s]+$/, '')
  // What stands before the first comma is most often what it is about; the rest is how much.
  const clause = bare.length > GOOD ? /^.{15,}?(?=, )/.exec(bare)?.[0] : undefined
  if (clause && clause.length <= LONGEST) return clause
  if (bare.length <= LONGEST) return bare
  const cut = bare.slice(0, LONGEST + 1)
  const whole = cut.slice(0, Math.max(cut.lastIndexOf(' '), 0)) || bare.slice(0, LONGEST)
  return whole.replace(/[.!?,;:\s]+$/, '')
}

/** What has happened. The title follows until somebody writes one of their own; a row that was called the same follows too. */
export const tell =
  (body: string): Change =>
  c => {
    const text = toldIn(c)
    if (!text) return c
    const before = titleFrom(text.body)
    const after = titleFrom(body)
    const blocks = c.blocks.map(b => {
      if (b.id === text.id) return { ...text, body }
      if (b.type !== 'price-table' || before === '') return b
      return { ...b, rows: b.rows.map(r => (r.description === before ? { ...r, description: after } : r)) }
    })
    return { ...c, title: c.title === '' || c.title === before ? after : c.title, blocks }
  }

export const setSaid =
  (more: Partial<Said>): Change =>
  c =>
    c.change ? { ...c, change: withoutUndefined({ ...c.change, ...more }) } : c

const withoutUndefined = <T extends object>(of: T): T =>
  Object.fromEntries(Object.entries(of).filter(([, v]) => v !== undefined)) as T

/** How it came up, as one choice on the phone: found, asked for by the client, or work that falls away. */
export type Came = 'found' | 'asked' | 'removed'

export const cameOf = (said: Said): Came =>
  said.type === 'removal' ? 'removed' : said.raisedBy === 'discovered' ? 'found' : 'asked'

/** Chooses how it came up. A business orders; a consumer wishes. What falls away lowers the price, and back again. */
export const choose =
  (came: Came, consumer: boolean): Change =>
  c => {
    if (!c.change || cameOf(c.change) === came) return c
    const asked = consumer ? 'wish' : 'ordered'
    const type = came === 'removed' ? 'removal' : c.change.type === 'removal' ? 'addition' : c.change.type
    const raisedBy =
      came === 'found'
        ? 'discovered'
        : c.change.raisedBy === 'discovered' || came === 'asked'
          ? asked
          : c.change.raisedBy
    return setSaid({ raisedBy })(asType(type)(c))
  }

/** Sets the kind. To and from what falls away every row changes its sign. */
export const asType =
  (type: Said['type']): Change =>
  c => {
    if (!c.change) return c
    const turns = (type === 'removal') !== (c.change.type === 'removal')
    const wants = type === 'removal' ? -1 : 1
    const signed = (r: PriceRow) => ({ ...r, unitPriceOre: wants * Math.abs(r.unitPriceOre) || 0 })
    return {
      ...c,
      change: { ...c.change, type },
      blocks: turns ? c.blocks.map(b => (b.type === 'price-table' ? { ...b, rows: b.rows.map(signed) } : b)) : c.blocks,
    }
  }

/** A row to begin with: one piece, since a change is most often given one price. */
export const firstRow = (like: PriceRow | undefined): PriceRow => ({
  ...newRow(like),
  ...(like ? {} : { unit: 'st' }),
})

/** A row's price gives it a name, if it has none. */
export const named = (row: PriceRow, title: string): PriceRow =>
  row.description.trim() === '' && row.unitPriceOre !== 0 ? { ...row, description: title } : row
