import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))

/** The folder of package.json: where migrations, fonts and other files lie, from the sources and from the built program alike. */
export const projectRoot = nearest(here)

function nearest(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  if (folder === dirname(folder)) throw new Error('The program lies outside its project folder.')
  return nearest(dirname(folder))
}

const built = join(projectRoot, 'dist', 'server')
const isBuilt = here === built || here.startsWith(`${built}/`)

/**
 * The file of a program that is run as a process of its own, by its path under src without ending (`signing/typeset/child`): the
 * built one where we are built, the source in tests. It must stand in the list of scripts/build.mjs.
 */
export function programFile(name: string): string {
  return isBuilt ? join(built, `${name}.js`) : join(projectRoot, 'src', `${name}.ts`)
}
