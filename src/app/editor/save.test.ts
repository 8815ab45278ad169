import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DocumentContent } from '../../blocks/contract.ts'
import { Offline, Refused } from '../api.ts'
import { type Kept, Saver, type SaverPorts, type SaveState } from './save.ts'

const content = (title: string): DocumentContent => ({
  title,
  validTo: '2026-12-23',
  blocks: [],
  pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
})

type Put = SaverPorts['put']

function saverWith(put: Put, revision = 1, hasRoom = true) {
  const told: SaveState[] = []
  let kept: Kept | null = null
  const saver = new Saver(revision, {
    put,
    keep: k => {
      if (hasRoom) kept = k
      return hasRoom
    },
    forget: () => {
      kept = null
    },
    tell: s => told.push(s),
    now: () => new Date('2026-11-24T09:41:00Z'),
  })
  return { saver, told, kept: () => kept, last: () => told[told.length - 1] }
}

/** A server that keeps a revision, as ours does. */
function server(revision = 1) {
  const seen: { revision: number; title: string }[] = []
  const put: Put = async (given, c) => {
    if (given !== revision) throw refused(409, 'edited-elsewhere')
    revision++
    seen.push({ revision, title: c.title })
    return { revision, savedAt: '2026-11-24T09:41:00.000Z' }
  }
  return { put, seen }
}
const refused = (status: number, problem: string, fields: Record<string, string> = {}) =>
  new Refused(status, { problem, text: 'En mening.', fields, facts: {} })

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('autosave', () => {
  test('several quick changes become one save, of the last', async () => {
    const { put, seen } = server()
    const { saver, last } = saverWith(put)
    for (const t of ['N', 'Ny', 'Nytt']) saver.change(content(t))
    await vi.advanceTimersByTimeAsync(1000)
    expect(seen).toEqual([{ revision: 2, title: 'Nytt' }])
    expect(last()?.kind).toBe('saved')
    expect(saver.isClean).toBe(true)
  })

  test('what is typed during a save goes in the next, on its revision', async () => {
    const { put, seen } = server()
    const release = Promise.withResolvers<void>()
    let first = true
    const { saver } = saverWith(async (r, c) => {
      if (first) {
        first = false
        await release.promise
      }
      return put(r, c)
    })
    saver.change(content('ett'))
    await vi.advanceTimersByTimeAsync(700)
    saver.change(content('två'))
    await vi.advanceTimersByTimeAsync(5000)
    expect(seen).toEqual([])
    release.resolve()
    await vi.advanceTimersByTimeAsync(2000)
    expect(seen).toEqual([
      { revision: 2, title: 'ett' },
      { revision: 3, title: 'två' },
    ])
  })

  test('text stays in the browser until the server has confirmed it', async () => {
    const { put } = server()
    const { saver, kept } = saverWith(put)
    saver.change(content('utkast'))
    expect(kept()).toMatchObject({ revision: 1, content: { title: 'utkast' } })
    await vi.advanceTimersByTimeAsync(1000)
    expect(kept()).toBeNull()
  })

  test('without coverage the text is kept and saved when the network is back', async () => {
    const { put, seen } = server()
    let online = false
    const { saver, kept, last } = saverWith((r, c) => (online ? put(r, c) : Promise.reject(new Offline())))
    saver.change(content('i källaren'))
    await vi.advanceTimersByTimeAsync(700)
    expect(last()).toEqual({ kind: 'offline', kept: true })
    expect(kept()?.content.title).toBe('i källaren')
    online = true
    saver.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toHaveLength(1)
    expect(kept()).toBeNull()
  })

  test('without coverage and without room the window itself is the last to have the text, and says so', async () => {
    const { put } = server()
    let online = false
    const { saver, last } = saverWith((r, c) => (online ? put(r, c) : Promise.reject(new Offline())), 1, false)
    expect(saver.wouldLose).toBe(false)
    saver.change(content('i källaren'))
    expect(saver.wouldLose).toBe(true)
    await vi.advanceTimersByTimeAsync(700)
    expect(last()).toEqual({ kind: 'offline', kept: false })
    online = true
    saver.wake()
    await vi.advanceTimersByTimeAsync(0)
    expect(saver.wouldLose).toBe(false)
  })

  test('a service that fails is told apart from a missing network and is asked again by itself', async () => {
    const { put, seen } = server()
    let tries = 0
    const { saver, told } = saverWith((r, c) => (++tries < 3 ? Promise.reject(refused(500, 'failure')) : put(r, c)))
    saver.change(content('x'))
    await vi.advanceTimersByTimeAsync(700)
    expect(told.at(-1)).toEqual({ kind: 'failed', kept: true })
    await vi.advanceTimersByTimeAsync(5000)
    expect(seen).toHaveLength(1)
  })

  test('a refusal is told with its field, and the next change is a new try', async () => {
    const { put, seen } = server()
    const { saver, last } = saverWith((r, c) =>
      c.title.length > 3 ? Promise.reject(refused(422, 'invalid-input', { 'content.title': 'För långt.' })) : put(r, c),
    )
    saver.change(content('alldeles för lång'))
    await vi.advanceTimersByTimeAsync(700)
    expect(last()).toMatchObject({ kind: 'refused', fields: { 'content.title': 'För långt.' } })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen).toEqual([])
    saver.change(content('bra'))
    await vi.advanceTimersByTimeAsync(700)
    expect(seen).toHaveLength(1)
  })

  test('when another window was first, nothing more is sent until the choice is made', async () => {
    const { put, seen } = server(5)
    const { saver, last, kept } = saverWith(put, 4)
    saver.change(content('mitt'))
    await vi.advanceTimersByTimeAsync(700)
    expect(last()).toEqual({ kind: 'conflict' })
    saver.change(content('mitt mer'))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(seen).toEqual([])
    expect(kept()?.content.title).toBe('mitt mer')
    saver.rebase(5, content('båda'))
    await vi.advanceTimersByTimeAsync(700)
    expect(seen).toEqual([{ revision: 6, title: 'båda' }])
  })

  test('flush saves at once and says whether everything is with the server', async () => {
    const { put, seen } = server()
    const { saver } = saverWith(put)
    saver.change(content('strax'))
    expect(await saver.flush()).toBe(true)
    expect(seen).toHaveLength(1)
    const { saver: lost } = saverWith(() => Promise.reject(new Offline()))
    lost.change(content('borta'))
    expect(await lost.flush()).toBe(false)
  })

  test('work that makes a revision of its own does not become a conflict with what is typed meanwhile', async () => {
    const { put, seen } = server()
    const { saver, told } = saverWith(put)
    saver.change(content('före'))
    const release = Promise.withResolvers<void>()
    const alone = saver.alone(async () => {
      await release.promise
      const { revision } = await put(saver.revision, content('mottagare'))
      return { revision }
    })
    await vi.advanceTimersByTimeAsync(0)
    saver.change(content('under'))
    await vi.advanceTimersByTimeAsync(5000)
    release.resolve()
    await alone
    await vi.advanceTimersByTimeAsync(1000)
    expect(seen.map(s => s.title)).toEqual(['före', 'mottagare', 'under'])
    expect(told.some(s => s.kind === 'conflict')).toBe(false)
  })
})
