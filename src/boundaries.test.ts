// The order of slices.ts is the architecture: a folder imports only from folders above it, and only the door's own side opens connections.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { order } from './slices.ts'
import { clause } from './testing/clause.ts'

const root = resolve(import.meta.dirname)
type Source = { path: string; text: string }

const sources: Source[] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(p => /\.tsx?$/.test(p) && !/\.(test|faults)\.tsx?$/.test(p) && p.includes('/'))
  .map(p => ({ path: p, text: readFileSync(join(root, p), 'utf8') }))

/** Imports of a file within src, as paths from there; those of types alone apart. */
function importsOf(s: Source): { to: string; typesOnly: boolean }[] {
  return [
    ...s.text.matchAll(
      /^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'(\.[^']+)'|^import\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm,
    ),
  ].map(m => ({
    to: relative(root, resolve(root, s.path, '..', (m[2] ?? m[3] ?? m[4]) as string)),
    typesOnly: m[1] !== undefined,
  }))
}

/** Folders that pull things together stand outside the order. */
const OUTSIDE = new Set(['cli', 'testing'])
/** Files of the wiring that any folder may name as a type: they say what everything is. */
const WIRING = new Set(['schema.ts'])
const folderOf = (path: string) => path.split('/')[0] as string

function wrongImports(files: readonly Source[]): string[] {
  const place = new Map<string, number>(order.map((name, i) => [name, i]))
  const found: string[] = []
  for (const file of files) {
    const from = folderOf(file.path)
    if (OUTSIDE.has(from)) continue
    if (!place.has(from)) found.push(`${file.path}: the folder ${from} has no place in slices.ts`)
    for (const { to, typesOnly } of importsOf(file)) {
      if (!to.includes('/')) {
        if (!(WIRING.has(to) && typesOnly)) found.push(`${file.path} imports the wiring (${to})`)
        continue
      }
      const above = folderOf(to)
      if (above === from) continue
      if ((place.get(above) ?? Number.POSITIVE_INFINITY) >= (place.get(from) ?? -1))
        found.push(`${file.path} imports ${to}: ${above} does not stand above ${from}`)
    }
  }
  return found
}

/** Where a socket may be opened: adapters, the database, the time-stamp client and what starts servers. */
const SOCKETS =
  /^(integrations\/|platform\/database\/|platform\/events\/|platform\/jobs\/|platform\/outbound\/guard\.ts|signing\/seal\/timestamp\.ts|app\/|recipient\/browser\/|website\/browser\/passkey\.ts|cli\/|testing\/)/

function wrongSockets(files: readonly Source[]): string[] {
  return files
    .filter(f => !SOCKETS.test(f.path))
    .filter(f =>
      /from 'node:(net|tls|http|https|http2|dgram|dns)'|\bfetch\(|from 'nodemailer'|new WebSocket/.test(f.text),
    )
    .filter(f => !/from 'node:net'/.test(f.text) || !/isIP|BlockList/.test(f.text))
    .map(f => `${f.path} opens connections; only adapters behind the outbound door may`)
}

describe('boundaries', () => {
  test('a folder imports only from folders that stand above it', () => {
    expect(wrongImports(sources)).toEqual([])
  })
  test('an import of a folder below is found', () => {
    const planted = { path: 'kernel/planted.ts', text: "import { x } from '../documents/drafts.ts'\n" }
    expect(wrongImports([planted])).toEqual([
      'kernel/planted.ts imports documents/drafts.ts: documents does not stand above kernel',
    ])
  })
  test('nothing opens a connection outside the door', clause('P-3.3'), () => {
    expect(wrongSockets(sources)).toEqual([])
  })
  test('a call to the network from a slice is found', () => {
    const planted = { path: 'clients/planted.ts', text: "const r = await fetch('https://example.org')\n" }
    expect(wrongSockets([planted])).toHaveLength(1)
  })
  test('every folder of the order is there', () => {
    const there = new Set(sources.map(s => folderOf(s.path)))
    expect(order.filter(name => !there.has(name) && name !== 'operator')).toEqual([])
  })
})
