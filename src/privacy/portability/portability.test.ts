// A company goes from one installation to another and from there on, with everything it has.
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeCompany } from '../../accounts/accounts.ts'
import { runCompany } from '../../cli/company.ts'
import { createDraft } from '../../documents/drafts.ts'
import { findBrokenLink } from '../../documents/events.ts'
import { openVersion, versionHash } from '../../documents/freeze.ts'
import { linkToken } from '../../documents/link-token.ts'
import { readPersonalNumber } from '../../kernel/personal-number.ts'
import { movableClock } from '../../platform/clock.ts'
import type { Services } from '../../platform/context.ts'
import { openZip } from '../../platform/files/unzip.ts'
import { zip } from '../../platform/files/zip.ts'
import { secretsFrom } from '../../platform/secrets.ts'
import { openRoom } from '../../recipient/room.ts'
import { verifyPdf } from '../../signing/verify/verify-pdf.ts'
import { ask } from '../../testing/ask.ts'
import { companyWindow } from '../../testing/company-window.ts'
import { runWaiting } from '../../testing/run-waiting.ts'
import type { SentQuote } from '../../testing/sent-quote.ts'
import { signedQuote } from '../../testing/signed-quote.ts'
import { startTestService, type TestService } from '../../testing/test-service.ts'
import { unzip } from '../../testing/unzip.ts'
import { acceptAgreement } from '../processing/agreement.ts'
import { placeStop } from '../rights/stops.ts'
import { personsWithNumber } from '../subjects/find.ts'
import { companyFiles } from './export.ts'
import { expireExports, makeExport } from './fetching.ts'
import type { CompanyManifest } from './format.ts'
import { importCompany } from './import.ts'
import { companyKeyPem } from './signed.ts'

const clock = movableClock(new Date('2026-11-24T09:00:00Z'))
const folder = mkdtempSync(join(tmpdir(), 'cling-export-'))
let here: TestService
let there: TestService
let quote: SentQuote
beforeAll(async () => {
  ;[here, there] = await Promise.all([
    startTestService({ jobs: false, clock }),
    startTestService({ jobs: false, clock, env: { CLING_OPERATOR_NAME: 'Annan Drift AB' } }),
  ])
  quote = await signedQuote(here)
  await fill(here.services, quote)
})
afterAll(async () => {
  await Promise.all([here.close(), there.close()])
  rmSync(folder, { recursive: true, force: true })
})

/** What a company has beside its documents: an unfinished draft, a logo, a person who has stopped the use of their data. */
async function fill(services: Services, q: SentQuote) {
  const logo = await services.files.write(q.companyId, Buffer.from('en bild'), {
    mime: 'image/png',
    purpose: 'logo',
    bucket: 'draft',
  })
  const { noteFile } = await import('../../platform/files/files.ts')
  const person = await services.database.company(q.companyId, async tx => {
    await noteFile(tx, logo, clock.now())
    await tx.updateTable('company').set({ logo_file: logo.sha256 }).where('id', '=', q.companyId).execute()
    const { content } = await tx
      .selectFrom('document')
      .select('content')
      .where('id', '=', q.documentId)
      .executeTakeFirstOrThrow()
    // More than one batch.
    await tx.client.query(
      `insert into article (company_id, id, name, unit, work, unit_price_ore, price_includes_vat, vat_rate, created_at, updated_at)
       select $1, gen_random_uuid(), 'Artikel ' || n, 'st', 'material', n, true, 25, now(), now() from generate_series(1, 1201) n`,
      [q.companyId],
    )
    const draft = { id: services.newId(), title: 'Ett utkast', content, client: null }
    await createDraft(tx, q.actor, draft as never, clock.now())
    return tx.selectFrom('client_person').select(['id', 'client_id']).orderBy('id', 'desc').executeTakeFirstOrThrow()
  })
  await services.database.outside(tx =>
    placeStop(services, tx, {
      person: { kind: 'client', companyId: q.companyId, clientId: null, personId: person.id },
      kind: 'restriction',
      purpose: null,
      caseId: null,
    }),
  )
}

const path = (name: string) => join(folder, name)
async function exportTo(services: Services, companyId: string, name: string, numbers = true): Promise<string> {
  await pipeline(
    Readable.from(zip(companyFiles(services, { companyId, numbers }), clock.now())),
    createWriteStream(path(name)),
  )
  return path(name)
}
/** Somebody who has signed up and agreed, and has nothing yet. */
async function newcomer(services: Services, email = `ny-${services.newId()}@prov.example`, agree = true) {
  const made = await makeCompany(services, {
    company: 'Tomt AB',
    email,
    passwordHash: '',
    language: 'sv',
    confirmed: true,
  })
  const actor = { kind: 'member' as const, role: 'owner' as const, sessionId: '', ...made }
  if (agree)
    await services.database.company(made.companyId, tx => acceptAgreement(services, tx, actor, { how: 'pressed' }))
  return made.companyId
}
const tablesIn = (file: string) => {
  const files = unzip(readFileSync(file))
  const manifest = JSON.parse(files.get('manifest.json')?.toString() ?? '') as CompanyManifest
  const rows = (name: string): Record<string, unknown>[] =>
    (files.get(`tables/${name}.jsonl`)?.toString() ?? '')
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))
  return { files, manifest, rows }
}

/** What a taking-in changes, and nothing else: see docs/company-export.md. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  company: ['id', 'created_at', 'updated_at'],
  member: ['left_at', 'email', 'id', 'role', 'created_at', 'joined_at'],
  room_link: ['ended_at', 'ended_why'],
  dispatch: ['provider_reference', 'state'],
  sealed_file: ['timestamp_state'],
  stop: ['id'],
}

test('a company taken along is taken in elsewhere, and taken along again it is the same', async () => {
  const first = await exportTo(here.services, quote.companyId, 'forst.zip')
  const companyId = await newcomer(there.services)
  const done = await importCompany(there.services, { path: first, companyId })
  expect(done.brokenChains).toEqual([])
  const second = await exportTo(there.services, companyId, 'sedan.zip')
  const [a, b] = [tablesIn(first), tablesIn(second)]
  expect(a.manifest.tables.length).toBeGreaterThan(15)
  for (const { name, taken } of a.manifest.tables) {
    if (taken === 'told') continue
    const but = (rows: Record<string, unknown>[]) =>
      rows.map(r => Object.fromEntries(Object.entries(r).filter(([c]) => !CHANGES[name]?.includes(c))))
    // Whoever took it in is a member more.
    const second = name === 'member' ? b.rows(name).filter(m => a.rows(name).some(o => o.id === m.id)) : b.rows(name)
    const own = name === 'disclosure' ? second.filter(d => a.rows(name).some(o => o.id === d.id)) : second
    expect(but(own), name).toEqual(but(a.rows(name)))
  }
  for (const [name, bytes] of a.files) if (name.startsWith('files/')) expect(b.files.get(name), name).toEqual(bytes)
})

test('what was signed, counted, stopped and encrypted holds where it is taken in', async () => {
  const { services } = there
  const companyId = await newcomer(services)
  // It has left where it comes from: here it is open.
  await ask(here.superuserUrl, 'update company set closed_at = now() where id = $1', [quote.companyId])
  await importCompany(services, { path: await exportTo(here.services, quote.companyId, 'hel.zip'), companyId })
  await ask(here.superuserUrl, 'update company set closed_at = null where id = $1', [quote.companyId])
  expect(await ask(there.superuserUrl, 'select closed_at from company where id = $1', [companyId])).toEqual([
    { closed_at: null },
  ])
  const { documentId } = quote
  const seen = await services.database.company(companyId, async tx => {
    const version = await tx
      .selectFrom('document_version')
      .selectAll()
      .where('document_id', '=', documentId)
      .executeTakeFirstOrThrow()
    const frozen = await openVersion(services, { companyId, documentId }, version)
    const sealed = await tx
      .selectFrom('sealed_file as s')
      .innerJoin('file as f', 'f.sha256', 's.file_sha256')
      .select(['f.sha256', 'f.key_id'])
      .executeTakeFirstOrThrow()
    const people = await tx.selectFrom('client_person').select(['id', 'key_id', 'personal_number']).execute()
    return {
      version,
      hash: versionHash(frozen),
      sealed,
      people,
      broken: await findBrokenLink(tx, companyId, documentId),
    }
  })
  expect(seen.hash).toBe(quote.versionHash)
  expect(seen.broken).toBeNull()
  const report = await verifyPdf(await services.files.read(companyId, seen.sealed), { seal: [], timestamp: [] })
  expect(report.intact).toBe('intact')

  // Numbers lie under keys of this company, and the person is found by theirs.
  const raw = await ask(
    here.superuserUrl,
    'select encode(personal_number, $1) as n, key_id from client_person where personal_number is not null',
    ['hex'],
  )
  expect(raw.length).toBeGreaterThan(0)
  for (const p of seen.people) expect(raw.map(r => r.key_id)).not.toContain(p.key_id)
  const lines = tablesIn(path('hel.zip')).rows('client_person')
  const number = readPersonalNumber(String(lines.find(l => l.personal_number)?.personal_number), '2026-11-24')
  if (!number.ok) throw new Error('No personal number went along.')
  const found = await personsWithNumber(services, number.value)
  expect(found.filter(p => 'companyId' in p && p.companyId === companyId)).toHaveLength(1)
  const stops = await ask(there.superuserUrl, 'select kind, person_id from stop where company_id = $1', [companyId])
  expect(stops).toMatchObject([{ kind: 'restriction', person_id: expect.stringMatching(/^[0-9a-f-]{36}$/) }])

  // The next document gets the next number, and old links open nothing.
  const [before] = await ask(here.superuserUrl, 'select next_number from document_series where company_id = $1', [
    quote.companyId,
  ])
  const later = await newcomer(services)
  await ask(there.superuserUrl, "select allocate_document_number($1, 'quote')", [later])
  await importCompany(services, { path: path('hel.zip'), companyId: later })
  expect(
    await ask(there.superuserUrl, 'select next_number from document_series where company_id = $1', [later]),
  ).toEqual([before])
  const [after] = await ask(there.superuserUrl, "select allocate_document_number($1, 'quote') as number", [companyId])
  expect(after?.number).toBe(before?.next_number)
  const visitor = { ip: '127.0.0.1', userAgent: 'test', language: 'sv' as const, url: new URL(`${there.url}/rum/x`) }
  await expect(
    openRoom(services, linkToken(services.secrets, quote.links[0] as string), visitor),
  ).rejects.toMatchObject({
    status: 404,
  })
})

test('in the same installation it becomes another company, and whoever owned it is the same member there', async () => {
  const { services } = here
  const file = await exportTo(services, quote.companyId, 'samma.zip')
  const email = String(tablesIn(file).rows('member')[0]?.email)
  await ask(here.superuserUrl, `update account set email = 'forut-' || email where email = $1`, [email])
  const companyId = await newcomer(services, email)
  await importCompany(services, { path: file, companyId })
  const rows = await ask(
    here.superuserUrl,
    'select d.contact_member_id, m.account_id is not null as comes_in from document d join member m on m.company_id = d.company_id and m.id = d.contact_member_id where d.company_id = $1',
    [companyId],
  )
  expect(rows.map(r => r.comes_in)).toEqual([true, true])
  expect(
    await ask(here.superuserUrl, 'select count(*)::int as n from member where company_id = $1', [companyId]),
  ).toEqual([{ n: 1 }])
  // The other company has everything it had, under its own keys.
  const [chain] = await here.services.database.company(quote.companyId, async tx => [
    await findBrokenLink(tx, quote.companyId, quote.documentId),
  ])
  expect(chain).toBeNull()
})

test('what is not whole, not ours or not as it was is refused in a sentence, and nothing is taken in', async () => {
  const file = await exportTo(here.services, quote.companyId, 'ratt.zip')
  const companyId = await newcomer(there.services)
  const whole = readFileSync(file)
  const rewrite = async (name: string, change: (files: Map<string, Buffer>) => void) => {
    const files = unzip(whole)
    change(files)
    const entries = async function* () {
      for (const [n, content] of files) yield { name: n, content }
    }
    await pipeline(Readable.from(zip(entries(), clock.now())), createWriteStream(path(name)))
    return path(name)
  }
  const text = (name: string, bytes: Buffer) => {
    writeFileSync(path(name), bytes)
    return path(name)
  }
  const others = { ...here.services, secrets: secretsFrom(Buffer.alloc(32, 7)) }
  const foreign = await exportTo(
    { ...others, secrets: { ...others.secrets, mac: here.services.secrets.mac } },
    quote.companyId,
    'annan.zip',
  )
  const without = await exportTo(here.services, quote.companyId, 'utan.zip', false)
  const newer = {
    ...here.services,
    tables: here.services.tables.map(t =>
      t.name === 'article' ? { ...t, columns: { ...t.columns, ny: t.columns.note } } : t,
    ),
  } as Services
  await ask(here.superuserUrl, 'alter table article add column ny text')
  const fromNewer = await exportTo(newer, quote.companyId, 'nyare.zip')
  const bent = Buffer.from(whole)
  bent[2000] = (bent[2000] as number) ^ 1
  const cases: [string, string, object?][] = [
    [text('halv.zip', whole.subarray(0, whole.length / 2)), 'import-not-whole'],
    [text('tom.zip', Buffer.alloc(0)), 'import-not-whole'],
    [text('bojd.zip', bent), 'import-not-whole'],
    [await rewrite('annat.zip', f => f.delete('manifest.json')), 'import-not-ours'],
    [await rewrite('rad.zip', f => f.set('tables/article.jsonl', Buffer.from('{}\n'))), 'import-altered'],
    [
      await rewrite('lika.zip', f =>
        f.set(
          'tables/article.jsonl',
          Buffer.from(String(f.get('tables/article.jsonl')).replace('Artikel 1', 'Artikel 2')),
        ),
      ),
      'import-altered',
    ],
    [await rewrite('mer.zip', f => f.set('tables/mer.jsonl', Buffer.from('{}\n'))), 'import-altered'],
    [
      await rewrite('lista.zip', f =>
        f.set('manifest.json', Buffer.from(String(f.get('manifest.json')).replace('"version": 1', '"version": 2'))),
      ),
      'import-altered',
    ],
    [foreign, 'import-foreign'],
    [fromNewer, 'import-newer'],
    [without, 'import-without-numbers'],
    [file, 'import-too-big', { most: 1000 }],
  ]
  for (const [bad, code, more] of cases)
    await expect(
      importCompany(there.services, { path: bad, companyId, ...more }),
      `${bad} ${code}`,
    ).rejects.toMatchObject({ code })
  // Somebody who trusts the other service says so.
  const other = await newcomer(there.services)
  await importCompany(there.services, { path: foreign, companyId: other, trusted: [companyKeyPem(others)] })
  await expect(importCompany(there.services, { path: file, companyId: other })).rejects.toMatchObject({
    code: 'import-not-empty',
  })
  await expect(
    importCompany(there.services, {
      path: file,
      companyId: await newcomer(there.services, 'inte@prov.example', false),
    }),
  ).rejects.toMatchObject({ code: 'import-agreement-first' })
  expect(
    await ask(there.superuserUrl, 'select count(*)::int as n from document where company_id = $1', [companyId]),
  ).toEqual([{ n: 0 }])
})

test('an export without a shown identity holds no personal number and no evidence; secrets are in none', async () => {
  const file = await exportTo(here.services, quote.companyId, 'varlig.zip', false)
  const [number] = tablesIn(path('ratt.zip'))
    .rows('client_person')
    .map(p => p.personal_number)
    .filter(Boolean)
  const all = (name: string) =>
    [...tablesIn(path(name)).files.entries()]
      .filter(([n]) => !n.startsWith('files/'))
      .map(([, b]) => b.toString('utf8'))
      .join()
  expect(all('ratt.zip')).toContain(String(number))
  expect(all('varlig.zip')).not.toContain(String(number))
  const { manifest, rows } = tablesIn(file)
  expect(rows('signature')[0]?.evidence).toBeNull()
  for (const secret of ['token_hash', 'personal_number_index', 'password_hash', 'key_hash', 'access'])
    expect(
      manifest.tables.flatMap(t => t.columns),
      secret,
    ).not.toContain(secret)
  for (const table of ['vault_key', 'session', 'api_key', 'account', 'signing_order'])
    expect(manifest.tables.map(t => t.name)).not.toContain(table)
})

test('whoever stops reading in the middle holds nothing back', async () => {
  const pieces = zip(companyFiles(here.services, { companyId: quote.companyId, numbers: true }), clock.now())
  for (let n = 0; n < 40; n++) await pieces.next()
  await pieces.return(undefined)
  const [open] = await ask(
    here.superuserUrl,
    `select count(*)::int as n from pg_stat_activity where usename = 'cling_app' and state = 'idle in transaction' and datname = current_database()`,
  )
  expect(open?.n).toBe(0)
})

test('a file that unfolds to more than it says is stopped where it says it ends', async () => {
  const entries = async function* () {
    yield { name: 'a', content: Buffer.alloc(3_000_000) }
  }
  await pipeline(Readable.from(zip(entries(), clock.now())), createWriteStream(path('stor.zip')))
  const bytes = readFileSync(path('stor.zip'))
  const at = bytes.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
  bytes.writeUInt32LE(1000, at + 24)
  writeFileSync(path('stor.zip'), bytes)
  const opened = await openZip(path('stor.zip'))
  let read = 0
  await expect(
    (async () => {
      for await (const piece of opened.read('a')) read += piece.length
    })(),
  ).rejects.toThrow('longer than it says')
  expect(read).toBeLessThan(1000)
  await opened.close()
})

test('the operator takes a company out with two persons, and in for an owner who is ready', async () => {
  const into = path('kommando.zip')
  const out = ['export', quote.companyId, '--into', into, '--by', 'Anna Prov']
  await expect(runCompany(here.services, out)).rejects.toMatchObject({ code: 'export-needs-two' })
  await expect(runCompany(here.services, [...out, '--approved-by', 'anna prov'])).rejects.toMatchObject({
    code: 'export-needs-two',
  })
  expect(await runCompany(here.services, [...out, '--approved-by', 'Bo Prov'])).toContain('godkänd av Bo Prov')
  await expect(runCompany(there.services, ['import', into, '--owner', 'ingen@prov.example'])).rejects.toMatchObject({
    code: 'owner-unknown',
  })
  await newcomer(there.services, 'agare@prov.example')
  expect(await runCompany(there.services, ['import', into, '--owner', 'Agare@prov.example'])).toMatch(
    /^\d+ rader och 2 filer är inlästa/,
  )
})

test('in the app an owner has one made, fetches it having just shown who they are, and after a day it is gone', async () => {
  const owner = await companyWindow(here)
  await here.services.database.company(owner.companyId, tx =>
    tx.client.query(
      `insert into article (company_id, id, name, unit, work, unit_price_ore, price_includes_vat, vat_rate, note, created_at, updated_at)
       select $1, gen_random_uuid(), 'Artikel ' || n, 'st', 'material', n, true, 25, (select string_agg(md5((n * 1000 + i)::text), '') from generate_series(1, 500) i), now(), now()
       from generate_series(1, 150) n`,
      [owner.companyId],
    ),
  )
  const proved = (at: string) =>
    ask(here.superuserUrl, 'update session set proved_at = $1 where company_id = $2', [at, owner.companyId])
  await proved('2026-11-24T08:00:00Z')
  expect(await owner.ask('POST', '/api/app/exports', {})).toMatchObject({ body: { problem: 'prove-first' } })
  await proved('2026-11-24T08:59:00Z')
  const first = await owner.ask('POST', '/api/app/exports', {})
  const again = await owner.ask('POST', '/api/app/exports', {})
  expect(again.body.exports).toEqual(first.body.exports)
  const [{ id }] = first.body.exports
  await runWaiting(here, makeExport as never)
  const { body } = await owner.ask('GET', '/api/app/exports')
  expect(body.exports[0]).toMatchObject({ state: 'ready', fetched: 0, expiresAt: '2026-11-25T09:00:00.000Z' })
  expect(body.exports[0].done).toBe(body.exports[0].total)
  const parts = await ask(
    here.superuserUrl,
    `select sha256, key_id from file where company_id = $1 and purpose = 'export'`,
    [owner.companyId],
  )
  expect(parts.length).toBeGreaterThan(1)
  const path = (await owner.ask('POST', `/api/app/exports/${id}/fetch`, {})).body.path
  const fetched = () => fetch(here.url + path, { headers: { cookie: owner.cookie } })
  writeFileSync(join(folder, 'hamtad.zip'), Buffer.from(await (await fetched()).arrayBuffer()))
  const whole = tablesIn(join(folder, 'hamtad.zip'))
  expect(whole.rows('article')).toHaveLength(150)
  expect(whole.manifest.tables.map(t => t.name)).not.toContain('company_export')
  expect(whole.rows('file')).toEqual([])
  const stranger = await companyWindow(here)
  expect((await fetch(here.url + path, { headers: { cookie: stranger.cookie } })).status).toBe(410)
  await proved('2026-11-24T08:40:00Z')
  expect((await fetched()).status).toBe(403)
  await proved('2026-11-24T08:59:00Z')
  clock.pass(86_400_000 - 1)
  await expireExports.run(here.services)
  expect((await owner.ask('GET', '/api/app/exports')).body.exports[0]).toMatchObject({ state: 'ready', fetched: 1 })
  clock.pass(1)
  await proved(clock.now().toISOString())
  expect((await fetched()).status).toBe(410)
  await expireExports.run(here.services)
  expect((await owner.ask('GET', '/api/app/exports')).body.exports[0].state).toBe('gone')
  for (const f of parts) {
    expect(await here.services.files.exists(owner.companyId, f as never)).toBe(false)
    const [key] = await ask(here.superuserUrl, 'select wrapped from vault.key where id = $1', [f.key_id])
    expect(key?.wrapped).toBeNull()
  }
})
