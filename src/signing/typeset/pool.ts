// Typesetting in processes of its own: started when there is work, replaced when one hangs or dies, ended when there is none.
import { type ChildProcess, fork } from 'node:child_process'
import { programFile } from '../../platform/program-file.ts'
import type { Typeset, TypesetInput } from './input.ts'

/** A document that could not be typeset. `again` says whether another try may help. */
export class TypesetFailed extends Error {
  readonly again: boolean
  constructor(message: string, again: boolean) {
    super(message)
    this.again = again
  }
}

type Task = { id: number; input: TypesetInput; done: (made: Typeset) => void; failed: (error: Error) => void }
type Child = {
  process: ChildProcess
  task: Task | null
  timer: NodeJS.Timeout | null
  made: number
  idle: NodeJS.Timeout | null
}

const LIMIT_MS = 10_000
const IDLE_MS = 60_000
const MADE_BEFORE_REPLACED = 500
const LONGEST_QUEUE = 1000

export type Typesetter = ReturnType<typeof makeTypesetter>

export function makeTypesetter(options: { children?: number; limitMs?: number } = {}) {
  const most = options.children ?? 2
  const children = new Set<Child>()
  const queue: Task[] = []
  let next = 0
  let closed = false

  function begin(): Child {
    const child: Child = {
      process: fork(programFile('signing/typeset/child'), {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        execArgv: ['--max-old-space-size=256'],
      }),
      task: null,
      timer: null,
      made: 0,
      idle: null,
    }
    children.add(child)
    child.process.on('message', (m: { id?: number; made?: Typeset; refused?: string }) => {
      const task = child.task
      if (!task || m.id !== task.id) return
      clear(child)
      child.made += 1
      if (m.made) task.done(m.made)
      else task.failed(new TypesetFailed(m.refused ?? 'refused', false))
      if (child.made >= MADE_BEFORE_REPLACED) end(child)
      work()
    })
    child.process.on('exit', () => {
      children.delete(child)
      const task = child.task
      clear(child)
      task?.failed(new TypesetFailed('The typesetting process ended.', true))
      work()
    })
    child.process.on('error', () => end(child))
    return child
  }
  function clear(child: Child) {
    child.task = null
    if (child.timer) clearTimeout(child.timer)
    child.timer = null
  }
  function end(child: Child) {
    children.delete(child)
    if (child.idle) clearTimeout(child.idle)
    child.process.kill('SIGKILL')
  }
  function work() {
    if (closed) return
    while (queue.length > 0) {
      let free = [...children].find(c => c.task === null)
      if (!free && children.size < most) free = begin()
      if (!free) return
      const child = free
      const task = queue.shift() as Task
      if (child.idle) clearTimeout(child.idle)
      child.task = task
      child.timer = setTimeout(() => end(child), options.limitMs ?? LIMIT_MS)
      child.process.send({ id: task.id, input: task.input })
    }
    for (const child of children) {
      if (child.task !== null) continue
      if (child.idle) clearTimeout(child.idle)
      child.idle = setTimeout(() => end(child), IDLE_MS)
      child.idle.unref()
    }
  }

  return {
    /** Throws TypesetFailed. */
    typeset(input: TypesetInput): Promise<Typeset> {
      if (queue.length >= LONGEST_QUEUE) return Promise.reject(new TypesetFailed('Too many documents wait.', true))
      return new Promise((done, failed) => {
        queue.push({ id: next++, input, done, failed })
        work()
      })
    },
    close() {
      closed = true
      for (const child of [...children]) end(child)
    },
  }
}
