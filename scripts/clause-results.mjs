// What a run of the tests says of the clauses they name, kept in .cache/clauses.json: bound to the sources and tests it ran over, so
// that a change makes it worth nothing. Run by itself it prints the hash of what lies here now.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { sourceHash } from './freshness.mjs'
import { root } from './launch.mjs'

const file = join(root, '.cache', 'clauses.json')

const EVERYTHING = [
  'src',
  'e2e',
  'scripts',
  'migrations',
  'samples',
  'bench',
  'docs',
  'package.json',
  'package-lock.json',
]
const CONFIGS = /^(tsconfig\.json|\w+(\.\w+)?\.config\.ts)$/

/** The hash of the sources, the tests and what they read. */
export function treeHash() {
  const hash = createHash('sha256')
  const names = [...EVERYTHING, ...readdirSync(root).filter(name => CONFIGS.test(name))].sort()
  for (const name of names) {
    if (!existsSync(join(root, name))) continue
    for (const path of filesOf(name)) {
      const content = readFileSync(join(root, path))
      hash.update(`${path}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

function filesOf(path) {
  let entries
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    throw error
  }
  return entries
    .filter(e => e.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(e => (e.isDirectory() ? filesOf(`${path}/${e.name}`) : [`${path}/${e.name}`]))
}

/** Keeps what Vitest's report says of tests that name clauses, beside what earlier runs over the same tree said of other files. */
export function record(report, tree) {
  if (treeHash() !== tree) {
    process.stderr.write('Files changed while the tests ran: what they say of clauses is not kept.\n')
    return
  }
  const before = read()
  const files = before?.tree === tree ? before.files : {}
  for (const { name, assertionResults, status } of report.testResults) {
    const of = assertionResults.filter(t => t.meta?.clauses)
    // A file that broke before its tests ran has proved nothing.
    if (of.length > 0 || status === 'passed')
      files[relative(root, name)] = of.map(t => ({
        name: t.fullName,
        clauses: t.meta.clauses,
        state: t.status === 'passed' || t.status === 'failed' ? t.status : 'skipped',
      }))
  }
  mkdirSync(join(root, '.cache'), { recursive: true })
  // When, and over which sources of a build: the evidence page tells of no other program than the one that runs.
  const written = { tree, sources: sourceHash(), at: new Date().toISOString(), files }
  writeFileSync(`${file}.making`, `${JSON.stringify(written, null, 1)}\n`)
  renameSync(`${file}.making`, file)
}

function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) process.stdout.write(`${treeHash()}\n`)
