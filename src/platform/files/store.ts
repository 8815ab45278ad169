// Where objects lie: encrypted before they come here, written once, named by what they are. Disk by default, an object store by
// configuration (integrations/s3).
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type ObjectStore = {
  /** Resolves when the bytes are stored and synced. Writing the same name again replaces it by the same content. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Null when there is no such object. */
  get(name: string): Promise<Buffer | null>
  remove(name: string): Promise<void>
  /** Names of whole objects that were stored before a moment, each company's together. */
  olderThan(before: Date): AsyncIterable<string>
  /** Removes what writers who died left half-written before a moment. */
  removeHalves(before: Date): Promise<number>
}

/** Company, then the name's first byte, then the name: nothing else is an object of ours. */
export const isObjectName = (name: string) => /^[a-z0-9-]+\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name)
const isHalf = (name: string) => /^[a-z0-9-]+\/[0-9a-f]{2}\/[0-9a-f]{64}\.\d+\.[0-9a-z]+$/.test(name)

export function diskStore(root: string): ObjectStore {
  const path = (name: string) => {
    if (!isObjectName(name)) throw new Error('Not an object name.')
    return join(root, name)
  }
  async function* olderThan(before: Date, wanted: (name: string) => boolean) {
    for (const company of await entries(root))
      for (const part of await entries(join(root, company)))
        for (const file of await entries(join(root, company, part))) {
          const name = `${company}/${part}/${file}`
          if (!wanted(name)) continue
          const found = await stat(join(root, name)).catch(absent)
          if (found && found.mtime < before) yield name
        }
  }
  return {
    async put(name, bytes) {
      const target = path(name)
      await mkdir(dirname(target), { recursive: true, mode: 0o700 })
      const temporary = `${target}.${process.pid}.${Math.random().toString(36).slice(2)}`
      const file = await open(temporary, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.datasync()
      } catch (error) {
        await file.close()
        await rm(temporary, { force: true })
        throw error
      }
      await file.close()
      await rename(temporary, target)
      // The name is durable only when the folder is.
      const folder = await open(dirname(target), 'r')
      try {
        await folder.sync()
      } finally {
        await folder.close()
      }
    },
    async get(name) {
      return readFile(path(name)).catch(absent)
    },
    async remove(name) {
      await rm(path(name), { force: true })
    },
    olderThan: before => olderThan(before, isObjectName),
    async removeHalves(before) {
      let removed = 0
      for await (const name of olderThan(before, isHalf)) {
        await rm(join(root, name), { force: true })
        removed++
      }
      return removed
    },
  }
}

const entries = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOTDIR' ? [] : absent(error)))) ?? []

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
