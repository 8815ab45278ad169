// An import from its file to the register: read, planned, and only when what was seen is what is confirmed, written in one transaction.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { articleMessages } from '../articles/articles.messages.ts'
import { seesCost } from '../articles/cost.ts'
import { clientMessages } from '../clients/clients.messages.ts'
import { instructionMessages } from '../instructions/instructions.messages.ts'
import { requireAgreement, requireTaxReduction } from '../instructions/instructions.ts'
import { kernelMessages } from '../kernel/kernel.messages.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { CompanyActor, Language } from '../platform/http/endpoint.ts'
import { type Catalogue, sentence } from '../platform/http/refusals.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { basisOf } from './columns.ts'
import { articleFields, clientFields, type How, type ImportKind, type Preview } from './contract.ts'
import { type ArticleDoes, applyArticles, batches, planArticles } from './import-articles.ts'
import { applyClients, type ClientDoes, indexesOf, keysFor, planClients } from './import-clients.ts'
import { importMessages } from './imports.messages.ts'
import { choiceOf, countsOf, type Planned } from './planned.ts'
import { type ArticleRow, readArticle } from './read-article.ts'
import { type ClientRow, readClient } from './read-client.ts'
import { type FileRead, nameOf, readRows } from './read-rows.ts'
import { type OpenFile, openFile } from './sheet.ts'

const catalogue: Catalogue = {
  ...kernelMessages,
  ...platformMessages,
  ...clientMessages,
  ...articleMessages,
  ...instructionMessages,
  ...importMessages,
}
const SHOWN = 50
const MOST_TOLD = 200

type Read = { kind: ImportKind; file: OpenFile; sha256: string; basis: 'incl' | 'excl'; fields: readonly string[] } & (
  | { kind: 'articles'; read: FileRead<ArticleRow> }
  | { kind: 'clients'; read: FileRead<ClientRow | null>; indexes: ReadonlyMap<number, Buffer> }
)
type Plan = readonly Planned<ArticleDoes>[] | readonly Planned<ClientDoes>[]

/** What would come of a file. Nothing is written. */
export async function previewImport(
  services: Services,
  actor: CompanyActor,
  kind: ImportKind,
  bytes: Buffer,
  how: How,
  language: Language,
): Promise<Preview> {
  const read = await readFile(services, actor, kind, bytes, how)
  const { planned, blocked } = await services.database.company(actor.companyId, async tx => {
    if (kind === 'clients') await requireAgreement(tx, actor.companyId)
    const plan = await planOf(tx, actor.companyId, read, how)
    return { planned: plan, blocked: await refusalOf(tx, actor.companyId, read, plan, language) }
  })
  return viewOf(read, planned, how, language, blocked)
}

/** Writes what was confirmed. Throws `import-changed` where it would no longer be that. */
export async function runImport(
  services: Services,
  actor: CompanyActor,
  kind: ImportKind,
  bytes: Buffer,
  how: How,
): Promise<{ id: string; added: number; updated: number }> {
  const read = await readFile(services, actor, kind, bytes, how)
  const look = (tx: Tx) => planOf(tx, actor.companyId, read, how)
  const first = await services.database.company(actor.companyId, look)
  refuseUnlessExpected(read, first, how)
  const keys =
    read.kind === 'clients'
      ? await keysFor(services, actor.companyId, first as readonly Planned<ClientDoes>[])
      : new Map()
  const id = services.newId()
  const at = services.clock.now()
  return services.database.company(actor.companyId, async tx => {
    // One at a time for a company, and nothing else is added between the last look and the writing.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`import:${actor.companyId}`}, 0))`.execute(tx)
    if (kind === 'clients') await requireAgreement(tx, actor.companyId)
    if (keys.size > 0) await requireTaxReduction(tx, actor.companyId)
    const plan = await look(tx)
    refuseUnlessExpected(read, plan, how)
    const written =
      read.kind === 'clients'
        ? await applyClients(tx, actor.companyId, plan as readonly Planned<ClientDoes>[], keys, at, services.newId)
        : await applyArticles(tx, actor.companyId, plan as readonly Planned<ArticleDoes>[], at, services.newId)
    const counts = countsOf(plan)
    await tx
      .insertInto('import_run')
      .values({
        company_id: actor.companyId,
        id,
        kind,
        member_id: actor.memberId,
        added: counts.add,
        updated: counts.update,
        at,
        undone_at: null,
      })
      .execute()
    const column = sql.ref(kind === 'clients' ? 'client_id' : 'article_id')
    for (const some of batches(written))
      await sql`insert into import_change (company_id, id, import_id, ${column}, before, created_at)
        select ${actor.companyId}::uuid, uuidv7(), ${id}::uuid, t.id, t.before, ${at}::timestamptz
        from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as t(id uuid, before jsonb)`.execute(tx)
    return { id, added: counts.add, updated: counts.update }
  })
}

async function readFile(
  services: Services,
  actor: CompanyActor,
  kind: ImportKind,
  bytes: Buffer,
  how: How,
): Promise<Read> {
  const file = await openFile(bytes, how)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (kind === 'clients') {
    const read = await readRows<ClientRow | null>(file, kind, how, clientFields, given => readClient(given))
    const indexes = await indexesOf(services, actor.companyId, read.rows)
    return { kind, file, sha256, basis: 'incl', fields: clientFields, read, indexes }
  }
  const fields = articleFields.filter(f => f !== 'cost' || seesCost(actor))
  let basis: 'incl' | 'excl' = 'excl'
  const read = await readRows<ArticleRow>(file, kind, how, fields, (given, columns) => {
    basis = how.basis ?? basisOf(nameOf(columns.header, columns.columns.price ?? -1)) ?? 'excl'
    return readArticle(given, basis)
  })
  return { kind, file, sha256, basis, fields, read }
}

const planOf = (tx: Tx, companyId: string, read: Read, how: How): Promise<Plan> =>
  read.kind === 'clients'
    ? planClients(tx, companyId, read.read.rows, how, read.indexes)
    : planArticles(tx, companyId, read.read.rows, how)

/** The file, how it is read and what comes of each row, as one short word: what is confirmed is exactly this. */
function expectOf(read: Read, plan: Plan, how: How): string {
  const { expect: _, ...rest } = how
  const hash = createHash('sha256').update(
    `${read.sha256}\n${JSON.stringify(rest)}\n${JSON.stringify(read.read.columns)}\n`,
  )
  for (const p of plan) hash.update(`${p.row} ${p.outcome} ${p.known?.id ?? ''}\n`)
  return hash.digest('hex').slice(0, 32)
}

function refuseUnlessExpected(read: Read, plan: Plan, how: How) {
  if (missingOf(read).length > 0) throw new Problem('import-columns-missing')
  const counts = countsOf(plan)
  if (how.expect !== expectOf(read, plan, how)) throw new Problem('import-changed', {}, { status: 409 })
  if (counts.add + counts.update === 0) throw new Problem('import-nothing-to-do')
}

function missingOf(read: Read): string[] {
  const has = (field: string) => field in read.read.columns
  if (read.kind === 'articles') return ['name', 'price'].filter(f => !has(f))
  return has('name') || has('lastName') || has('firstName') ? [] : ['name']
}

async function refusalOf(
  tx: Tx,
  companyId: string,
  read: Read,
  plan: Plan,
  language: Language,
): Promise<string | null> {
  if (missingOf(read).length > 0) return sentence(catalogue, 'import-columns-missing', language)
  if (read.kind === 'clients' && (plan as readonly Planned<ClientDoes>[]).some(p => p.does?.number))
    try {
      await requireTaxReduction(tx, companyId)
    } catch (error) {
      if (error instanceof Problem) return sentence(catalogue, error.code, language, error.facts)
      throw error
    }
  const counts = countsOf(plan)
  return counts.add + counts.update === 0 ? sentence(catalogue, 'import-nothing-to-do', language) : null
}

function viewOf(read: Read, plan: Plan, how: How, language: Language, blocked: string | null): Preview {
  const { file } = read
  const { header, columns, seen, rows } = read.read
  const fieldAt = new Map(Object.entries(columns).map(([field, index]) => [index, field]))
  const columnOf = (field: string | null) =>
    field !== null && field in columns ? nameOf(header, columns[field] as number) : null
  const faults = plan.flatMap(p =>
    p.faults.map(f => ({
      row: p.row,
      column: columnOf(f.field),
      text: sentence(catalogue, f.code, language, f.facts),
    })),
  )
  const duplicates = plan.filter(p => p.known !== null || p.earlier !== null)
  const personal = columns.personalNumber
  return {
    format: file.format,
    encoding: file.encoding,
    separator: file.separator,
    sheets: [...file.sheets],
    sheet: file.sheet,
    header: header?.number ?? 0,
    columns: seen.map(s => ({
      ...s,
      field: fieldAt.get(s.index) ?? null,
      // What a column of numbers of people holds is nobody's to see on a screen.
      samples: s.samples.map(v => (s.index === personal || looksPersonal(v) ? '••••' : v)),
    })),
    basis: read.basis,
    missing: missingOf(read),
    rows: rows.length,
    counts: countsOf(plan),
    faults: faults.slice(0, MOST_TOLD),
    faultsInAll: faults.length,
    shown: plan
      .filter(p => p.outcome !== 'refused')
      .slice(0, SHOWN)
      .map(({ row, outcome, title, detail }) => ({ row, outcome, title, detail })),
    duplicates: duplicates
      .slice(0, MOST_TOLD)
      .map(({ row, title, known, earlier, by }) => ({ row, title, known, earlier, by, choice: choiceOf(how, row) })),
    duplicatesInAll: duplicates.length,
    notes: notesOf(read, language),
    blocked,
    expect: expectOf(read, plan, how),
  }
}

const looksPersonal = (text: string) => /(?:^|\D)(?:\d{2})?\d{6}[-+ ]?\d{4}(?:\D|$)/.test(text)

function notesOf(read: Read, language: Language): string[] {
  const { merged, formulas } = read.file.notes
  const told: string[] = []
  if (!read.read.header) told.push(sentence(catalogue, 'import-note-no-header', language))
  if (formulas.count > 0)
    told.push(
      sentence(catalogue, 'import-note-formulas', language, {
        n: formulas.count,
        cells: `${formulas.first.join(', ')}${formulas.count > formulas.first.length ? ' …' : ''}`,
      }),
    )
  if (merged.length > 0)
    told.push(
      sentence(catalogue, 'import-note-merged', language, {
        cells: `${merged.slice(0, 5).join(', ')}${merged.length > 5 ? ' …' : ''}`,
      }),
    )
  const unseen = Math.max(0, ...(read.read.header?.cells.map((_, i) => i + 1) ?? [0])) - read.read.seen.length
  if (read.read.seen.length >= 200 && unseen > 0)
    told.push(sentence(catalogue, 'import-note-columns', language, { n: unseen }))
  return told
}
