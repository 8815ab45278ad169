// Typesetting in processes of its own: started when there is work, replaced when one hangs, dies or has grown, ended when there is none.
import { type ChildProcess, fork } from 'node:child_process'
import { join } from 'node:path'
import { Problem } from '../../kernel/problem.ts'
import { programFile } from '../../platform/program-file.ts'
import { missingFonts } from './fonts.ts'
import type { Typeset, TypesetInput } from './input.ts'
import { specimen } from './specimen.ts'
import { templates } from './templates.ts'

export type { Attachment, Typeset, TypesetInput } from './input.ts'

/** A document that could not be typeset. `again` says whether another try may help. */
export class TypesetFailed extends Error {
  readonly code: 'timeout' | 'crashed' | 'closed' | 'refused'
  readonly again: boolean

  constructor(code: TypesetFailed['code'], message: string) {
    super(message)
    this.name = 'TypesetFailed'
    this.code = code
    this.again = code !== 'refused'
  }
}

export type TypesetterOptions = {
  /** Processes at once; each holds about 200 MB while it works. */
  max?: number
  /** For one document of common size, in milliseconds, from when its process is ready. Then the process is killed. */
  timeoutMs?: number
  /** For a process to become ready. */
  startMs?: number
  /** A process without work is ended after this. */
  idleMs?: number
  /** Documents that may wait; the next is refused. */
  longestQueue?: number
  /** A process is replaced after so many documents, or when it holds more than `mostBytes`. */
  documentsEach?: number
  mostBytes?: number
  /** Font files that must be there. */
  fonts?: string[]
  /** The program of the processes; tests give others. */
  program?: string
}

type Task = {
  id: number
  input: TypesetInput
  limitMs: number
  done: (made: Typeset) => void
  failed: (error: Error) => void
}
type Answer = { ready?: true; id?: number; made?: Typeset; refused?: string; rss?: number }
type Child = {
  process: ChildProcess
  ready: boolean
  task: Task | null
  timer: NodeJS.Timeout | null
  made: number
  overdue: boolean
}

export type Typesetter = ReturnType<typeof makeTypesetter>

export function makeTypesetter(options: TypesetterOptions = {}) {
  const { max = 2, timeoutMs = 5000, startMs = 20_000, idleMs = 60_000, longestQueue = 500 } = options
  const { documentsEach = 500, mostBytes = 400e6, fonts, program = programFile('signing/typeset/child') } = options
  const children = new Set<Child>()
  const queue: Task[] = []
  let next = 0
  let closed = false
  let tried: Promise<void> | null = null

  function begin(): Child {
    const child: Child = {
      process: fork(program, {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        execArgv: ['--max-old-space-size=256'],
        // Nothing of our own environment: keys and passwords are no business of a process that reads strangers' pictures.
        env: { FONTCONFIG_FILE: join(templates(), 'fonts.conf') },
      }),
      ready: false,
      task: null,
      timer: null,
      made: 0,
      overdue: false,
    }
    children.add(child)
    child.process.on('message', (answer: Answer) => (answer.ready ? becomeReady(child) : take(child, answer)))
    child.process.on('error', () => end(child))
    child.process.on('exit', () => {
      children.delete(child)
      const task = release(child)
      task?.failed(
        child.overdue
          ? new TypesetFailed('timeout', 'A document took too long to typeset; its process was killed.')
          : new TypesetFailed(closed ? 'closed' : 'crashed', 'The typesetting process ended.'),
      )
      work()
    })
    return child
  }

  function becomeReady(child: Child) {
    child.ready = true
    watch(child)
  }

  function take(child: Child, answer: Answer) {
    if (child.task?.id !== answer.id) return
    const task = release(child)
    child.made += 1
    if (answer.made) task?.done(answer.made)
    else task?.failed(new TypesetFailed('refused', answer.refused ?? 'no reason was given'))
    if (child.made >= documentsEach || (answer.rss ?? 0) > mostBytes) end(child)
    else watch(child)
    work()
  }

  function release(child: Child): Task | null {
    const { task } = child
    child.task = null
    if (child.timer) clearTimeout(child.timer)
    return task
  }

  /** One clock per process: for becoming ready, for its document, or for having none. */
  function watch(child: Child) {
    if (child.timer) clearTimeout(child.timer)
    const waits = child.ready && !child.task
    child.timer = setTimeout(
      () => {
        child.overdue = !waits
        end(child)
      },
      child.ready ? (child.task?.limitMs ?? idleMs) : startMs,
    )
    // A process without work keeps nobody from ending.
    const hold = waits ? 'unref' : 'ref'
    child.timer[hold]()
    child.process[hold]()
    child.process.channel?.[hold]()
  }

  function end(child: Child) {
    children.delete(child)
    if (child.timer) clearTimeout(child.timer)
    child.process.kill('SIGKILL')
  }

  function work() {
    while (queue.length > 0 && !closed) {
      const child = [...children].find(c => c.task === null) ?? (children.size < max ? begin() : null)
      if (!child) return
      const task = queue.shift() as Task
      child.task = task
      watch(child)
      child.process.send({ id: task.id, input: task.input }, error => {
        if (error) end(child)
      })
    }
  }

  function typeset(input: TypesetInput): Promise<Typeset> {
    if (closed) return Promise.reject(new TypesetFailed('closed', 'The typesetter is closed.'))
    if (queue.length >= longestQueue) return Promise.reject(new Problem('typesetter-busy', {}, { status: 503 }))
    return new Promise((done, failed) => {
      queue.push({ id: next++, input, limitMs: timeoutMs + extraMs(input), done, failed })
      work()
    })
  }

  return {
    /** Throws TypesetFailed; Problem `typesetter-busy` when too many wait. */
    typeset,
    /** Resolves when a document can be typeset here: fonts present, templates sound. Throws Problem `fonts-missing`, or TypesetFailed. */
    async ready(): Promise<void> {
      const missing = missingFonts(fonts)
      if (missing.length > 0) throw new Problem('fonts-missing', { files: missing.join(', ') }, { status: 503 })
      tried ??= typeset(specimen()).then(
        () => {},
        error => {
          tried = null
          throw error
        },
      )
      await tried
    },
    /** Starts a process where none runs, so that the next document need not wait for one. */
    warm() {
      if (!closed && children.size === 0) watch(begin())
    },
    /** Ends every process; what waits is failed as `closed`. */
    close() {
      closed = true
      for (const task of queue.splice(0)) task.failed(new TypesetFailed('closed', 'The typesetter is closed.'))
      for (const child of [...children]) end(child)
    },
  }
}

/** The longest document that can be written takes 3 s on an idle core and holds a million letters; it gets 20 s more than others. */
const extraMs = (input: TypesetInput) => Math.floor(JSON.stringify(input.document).length / 50_000) * 1000
