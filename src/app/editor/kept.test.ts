import { expect, test } from 'vitest'
import { forgetDraft, keepDraft, takeKept, windowName } from './kept.ts'
import type { Kept } from './save.ts'

function storage(): Storage {
  const map = new Map<string, string>()
  return {
    get length() {
      return map.size
    },
    key: i => [...map.keys()][i] ?? null,
    getItem: k => map.get(k) ?? null,
    setItem: (k, v) => void map.set(k, v),
    removeItem: k => void map.delete(k),
    clear: () => map.clear(),
  }
}
const kept = (title: string, at = '2026-11-24T09:41:00Z'): Kept => ({
  revision: 3,
  at,
  content: {
    title,
    validTo: '2026-12-23',
    blocks: [],
    pricing: { pricesIncludeVat: true, vatMode: 'standard', form: 'fixed', deduction: 'none' },
  },
})

test('a reload finds its own text again, whatever another window keeps', () => {
  const local = storage()
  keepDraft(local, 'd1', 'a', kept('mitt'))
  keepDraft(local, 'd1', 'b', kept('andras', '2026-11-24T10:00:00Z'))
  expect(takeKept(local, 'd1', 'a')?.content.title).toBe('mitt')
  expect(takeKept(local, 'd1', 'b')?.content.title).toBe('andras')
})

test('text left by a closed window is taken over once, the newest', () => {
  const local = storage()
  keepDraft(local, 'd1', 'old', kept('äldre', '2026-11-24T08:00:00Z'))
  keepDraft(local, 'd1', 'gone', kept('nyare', '2026-11-24T09:00:00Z'))
  expect(takeKept(local, 'd1', 'new')?.content.title).toBe('nyare')
  forgetDraft(local, 'd1', 'new')
  expect(takeKept(local, 'd1', 'new')?.content.title).toBe('äldre')
})

test('another document’s text and damaged text are left alone', () => {
  const local = storage()
  keepDraft(local, 'd2', 'a', kept('annan'))
  local.setItem('cling:draft:d1:x', '{"revision":')
  local.setItem('cling:draft:d1:y', '{"revision":1,"content":{}}')
  expect(takeKept(local, 'd1', 'a')).toBeNull()
})

test('a window keeps its name over a reload', () => {
  const session = storage()
  expect(windowName(session, () => 'ett')).toBe('ett')
  expect(windowName(session, () => 'två')).toBe('ett')
})

test('a store that is full loses only the second safety net', () => {
  const local = {
    ...storage(),
    setItem: () => {
      throw new Error('full')
    },
  }
  expect(() => keepDraft(local, 'd1', 'a', kept('x'))).not.toThrow()
})
