// Whether what is built is built from what lies here now.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './launch.mjs'

const SOURCES = ['src', 'bench', 'scripts', 'migrations', 'package-lock.json', 'tsconfig.json', 'vite.config.ts']

/** The hash of everything that decides what is built. Tests do not. */
export function sourceHash() {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const path = join(root, source)
    if (!existsSync(path)) continue
    for (const file of filesOf(path, source)) {
      const content = readFileSync(join(root, file))
      hash.update(`${file}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest('hex')
}

function filesOf(path, name) {
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') return [name]
    throw error
  }
  return entries
    .filter(e => !/\.(test|faults|canary)\.tsx?$/.test(e.name) && e.name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(e => (e.isDirectory() ? filesOf(join(path, e.name), `${name}/${e.name}`) : [`${name}/${e.name}`]))
}

export const stampFile = join(root, 'dist', '.build.json')

/** The hash of the sources that `dist` was built from, or null where it is not whole. */
export function builtHash() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8')).sources
  } catch {
    return null
  }
}

/** Builds where something changed. What the build says goes to standard error. Ends the process where it fails. */
export async function ensureBuilt() {
  if (builtHash() === sourceHash()) return
  const code = await run([join(root, 'scripts', 'build.mjs')], { chatter: true })
  if (code !== 0) process.exit(code)
}
