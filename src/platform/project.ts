import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json: where migrations, fonts and other files lie, from the sources and from the built program alike. */
export const projectRoot = nearest(dirname(fileURLToPath(import.meta.url)))

function nearest(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  if (folder === dirname(folder)) throw new Error('The program lies outside its project folder.')
  return nearest(dirname(folder))
}
