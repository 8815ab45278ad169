// The extract: everything held of one person, row by row as it is read, so that somebody with a hundred thousand rows costs no more memory
// than somebody with ten. The same rows are told as data, as a page and as a file to print; beside them the originals, and a signed list.
import { createHash } from 'node:crypto'
import { categories, purposes } from '../../../datamap/vocabulary.ts'
import { basisWords, columnWords, keepWords, tableWords, type Words } from '../../../datamap/words.ts'
import { versionPlace } from '../../../documents/freeze.ts'
import { evidencePlace } from '../../../ordering/places.ts'
import type { Services } from '../../../platform/context.ts'
import type { Tx } from '../../../platform/database/connect.ts'
import type { ZipEntry } from '../../../platform/files/zip.ts'
import { decrypt } from '../../../platform/vault/cipher.ts'
import { type Held, heldAbout } from '../../erasure/holds.ts'
import { goesOn, type Looked } from '../../retention/goes.ts'
import { companiesOf } from '../../subjects/find.ts'
import type { Person } from '../../subjects/person.ts'
import { eachRowOf, type PersonalRow } from '../../subjects/rows.ts'
import type { Case } from '../cases.ts'
import { channel } from './channel.ts'
import { extractWords } from './extract.words.ts'
import { htmlPieces } from './html.ts'
import { signManifest } from './manifest.ts'
import { pdfOf } from './pdf.ts'
import { type ExtractDisclosed, type ExtractField, type ExtractRow, extractSchema, type Manifest } from './shape.ts'
import { shown } from './values.ts'

export type ExtractOf = {
  case: Pick<Case, 'number' | 'kind'>
  person: Person
  /** How well we know who fetches it now, not how well we once did. */
  level: Case['level']
  language: 'sv' | 'en'
}
export type Head = {
  case: string
  madeAt: Date
  language: 'sv' | 'en'
  level: number
  operator: string
  responsible: { name: string; role: string; contact: string | null }[]
  held: Held[]
}

/** The files of an extract, in order; the last two are the list of the others and its signature. */
export async function* extractFiles(
  services: Services,
  of: ExtractOf,
  made: (manifest: Manifest, sha256: string) => Promise<void> = async () => {},
): AsyncGenerator<ZipEntry> {
  const listed: Manifest['files'] = []
  const head = await headOf(services, of)
  const w = extractWords[of.language]
  for await (const file of files(services, of, head)) yield measured(file, listed)
  const manifest: Manifest = {
    format: 'cling-extract-manifest',
    version: 1,
    case: of.case.number,
    madeAt: head.madeAt.toISOString(),
    madeBy: head.operator,
    files: listed,
  }
  const bytes = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)
  await made(manifest, createHash('sha256').update(bytes).digest('hex'))
  yield { name: w.manifest, content: bytes }
  yield { name: `${w.manifest}.sig`, content: Buffer.from(`${signManifest(services, bytes)}\n`) }
}

async function* files(services: Services, of: ExtractOf, head: Head): AsyncGenerator<ZipEntry> {
  const w = extractWords[of.language]
  yield { name: `${w.file}.json`, content: jsonPieces(services, of, head) }
  yield { name: `${w.file}.html`, content: htmlPieces(head, rowsShown(services, of), disclosedTo(services, of)) }
  if (of.case.kind === 'extract')
    yield { name: `${w.file}.pdf`, content: await pdfOf(head, rowsShown(services, of), disclosedTo(services, of)) }
  else yield* csvFiles(services, of)
  yield { name: 'schema.json', content: Buffer.from(`${JSON.stringify(extractSchema(), null, 1)}\n`) }
  yield* originals(services, of)
}

/** Notes what goes by: name, length and hash. */
function measured(file: ZipEntry, into: Manifest['files']): ZipEntry {
  return {
    name: file.name,
    content: (async function* () {
      const hash = createHash('sha256')
      let bytes = 0
      const pieces = file.content instanceof Uint8Array ? [file.content] : file.content
      for await (const piece of pieces) {
        const b = typeof piece === 'string' ? Buffer.from(piece) : piece
        hash.update(b)
        bytes += b.length
        yield b
      }
      into.push({ name: file.name, bytes, sha256: hash.digest('hex') })
    })(),
  }
}

async function headOf(services: Services, of: ExtractOf): Promise<Head> {
  const { operator } = services.config
  const w = extractWords[of.language]
  const responsible: Head['responsible'] = []
  for (const companyId of await companiesOf(services.database, of.person)) {
    if (of.person.kind === 'member') continue
    const company = await services.database.company(companyId, tx =>
      tx.selectFrom('company').select(['name', 'email']).where('id', '=', companyId).executeTakeFirst(),
    )
    if (company) responsible.push({ name: company.name, role: w.controller, contact: company.email })
  }
  responsible.push({
    name: operator.name,
    role: responsible.length > 0 ? w.processor : w.controller,
    contact: operator.email || null,
  })
  const ids =
    'clientId' in of.person ? [of.person.clientId, of.person.personId].filter((id): id is string => id !== null) : []
  const held = ids.length > 0 ? await services.database.outside(tx => heldAbout(tx, ids)) : []
  return {
    case: of.case.number,
    madeAt: services.clock.now(),
    language: of.language,
    level: of.level,
    operator: operator.name,
    responsible,
    held,
  }
}

/** Every row of the person, as it is told to them. */
export function rowsShown(services: Services, of: ExtractOf, only?: string): AsyncGenerator<ExtractRow> {
  const looked: Looked = new Map()
  const names = new Map<string, string>()
  return channel<ExtractRow>(push =>
    eachRowOf(services, of.person, async (row, tx) => {
      if (row.personal.length === 0 || (only && row.table.name !== only)) return
      await push(await rowShown(services, tx, of, row, looked, names))
    }),
  )
}

async function rowShown(
  services: Services,
  tx: Tx,
  of: ExtractOf,
  row: PersonalRow,
  looked: Looked,
  names: Map<string, string>,
): Promise<ExtractRow> {
  const { language } = of
  const fields: ExtractField[] = []
  for (const c of row.personal) {
    const what = await shown(services, tx, row, c, of)
    const { declared } = c
    fields.push({
      field: c.column,
      name: (columnWords(row.table.name, c.column) ?? same(c.column))[language],
      holds: categories[declared.holds][language],
      ...('exempt' in what ? { exempt: what.exempt[language] } : { value: what.value }),
      purpose: purposes[declared.use.purpose][language],
      basis: basisWords(declared.use)[language],
      kept: keepWords(declared.keep)[language],
      source: sourceOf(row.table.name, c.column)[language],
    })
  }
  return {
    table: row.table.name,
    what: (tableWords(row.table.name) ?? same(row.table.name))[language],
    company: row.companyId ? await companyName(tx, row.companyId, names) : null,
    shared: row.shared,
    goesOn: await goesOn(tx, services.tables, row, looked),
    fields,
  }
}

const same = (text: string): Words => ({ sv: text, en: text })

async function companyName(tx: Tx, companyId: string, names: Map<string, string>): Promise<string> {
  const known = names.get(companyId)
  if (known !== undefined) return known
  const row = await tx.selectFrom('company').select('name').where('id', '=', companyId).executeTakeFirst()
  const name = row?.name ?? ''
  names.set(companyId, name)
  return name
}

const SELF = { sv: 'dig själv', en: 'yourself' }
const COMPANY = { sv: 'företaget', en: 'the company' }
const BY_ITSELF = {
  sv: 'uppstod av sig självt när tjänsten användes',
  en: 'came about by itself when the service was used',
}
const BANK = { sv: 'dig, genom BankID', en: 'you, through BankID' }
/** Where a value came from, by the table it stands in. */
function sourceOf(table: string, column: string): Words {
  if (table === 'question') return column.startsWith('answer') ? COMPANY : SELF
  if (['client', 'client_person', 'document', 'document_version', 'dispatch'].includes(table)) return COMPANY
  if (['signature', 'signing_order'].includes(table)) return BANK
  if (
    [
      'visit',
      'session',
      'document_event',
      'room_link',
      'visitor_event',
      'number_view',
      'account_token',
      'api_key',
    ].includes(table)
  )
    return BY_ITSELF
  return SELF
}

/** To whom what has gone, and when: from what was written down when it left. */
export async function* disclosedTo(services: Services, of: ExtractOf): AsyncGenerator<ExtractDisclosed> {
  const { person, language } = of
  const names = new Map(services.door.processors.map(p => [p.key, p.name]))
  const tellOf = (r: { processor: string; purpose: string; columns: string[]; at: Date }): ExtractDisclosed => ({
    to: names.get(r.processor) ?? r.processor,
    purpose: (purposes as Record<string, Words>)[r.purpose]?.[language] ?? r.purpose,
    what: r.columns.map(c => {
      const [table = '', column = ''] = c.split('.')
      return (columnWords(table, column) ?? same(c))[language]
    }),
    at: r.at.toISOString(),
  })
  for (const companyId of await companiesOf(services.database, person))
    for (let after = new Date(0), last = ''; ; ) {
      const rows = await services.database.company(companyId, async tx => {
        const { rows } = await tx.client.query<{
          id: string
          processor: string
          purpose: string
          columns: string[]
          at: Date
        }>(
          `select id, processor, purpose, columns, at from disclosure where company_id = $1 and subject_id in (${subjectsOf(person)})
             and (at, id::text) > ($3, $4) order by at, id::text limit 500`,
          [companyId, subjectIds(person), after, last],
        )
        return rows
      })
      for (const r of rows) yield tellOf(r)
      const end = rows.at(-1)
      if (rows.length < 500 || !end) break
      after = end.at
      last = end.id
    }
}

/** A disclosure names a party of a document or a member; $2 are the person's own ids. */
const subjectsOf = (person: Person): string =>
  person.kind === 'member'
    ? 'select id from member where company_id = $1 and account_id = any($2::uuid[])'
    : `select dp.id from document_party dp join client_person cp on cp.company_id = dp.company_id and cp.id = dp.client_person_id
       where dp.company_id = $1 and cp.id = any($2::uuid[])`
const subjectIds = (person: Person): string[] =>
  person.kind === 'member' ? [person.accountId] : 'personId' in person && person.personId ? [person.personId] : []

async function* jsonPieces(services: Services, of: ExtractOf, head: Head): AsyncGenerator<string> {
  const w = extractWords[of.language]
  const first = {
    format: 'cling-extract',
    version: 1,
    case: head.case,
    madeAt: head.madeAt.toISOString(),
    language: head.language,
    identity: head.level,
    responsible: head.responsible,
    rights: w.rights,
    decisions: w.decisions,
  }
  yield `${JSON.stringify(first, null, 1).slice(0, -2)},\n "rows": [`
  let any = false
  for await (const row of rowsShown(services, of)) {
    yield `${any ? ',' : ''}\n  ${JSON.stringify(row)}`
    any = true
  }
  yield '\n ],\n "recipients": ['
  any = false
  for await (const d of disclosedTo(services, of)) {
    yield `${any ? ',' : ''}\n  ${JSON.stringify(d)}`
    any = true
  }
  const kept = head.held.map(h => ({ reason: w.held[h.reason], law: h.law, until: h.ends_on, documents: h.kept }))
  yield `\n ],\n "kept": ${JSON.stringify(kept)}\n}\n`
}

/** A table a file, for whoever takes the data along to another service. */
async function* csvFiles(services: Services, of: ExtractOf): AsyncGenerator<ZipEntry> {
  for (const table of services.tables) {
    const columns = Object.entries(table.columns).filter(([, c]) => c.declaration !== 'nothing-personal')
    if (columns.length === 0) continue
    const rows = rowsShown(services, of, table.name)
    const first = await rows.next()
    if (first.done) continue
    yield {
      name: `csv/${table.name}.csv`,
      content: (async function* () {
        // The mark by which spreadsheets know UTF-8.
        yield `\uFEFF${columns.map(([name]) => name).join(';')}\r\n`
        for (let row: IteratorResult<ExtractRow> = first; !row.done; row = await rows.next())
          yield `${columns.map(([name]) => csv(row.value.fields.find((f: ExtractField) => f.field === name))).join(';')}\r\n`
      })(),
    }
  }
}
function csv(field: ExtractField | undefined): string {
  const text = field?.exempt ?? (field?.value === null || field?.value === undefined ? '' : String(field.value))
  // A cell that begins so would be run as a formula.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

/** Documents as they were sent and sealed, for somebody who has shown who they are well enough. */
async function* originals(services: Services, of: ExtractOf): AsyncGenerator<ZipEntry> {
  const { person } = of
  if (person.kind === 'visitor' || of.level < (person.kind === 'member' || person.kind === 'company' ? 2 : 3)) return
  for (const companyId of await companiesOf(services.database, person)) {
    const { rows } = await services.database.company(companyId, tx =>
      tx.client.query<Original>(originalsOf(person), [companyId, ...ownIds(person)]),
    )
    for (const o of rows) {
      const bytes =
        o.kind === 'file'
          ? await services.files.read(companyId, { sha256: o.sha256 as string, key_id: o.key_id })
          : decrypt(
              await services.vault.key(companyId, o.key_id),
              o.sealed as Buffer,
              o.kind === 'evidence'
                ? evidencePlace(o.id as string, companyId)
                : versionPlace(companyId, o.id as string, o.version as number),
            )
      yield { name: `${extractWords[of.language].files}/${o.name.replace(/[^\w.-]/g, '_')}`, content: bytes }
    }
  }
}
type Original = {
  kind: 'file' | 'version' | 'evidence'
  name: string
  id: string | null
  version: number | null
  sha256: string | null
  key_id: string
  sealed: Buffer | null
}
const ownIds = (person: Person): (string | null)[] =>
  person.kind === 'member' ? [person.accountId] : 'personId' in person ? [person.clientId, person.personId] : []

function originalsOf(person: Person): string {
  if (person.kind === 'member')
    return `select 'file' as kind, 'foto.' || split_part(f.mime, '/', 2) as name, null::uuid as id, null::int as version, f.sha256, f.key_id, null::bytea as sealed
      from member m join file f on f.company_id = m.company_id and f.sha256 = m.photo_file where m.company_id = $1 and m.account_id = $2`
  if (!('personId' in person)) return 'select 1 where false and $1::uuid is null'
  const mine = `(select d.id, d.number from document d where d.company_id = $1 and (d.client_id = $2 or exists (
    select from document_party p where p.company_id = d.company_id and p.document_id = d.id and p.client_person_id = $3)))`
  return `with mine as ${mine}
    select 'version' as kind, m.number || '-version-' || v.version || '.json' as name, v.document_id as id, v.version, null as sha256, v.key_id, v.canonical as sealed
      from mine m join document_version v on v.company_id = $1 and v.document_id = m.id
    union all select 'file', m.number || '-forseglad.pdf', null, null, f.sha256, f.key_id, null
      from mine m join sealed_file s on s.company_id = $1 and s.document_id = m.id join file f on f.company_id = $1 and f.sha256 = s.file_sha256
    union all select 'evidence', m.number || '-bevis-' || s.version || '.json', s.id, s.version, null, s.key_id, s.evidence
      from mine m join signature s on s.company_id = $1 and s.document_id = m.id
      join document_party p on p.company_id = $1 and p.id = s.party_id and p.client_person_id = $3
    order by 2`
}
