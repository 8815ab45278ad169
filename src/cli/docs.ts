// `npm run docs`: what the declarations say, as pages to read and to see change in a diff. Nothing here is written by hand, and a test
// compares what is committed with what the sources say now (src/docs.test.ts).
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { permissionWords, roleWords, scopeWords } from '../accounts/permission-words.ts'
import { grid, permissions, roles, scopes } from '../accounts/permissions.ts'
import { declaredColumns } from '../datamap/register.ts'
import type { Table } from '../datamap/table.ts'
import { categories, instructions, type Keep, purposes, subjects, type Use } from '../datamap/vocabulary.ts'
import { processorsOf } from '../integrations/processors.ts'
import type { Message } from '../kernel/messages.ts'
import { readConfig } from '../platform/config.ts'
import { backupMessages } from '../platform/database/backup.messages.ts'
import { embeddedMessages } from '../platform/database/embedded/embedded.messages.ts'
import type { Endpoint, Permission } from '../platform/http/endpoint.ts'
import { packagePath } from '../platform/package-path.ts'
import type { Port } from '../platform/ports/port.ts'
import { settingGroups } from '../platform/settings.ts'
import { type Clause, capabilities, kinds, ways } from '../privacy/clauses/clause.ts'
import { clauses, plannedClauses } from '../privacy/clauses/clauses.ts'
import { namedClauses } from '../privacy/clauses/named.ts'
import { companySchema } from '../privacy/portability/format.ts'
import { tables } from '../schema.ts'
import { slices } from '../slices.ts'

/** Every page by its file's name. */
export function generatedDocs(): Map<string, string> {
  const pages: [string, string, string][] = [
    ['data-map.md', 'Every column: what it holds, of whom, why, until when, who may receive it', dataMap()],
    ['processors.md', 'Who may receive anything, and what', processors()],
    ['clauses.md', 'Every promise of the policy, and what stands for it', clauseMatrix()],
    ['ports.md', 'What is needed from outside, who answers it, and how it is set', ports()],
    ['endpoints.md', 'Everything the service can be asked, by zone', endpoints()],
    ['permissions.md', 'Who may what: every permission, role, key and endpoint', permissionPage()],
    ['jobs.md', 'What is done in the background', jobs()],
    ['errors.md', 'Every refusal, in Swedish and English', errors()],
    ['settings.md', 'Every setting of the environment', settings()],
    ['database.md', 'Tables, row-level security and migrations', database()],
    [
      'company-export.schema.json',
      'The JSON Schema of a company’s export ([the format](../company-export.md))',
      `${JSON.stringify(companySchema(tables), null, 1)}\n`,
    ],
    ['licences.md', 'Packages of others and their licences', licences()],
  ]
  const index = [
    '# Generated from the sources',
    '`npm run docs` writes these; `npm run check` says when one is stale.',
    table(
      ['Page', 'What it tells'],
      pages.map(([file, tells]) => [`[${file}](${file})`, tells]),
    ),
  ]
  return new Map([['README.md', page(index)], ...pages.map(([file, , text]) => [file, text] as const)])
}

const folder = () => packagePath('docs', 'generated')

/** What is wrong with the committed pages, a line each. */
export function staleDocs(now = generatedDocs()): string[] {
  const there = new Map(readdirSync(folder()).map(f => [f, readFileSync(join(folder(), f), 'utf8')]))
  return [
    ...[...now].filter(([f, text]) => there.get(f) !== text).map(([f]) => `docs/generated/${f} is stale`),
    ...[...there.keys()].filter(f => !now.has(f)).map(f => `docs/generated/${f} is made by nothing`),
  ]
}

export async function docsCommand(): Promise<number> {
  rmSync(folder(), { recursive: true, force: true })
  mkdirSync(folder(), { recursive: true })
  const docs = generatedDocs()
  for (const [file, text] of docs) writeFileSync(join(folder(), file), text)
  process.stdout.write(`${docs.size} sidor skrivna i docs/generated.\n`)
  return 0
}

// The pages

function dataMap(): string {
  const columns = declaredColumns(tables)
  const personal = columns.filter(c => c.personal).length
  const parts = [
    '# Data map',
    `${tables.length} tables, ${columns.length} columns, of which ${personal} hold personal data. Each says so itself (\`src/*/*.tables.ts\`); a column that says nothing does not compile, and one that differs from the living database fails a test.`,
    '**Ground** is the legal ground where the operator is controller (personuppgiftsansvarig); **instruction** is the point of the data processing agreement where the operator is processor (personuppgiftsbiträde) for the company.',
  ]
  for (const t of tables as readonly Table[]) {
    const own = columns.filter(c => c.table === t.name)
    parts.push(`## ${t.name}`, t.is)
    const rows = own.flatMap(({ column, personal: p }) =>
      p
        ? [
            [
              `\`${column}\``,
              `${both(categories[p.holds])}${p.why ? `<br>${both(p.why)}` : ''}`,
              both(subjects[p.subject]),
              both(purposes[p.use.purpose]),
              ground(p.use),
              until(p.keep),
              p.shared?.join(', ') || 'nobody',
              PROTECTION[p.protect ?? 'plain'],
            ],
          ]
        : [],
    )
    if (rows.length > 0)
      parts.push(
        table(['Column', 'Holds', 'Whose', 'Purpose', 'Ground or instruction', 'Until', 'May go to', 'Kept as'], rows),
      )
    const rest = own
      .filter(c => !c.personal)
      .map(c => {
        const to = t.columns[c.column]?.references
        return `\`${c.column}\`${to ? ` (→ ${to})` : ''}`
      })
    parts.push(`Nothing personal: ${rest.join(', ')}.`)
  }
  parts.push(
    '## Words',
    table(
      ['Holds', 'Risk class', 'In code'],
      Object.entries(categories).map(([key, c]) => [both(c), String(c.risk), `\`${key}\``]),
    ),
    'Class 4 is encrypted or one-way in the database; 2 and up is never written to a log.',
    table(
      ['Instruction', 'Meaning'],
      Object.entries(instructions).map(([key, i]) => [key, both(i)]),
    ),
  )
  return page(parts)
}

function processors(): string {
  const list = processorsOf(readConfig({}))
  const columns = declaredColumns(tables)
  return page([
    '# Processors',
    'Who may receive anything. Until one is configured, the installation answers itself and nothing leaves. The policy page (`/integritet`) names those that are in use.',
    table(
      ['Key', 'Name', 'Does', 'For', 'In use when', 'Columns that may go there'],
      list.map(p => [
        p.key,
        p.name,
        both(p.does),
        p.purposes.map(x => both(purposes[x])).join('<br>'),
        inUse(p.key),
        columns
          .filter(c => c.personal?.shared?.includes(p.key))
          .map(c => `\`${c.table}.${c.column}\``)
          .join('<br>') || 'none',
      ]),
    ),
    'What goes is written down as a disclosure in the transaction that makes it leave (`disclosure`), and only code within the outbound door’s passage may open a connection. Files go as ciphertext; their keys stay.',
  ])
}

function clauseMatrix(): string {
  const files = Map.groupBy(
    namedClauses().flatMap(n => n.clauses.map(id => ({ id, file: n.file }))),
    n => n.id,
  )
  const waiting = Map.groupBy(plannedClauses(clauses), ([, capability]) => capability)
  const standsBy = (id: string, c: Clause) =>
    c.withdrawn
      ? `withdrawn ${c.withdrawn}`
      : c.planned
        ? `waits for ${c.planned}`
        : (files.get(id) ?? []).map(n => `\`${n.file}\``).join('<br>') || 'a person’s check'
  return page([
    '# The clause matrix',
    `${Object.keys(clauses).length} clauses: the policy’s own (P), its annex (B), where something stricter is done (X) and the law beside it (L). Each stands by tests that name it, by a check that a named person of the operator made within a year (\`src/privacy/clauses/checks.json\`), or waits for a part of the product that does not exist yet. How each stands today is no text: \`npm run cling -- clauses\` says it from what the tests wrote.`,
    `Verified by: ${Object.entries(ways)
      .map(([letter, way]) => `**${letter}** ${way}`)
      .join(' · ')}.`,
    table(
      ['Id', 'Kind', 'På svenska', 'In English', 'Verified by', 'Stands by'],
      (Object.entries(clauses) as [string, Clause][]).map(([id, c]) => [
        id,
        both(kinds[c.kind]),
        c.sv,
        c.en,
        [...c.verified].join(' '),
        standsBy(id, c),
      ]),
    ),
    '## What clauses wait for',
    'The list may only shrink (`src/privacy/clauses/planned.lock.json`).',
    table(
      ['Part of the product', 'Brings', 'Clauses'],
      [...waiting].map(([capability, list]) => [
        capability,
        capabilities[capability],
        list.map(([id]) => id).join(', '),
      ]),
    ),
  ])
}

const inUse = (key: string) => {
  const first = settingGroups.find(g => g.processor === key)?.settings[0]?.name
  return first ? `\`${first}\` is set${key === 'eid' ? ' to test or production' : ''}` : '–'
}

function ports(): string {
  const list = slices.flatMap(s => (s.ports ?? []).map(p => ({ slice: s.name, port: p as Port<unknown> })))
  const parts = [
    '# Ports and adapters',
    'A slice says what it needs in its own words; which adapter answers follows from the settings. Nobody outside `src/integrations` knows which company it is.',
    table(
      ['Port', 'Declared by', 'Processor', 'May disclose'],
      list.map(({ slice, port }) => [
        port.name,
        slice,
        port.processor,
        port.discloses.map(c => `\`${c}\``).join('<br>'),
      ]),
    ),
    '`timestamp` and `files` have no port of a slice: the seal and the file store ask them themselves.',
  ]
  for (const g of settingGroups.filter(x => x.processor))
    parts.push(
      `## ${g.about} (${g.processor})`,
      `Without settings: ${g.standIn}. With them: ${g.adapter}.`,
      settingsTable(g.settings),
    )
  return page(parts)
}

const ZONES: Readonly<Record<Endpoint['zone'], string>> = {
  website: 'Public pages',
  app: 'The company’s app, signed in',
  room: 'The room: what a link opens',
  rights: 'Rights of a person',
  operator: 'The operator',
  api: 'The partner API, by key',
}

function endpoints(): string {
  const all = slices.flatMap(s => (s.endpoints ?? []).map(e => ({ slice: s.name, e })))
  const parts = ['# Endpoints', `${all.length} in all.`]
  for (const [zone, name] of Object.entries(ZONES)) {
    const list = all.filter(x => x.e.zone === zone)
    if (list.length === 0) continue
    parts.push(
      `## ${name} (${zone})`,
      table(
        ['Method', 'Path', 'Who', 'Does', 'Slice'],
        list.map(({ slice, e }) => [e.method.toUpperCase(), `\`${e.path}\``, who(e), e.does, slice]),
      ),
    )
  }
  return page(parts)
}

/** The permission an endpoint asks for; null where anybody, or whoever has a link, is let in. */
const permissionOf = (e: Endpoint): Permission | null =>
  e.kind === 'api' ? e.permission : e.access === 'public' || e.access === 'link' ? null : e.access

function permissionPage(): string {
  const asked = slices.flatMap(s => s.endpoints ?? []).filter(e => permissionOf(e) !== null)
  const ofKeys = (p: Permission) => Object.values(scopes).map(s => (s.has(p) ? 'yes' : '–'))
  return page([
    '# Permissions',
    'Endpoints name the permission they need; roles and keys are sets of permissions (`src/accounts/permissions.ts`). The screen under Inställningar › Team › Behörigheter is drawn from the same rows.',
    table(
      [
        'Permission',
        'Means',
        ...Object.values(roleWords).map(w => w.en),
        ...Object.values(scopeWords).map(w => `key: ${w.en}`),
      ],
      permissions.map(p => [
        `\`${p}\``,
        permissionWords[p].en,
        ...Object.values(roles).map(r => (r.has(p) ? 'yes' : '–')),
        ...ofKeys(p),
      ]),
    ),
    ...permissions.flatMap(p => [
      `## \`${p}\``,
      `${permissionWords[p].en}. ${grid[p].roles.map(r => roleWords[r].en).join(', ')}.`,
      table(
        ['Method', 'Path', 'Does'],
        asked.filter(e => permissionOf(e) === p).map(e => [e.method.toUpperCase(), `\`${e.path}\``, e.does]),
      ),
    ]),
  ])
}

function who(e: Endpoint): string {
  if (e.kind === 'api') return `\`${e.permission}\``
  if (e.access === 'public') return 'anybody'
  return e.access === 'link' ? 'whoever has the link' : `\`${e.access}\``
}

function jobs(): string {
  return page([
    '# Jobs and sweeps',
    'A job exists exactly when its cause does and may run twice; a sweep looks at how things stand and does what is due.',
    table(
      ['Job', 'Does', 'Tries', 'Slice'],
      slices.flatMap(s => (s.jobs ?? []).map(j => [`\`${j.name}\``, j.does, String(j.maxAttempts), s.name])),
    ),
    table(
      ['Sweep', 'Does', 'Every', 'Slice'],
      slices.flatMap(s => (s.sweeps ?? []).map(w => [`\`${w.name}\``, w.does, duration(w.everySeconds), s.name])),
    ),
  ])
}

function errors(): string {
  const of = (catalogue: object) =>
    table(
      ['Code', 'På svenska', 'In English'],
      (Object.entries(catalogue) as [string, Message<never>][])
        // Words of a page have a dot in their key; what is thrown has none.
        .filter(([key]) => !key.includes('.'))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, m]) => [`\`${key}\``, sentence(m, 'sv'), sentence(m, 'en')]),
    )
  const parts = [
    '# Refusals',
    'An answer that refuses holds the code (`problem`) and the sentence (`text`) in the reader’s language; facts stand in braces.',
  ]
  for (const s of slices) {
    if (Object.keys(s.messages ?? {}).some(key => !key.includes('.'))) parts.push(`## ${s.name}`, of(s.messages ?? {}))
  }
  parts.push('## Before there is a page', of({ ...embeddedMessages, ...backupMessages }))
  return page(parts)
}

/** The sentence with its facts named; what can only be said with a value is said with a day or with 1. */
function sentence(message: Message<never>, language: 'sv' | 'en'): string {
  const text = message[language] as string | ((facts: object) => string)
  if (typeof text === 'string') return text
  const named = (value: (key: string) => unknown) =>
    text(new Proxy({}, { get: (_, key) => value(String(key)), has: () => true }))
  for (const value of [(key: string) => `{${key}}`, () => '2026-12-24']) {
    try {
      const said = named(value)
      if (!/undefined|NaN|Invalid/.test(said)) return said
    } catch {
      // It wants a figure.
    }
  }
  return named(() => '1')
}

function settings(): string {
  return page([
    '# Settings',
    'Read from the environment in one file, `src/platform/config.ts`. Contradictions are refused at start, all at once, each with its fix. Without any setting the service starts, with the embedded database and every outside service answered by a stand-in.',
    ...settingGroups.flatMap(g => [`## ${g.about}`, settingsTable(g.settings)]),
  ])
}

const settingsTable = (list: (typeof settingGroups)[number]['settings']) =>
  table(
    ['Variable', 'Default', 'Meaning'],
    list.map(s => [`\`${s.name}\``, s.default, s.means]),
  )

function database(): string {
  const migrations = readdirSync(packagePath('migrations')).sort()
  return page([
    '# Database',
    'Tables of a company have row-level security by `cling.company`: a query that forgets its `where` sees that company’s rows, and without a company none (`src/tenancy.test.ts`). The others have no tenant yet and are reached by narrow queries. Keys lie in the schema `vault`, reached by its own login alone.',
    table(
      ['Table', 'A row is', 'Row-level security', 'Leads to', 'Declared by'],
      slices.flatMap(s =>
        (s.tables ?? []).map(t => [
          `\`${t.name}\``,
          t.is,
          t.tenancy === 'company' ? 'by company' : '–',
          [...new Set(Object.values(t.columns).flatMap(c => (c.references ? [c.references] : [])))].join(', ') || '–',
          s.name,
        ]),
      ),
    ),
    '## Migrations',
    'Forward only; one that has run is never changed.',
    table(
      ['File', 'Says of itself'],
      migrations.map(file => [`\`${file}\``, firstComment(readFileSync(packagePath('migrations', file), 'utf8'))]),
    ),
  ])
}

const firstComment = (sql: string) =>
  (/^(?:--[^\n]*\n)+/.exec(sql)?.[0] ?? '')
    .replace(/^--\s?/gm, '')
    .replace(/\s+/g, ' ')
    .trim()

type Locked = {
  version: string
  license?: string
  dev?: boolean
  optional?: boolean
  dependencies?: object
  optionalDependencies?: object
}

function licences(): string {
  const lock = JSON.parse(readFileSync(packagePath('package-lock.json'), 'utf8')) as {
    packages: Record<string, Locked>
  }
  const { dependencies, optionalDependencies } = lock.packages[''] ?? {}
  const direct = Object.keys({ ...dependencies, ...optionalDependencies })
  const all = Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, p]) => ({ name: path.slice(path.lastIndexOf('node_modules/') + 13), ...p }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  const rows = (list: typeof all) =>
    table(
      ['Package', 'Version', 'Licence', 'Chosen by us'],
      list.map(p => [p.name, p.version, p.license ?? 'not stated', direct.includes(p.name) ? 'yes' : '–']),
    )
  const shipped = all.filter(p => !p.dev)
  const counts = new Map<string, number>()
  for (const p of all.filter(x => x.dev))
    counts.set(p.license ?? 'not stated', (counts.get(p.license ?? 'not stated') ?? 0) + 1)
  return page([
    '# Packages of others',
    `${shipped.length} packages run with the service or may, by platform. Why each one that we chose: [decision 3](../decisions/0003-dependencies.md).`,
    rows(shipped),
    '## For building and testing only',
    table(
      ['Licence', 'Packages'],
      [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([licence, n]) => [licence, String(n)]),
    ),
  ])
}

// Words

const both = (w: { sv: string; en: string }) => (w.en.includes(`(${w.sv})`) ? w.en : `${w.sv} (${w.en})`)

const PROTECTION = {
  plain: 'plain',
  'person-key': 'encrypted, key per person',
  'document-key': 'encrypted, key per document',
  'one-way': 'one-way',
} as const

function ground(use: Use): string {
  if (use.role === 'processor') return `Processor, ${use.instruction}: ${both(instructions[use.instruction])}`
  const g = use.ground
  const what =
    'contract' in g
      ? 'avtal (service agreement)'
      : 'law' in g
        ? g.law
        : 'interest' in g
          ? `interest: ${g.interest}`
          : `consent: ${g.consent}`
  return `Controller, art. ${g.art}, ${what}`
}

const AFTER: Readonly<Record<Keep['after'], string>> = {
  'row-created': 'it was written',
  'last-activity': 'the last activity',
  'relation-ended': 'the relation ended',
  'document-closed': 'the document was closed',
  signed: 'signing',
  ended: 'it ended',
  used: 'it was used',
  'removed-by-person': 'the person removed it',
}
const ENDING = { erase: 'erased', shred: 'its key destroyed' } as const

function until(keep: Keep): string {
  const ending = typeof keep.ending === 'string' ? ENDING[keep.ending] : `held as ${keep.ending.hold}, then erased`
  return keep.for === 'as-parent'
    ? `as long as what it belongs to; ${ending}`
    : `${keep.for} after ${AFTER[keep.after]}; ${ending}`
}

const duration = (seconds: number) =>
  seconds % 3600 === 0 ? `${seconds / 3600} h` : seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`

// Markdown

const cell = (text: string) => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, ' ')

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n')
}

const page = (parts: readonly string[]) => `${parts.join('\n\n')}\n`
