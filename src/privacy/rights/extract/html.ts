// The extract as one page that needs nothing else: no script, no font, no picture from anywhere.
import { dateWords, instantWords } from '../../../kernel/dates.ts'
import type { Head } from './extract.ts'
import { extractWords } from './extract.words.ts'
import type { ExtractDisclosed, ExtractField, ExtractRow } from './shape.ts'

const CSS = `:root{color-scheme:light dark}body{font:17px/1.5 system-ui,sans-serif;max-width:880px;margin:0 auto;padding:24px 16px 80px}
h1{font-size:30px;line-height:1.2}h2{margin:48px 0 8px;font-size:22px}h3{margin:28px 0 4px;font-size:17px}table{border-collapse:collapse;width:100%;margin:8px 0}
th,td{text-align:left;vertical-align:top;padding:8px 12px 8px 0;border-bottom:1px solid #8886;font-weight:400}thead th{font-weight:600}tbody th{width:30%}
td small,p small{display:block;opacity:.75;font-size:14px}td{overflow-wrap:anywhere}@media(max-width:560px){tr,th,td{display:block;width:auto!important}td{padding-top:0}tbody th{border-bottom:0;font-weight:600}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}}`

const esc = (text: string) => text.replace(/[&<>"']/g, c => `&#${c.charCodeAt(0)};`)

export async function* htmlPieces(
  head: Head,
  rows: AsyncIterable<ExtractRow>,
  disclosed: AsyncIterable<ExtractDisclosed>,
): AsyncGenerator<string> {
  const { language } = head
  const w = extractWords[language]
  const at = instantWords(head.madeAt, language)
  yield `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${esc(`${w.title} ${head.case}`)}</title><style>${CSS}</style></head><body><main>
<h1>${esc(w.title)}</h1><p>${esc(w.lead({ number: head.case, at }))}</p><p>${esc(w.identity[head.level] ?? '')}</p>
<h2>${esc(w.responsible)}</h2><ul>${head.responsible
    .map(r => `<li>${esc(r.name)}, ${esc(r.role)}${r.contact ? `. ${esc(w.contact)}: ${esc(r.contact)}` : ''}</li>`)
    .join('')}</ul>`
  let before = ''
  let any = false
  for await (const row of rows) {
    any = true
    const under = `${row.company ?? head.operator}|${row.what}`
    if (under !== before) yield `<h2>${esc(row.what)} <small>${esc(row.company ?? head.operator)}</small></h2>`
    before = under
    yield rowHtml(row, language)
  }
  if (!any) yield `<p>${esc(w.none)}</p>`
  yield `<h2>${esc(w.recipients)}</h2>`
  let told = 0
  for await (const d of disclosed) {
    if (told === 0)
      yield `<table><thead><tr><th scope="col">${esc(w.when)}</th><th scope="col">${esc(w.to)}</th><th scope="col">${esc(w.what)}</th></tr></thead><tbody>`
    told++
    yield `<tr><th scope="row">${esc(instantWords(new Date(d.at), language))}</th><td>${esc(d.to)}<small>${esc(d.purpose)}</small></td><td>${esc(d.what.join(', '))}</td></tr>`
  }
  yield told > 0 ? '</tbody></table>' : `<p>${esc(w.recipientsNone)}</p>`
  if (head.held.length > 0)
    yield `<h2>${esc(w.heldTitle)}</h2><ul>${head.held
      .map(
        h =>
          `<li>${esc(w.heldLine({ documents: h.kept, reason: w.held[h.reason], law: h.law, until: dateWords(h.ends_on, language) }))}</li>`,
      )
      .join('')}</ul>`
  yield `<h2>${esc(w.decisionsTitle)}</h2><p>${esc(w.decisions)}</p><h2>${esc(w.rightsTitle)}</h2>${w.rights.map(r => `<p>${esc(r)}</p>`).join('')}</main></body></html>\n`
}

function rowHtml(row: ExtractRow, language: 'sv' | 'en'): string {
  const w = extractWords[language]
  const goes = row.goesOn ? w.goes(dateWords(row.goesOn, language)) : w.goesLater
  const line = (f: ExtractField) =>
    `<tr><th scope="row">${esc(f.name)}</th><td>${esc(fieldText(f, language))}<small>${esc([f.purpose, f.basis].join('. '))}. ${esc(f.kept)}. ${esc(w.from)} ${esc(f.source)}.</small></td></tr>`
  return `<p><small>${esc([goes, ...(row.shared ? [w.shared] : [])].join(' '))}</small></p><table><thead><tr><th scope="col">${esc(w.field)}</th><th scope="col">${esc(w.value)}</th></tr></thead><tbody>${row.fields.map(line).join('')}</tbody></table>`
}

/** What a field holds, in words. */
export function fieldText(f: ExtractField, language: 'sv' | 'en'): string {
  const w = extractWords[language]
  if (f.exempt !== undefined) return f.exempt
  if (f.value === null || f.value === undefined || f.value === '') return w.empty
  return typeof f.value === 'boolean' ? (f.value ? w.yes : w.no) : String(f.value)
}
