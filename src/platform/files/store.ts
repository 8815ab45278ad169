// Where objects lie: encrypted before they come here, written once, named by what they are. Disk by default.
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

export type ObjectStore = {
  /** Resolves when the bytes are stored and synced. Writing the same name again replaces it by the same content. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Null when there is no such object. */
  get(name: string): Promise<Buffer | null>
  has(name: string): Promise<boolean>
  remove(name: string): Promise<void>
}

export function diskStore(root: string): ObjectStore {
  const path = (name: string) => {
    if (!/^[a-z0-9-]+\/[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name)) throw new Error('Not an object name.')
    return join(root, name)
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
    async has(name) {
      return (await stat(path(name)).catch(absent)) !== null
    },
    async remove(name) {
      await rm(path(name), { force: true })
    },
  }
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}
