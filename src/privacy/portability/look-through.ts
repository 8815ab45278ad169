// Looking through an export before anything of it is believed: whole, ours or from somebody trusted, of a version we know, unaltered.
import { createHash } from 'node:crypto'
import { Problem } from '../../kernel/problem.ts'
import type { Services } from '../../platform/context.ts'
import { BrokenZip, type ZipFile } from '../../platform/files/unzip.ts'
import { CompanyManifest, FORMAT, FORMAT_VERSION, portableTables, shownColumns } from './format.ts'
import { companyKeyPem, isSignedBy } from './signed.ts'

const MOST_LIST = 256 * 1024 * 1024
/** A document's whole content stands on one line. */
const MOST_LINE = 64 * 1024 * 1024

/** What breaks in the file is a sentence to whoever brought it. */
export async function refusing<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BrokenZip) throw new Problem('import-not-whole', {}, { status: 422 })
    throw error
  }
}

/** The signed list, when everything is as it says. Throws a sentence where not. */
export const checkedManifest = (
  services: Services,
  zip: ZipFile,
  of: { trusted: readonly string[]; most: number },
): Promise<CompanyManifest> =>
  refusing(async () => {
    const manifest = await signedManifest(services, zip, of.trusted)
    const size = manifest.files.reduce((sum, f) => sum + f.bytes, 0)
    if (size > of.most)
      throw new Problem('import-too-big', { gigabytes: Math.floor(of.most / 1024 ** 3) }, { status: 413 })
    refuseUnknown(services, manifest)
    if (!manifest.personalNumbers) throw new Problem('import-without-numbers', {}, { status: 422 })
    await compareFiles(zip, manifest)
    return manifest
  })

async function signedManifest(services: Services, zip: ZipFile, trusted: readonly string[]): Promise<CompanyManifest> {
  if (!zip.entries.has('manifest.json') || !zip.entries.has('manifest.json.sig'))
    throw new Problem('import-not-ours', {}, { status: 422 })
  const bytes = await whole(zip, 'manifest.json', MOST_LIST)
  const signature = (await whole(zip, 'manifest.json.sig', 1000)).toString('utf8')
  const said = json(bytes)
  if (said?.format !== FORMAT) throw new Problem('import-not-ours', {}, { status: 422 })
  if (!isSignedBy([companyKeyPem(services), ...trusted], bytes, signature)) {
    // Whoever signed it, it is altered where not even the key it names itself fits.
    if (!isSignedBy([String(said.signedWith)], bytes, signature))
      throw new Problem('import-altered', { file: 'manifest.json' }, { status: 422 })
    throw new Problem('import-foreign', { operator: String(said.madeBy) }, { status: 422 })
  }
  if (said.version !== FORMAT_VERSION)
    throw new Problem('import-version', { version: String(said.version), known: FORMAT_VERSION }, { status: 422 })
  const parsed = CompanyManifest.safeParse(said)
  if (!parsed.success) throw new Problem('import-not-ours', {}, { status: 422 })
  return parsed.data
}

function json(bytes: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

/** From a newer service than this one: what would be lost is not taken in. */
function refuseUnknown(services: Services, manifest: CompanyManifest): void {
  const known = new Map(
    portableTables(services.tables).map(p => [p.table.name, new Set(shownColumns(p).map(c => c.name))]),
  )
  for (const t of manifest.tables) {
    const columns = known.get(t.name)
    const strange = columns ? t.columns.find(c => !columns.has(c)) : ''
    if (strange !== undefined)
      throw new Problem('import-newer', { what: [t.name, strange].filter(Boolean).join('.') }, { status: 422 })
  }
}

/** Every file is there as it is listed, and none beside. */
async function compareFiles(zip: ZipFile, manifest: CompanyManifest): Promise<void> {
  const listed = new Set([...manifest.files.map(f => f.name), 'manifest.json', 'manifest.json.sig'])
  for (const name of zip.entries.keys())
    if (!listed.has(name)) throw new Problem('import-altered', { file: name }, { status: 422 })
  for (const f of manifest.files) {
    if (zip.entries.get(f.name)?.size !== f.bytes)
      throw new Problem('import-altered', { file: f.name }, { status: 422 })
    const hash = createHash('sha256')
    for await (const piece of zip.read(f.name)) hash.update(piece)
    if (hash.digest('hex') !== f.sha256) throw new Problem('import-altered', { file: f.name }, { status: 422 })
  }
}

async function whole(zip: ZipFile, name: string, most: number): Promise<Buffer> {
  if ((zip.entries.get(name)?.size ?? 0) > most) throw new Problem('import-not-ours', {}, { status: 422 })
  const parts: Buffer[] = []
  for await (const piece of zip.read(name)) parts.push(piece)
  return Buffer.concat(parts)
}

/** The lines of a table, one by one. */
export async function* linesOf(zip: ZipFile, name: string): AsyncGenerator<Record<string, unknown>> {
  let rest: Buffer[] = []
  let waiting = 0
  for await (const piece of zip.read(name)) {
    let from = 0
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, from)) {
      yield parsed(Buffer.concat([...rest, piece.subarray(from, end)]), name)
      rest = []
      waiting = 0
      from = end + 1
    }
    const more = piece.subarray(from)
    waiting += more.length
    if (waiting > MOST_LINE) throw new Problem('import-not-ours', {}, { status: 422 })
    if (more.length > 0) rest.push(more)
  }
  if (waiting > 0) yield parsed(Buffer.concat(rest), name)
}

function parsed(bytes: Buffer, name: string): Record<string, unknown> {
  const row = json(bytes)
  if (row === null || typeof row !== 'object') throw new Problem('import-altered', { file: name }, { status: 422 })
  return row
}
