// The extract as a file to print, made by the same typesetter as the agreements.

import type { SectionView } from '../../../blocks/view.ts'
import { deriveBrand } from '../../../design/colour.ts'
import { dateWords, instantWords } from '../../../kernel/dates.ts'
import { cut } from '../../../kernel/text.ts'
import { theTypesetter } from '../../../ordering/seal-job.ts'
import type { Head } from './extract.ts'
import { extractWords } from './extract.words.ts'
import { fieldText } from './html.ts'
import type { ExtractDisclosed, ExtractRow } from './shape.ts'

/** A printed extract longer than this is no help to anybody: it says where the rest is. */
const MOST_ROWS = 400

export async function pdfOf(
  head: Head,
  rows: AsyncIterable<ExtractRow>,
  disclosed: AsyncIterable<ExtractDisclosed>,
): Promise<Uint8Array> {
  const { language } = head
  const w = extractWords[language]
  const at = instantWords(head.madeAt, language)
  const prose = (id: string, heading: string, lines: readonly string[]): SectionView => ({
    id,
    anchor: id,
    heading,
    name: heading,
    kind: 'prose',
    letter: false,
    prose: lines.map(text => ({ p: [{ text }] })),
  })
  const sections: SectionView[] = [
    prose('lead', w.title, [w.lead({ number: head.case, at }), w.identity[head.level] ?? '']),
    prose(
      'responsible',
      w.responsible,
      head.responsible.map(r => [r.name, r.role, r.contact].filter(Boolean).join(', ')),
    ),
  ]
  let told = 0
  for await (const row of rows) {
    if (told === MOST_ROWS) {
      sections.push(prose('more', w.title, [w.more(MOST_ROWS)]))
      break
    }
    told++
    sections.push({
      id: `row-${told}`,
      anchor: `row-${told}`,
      heading: [row.what, row.company].filter(Boolean).join(', '),
      name: row.what,
      kind: 'rows',
      rows: row.fields.map(f => ({ label: f.name, value: cut(fieldText(f, language), 1500) })),
      prose: [{ p: [{ text: row.goesOn ? w.goes(dateWords(row.goesOn, language)) : w.goesLater }] }],
    })
  }
  if (told === 0) sections.push(prose('none', w.title, [w.none]))
  const to: string[] = []
  for await (const d of disclosed) {
    if (to.length === MOST_ROWS) break
    to.push(`${instantWords(new Date(d.at), language)}: ${d.to} (${d.purpose}), ${d.what.join(', ')}`)
  }
  sections.push(prose('recipients', w.recipients, to.length > 0 ? to : [w.recipientsNone]))
  if (head.held.length > 0)
    sections.push(
      prose(
        'held',
        w.heldTitle,
        head.held.map(h =>
          w.heldLine({
            documents: h.kept,
            reason: w.held[h.reason],
            law: h.law,
            until: dateWords(h.ends_on, language),
          }),
        ),
      ),
    )
  sections.push(prose('decisions', w.decisionsTitle, [w.decisions]), prose('rights', w.rightsTitle, w.rights))
  const { pdf } = await theTypesetter().typeset({
    document: {
      language,
      languageNote: null,
      kindWord: w.title,
      number: head.case,
      version: 1,
      title: w.title,
      cover: null,
      company: {
        name: head.operator,
        idLine: '',
        addressLines: [],
        phone: null,
        email: head.responsible.at(-1)?.contact ?? '',
        logo: null,
        brand: deriveBrand(null),
        contact: { name: head.operator, phone: null, email: null, photo: null, initials: '' },
        payment: [],
      },
      client: { name: '', addressLines: [], workAddressLines: [] },
      toLine: '',
      sum: { label: '', figure: null, unit: '', aside: [] },
      validity: { line: at, daysLeft: null, times: null },
      sections,
      totals: { lines: [], persons: null, last: { label: '', amount: { figure: null, spoken: '' } }, under: [] },
      responsible: [],
    },
    proof: null,
    pictures: {},
    attachments: [],
    test: false,
    createdAt: head.madeAt,
    footer: head.case,
  })
  return pdf
}
