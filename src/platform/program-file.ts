import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packagePath } from './package-path.ts'

const built = packagePath('dist', 'server')
const here = dirname(fileURLToPath(import.meta.url))
const isBuilt = here === built || here.startsWith(`${built}/`)

/**
 * The file of a program that is run as a process of its own, by its path under src without ending (`signing/typeset/child`): the
 * built one where we are built, the source in tests. It must stand in the list of scripts/build.mjs.
 */
export function programFile(name: string): string {
  return isBuilt ? join(built, `${name}.js`) : packagePath('src', `${name}.ts`)
}
