// One service at a time over a data folder. Node offers no file lock, and a file with a pid in it goes stale or is taken over
// twice; SQLite, which is part of Node, takes a real one, which the kernel lets go of however the process ends. The database
// file stays empty. (The lock belongs to the process and the file: nothing else in it may open and close `service.lock`.)
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Problem } from '../../../kernel/problem.ts'

export type FolderLock = { release(): void }

/** Throws the problem `data-folder-in-use` with the pid of the holder (null in the moment before it has written it). */
export function lockFolder(folder: string): FolderLock {
  let held: DatabaseSync | undefined
  try {
    held = new DatabaseSync(join(folder, 'service.lock'))
    held.exec('pragma journal_mode = memory')
    held.exec('begin exclusive')
  } catch (error) {
    held?.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY)
      throw new Problem('data-folder-in-use', { folder, pid: holderOf(folder) })
    throw new Problem('data-folder-unusable', { folder, reason: (error as Error).message })
  }
  const pidFile = join(folder, 'service.pid')
  writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 })
  let released = false
  return {
    release() {
      if (released) return
      released = true
      rmSync(pidFile, { force: true })
      held.close()
    },
  }
}

const SQLITE_BUSY = 5

/** The process that last locked the folder; only meaningful while the lock is held. */
export function holderOf(folder: string): number | null {
  try {
    return Number.parseInt(readFileSync(join(folder, 'service.pid'), 'utf8'), 10) || null
  } catch {
    return null
  }
}
