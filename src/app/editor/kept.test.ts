import { expect, test } from 'vitest'
import { forgetAll, forgetDraft, keepDraft, type Place, takeKept, unconfirmed, windowName } from './kept.ts'
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
const at = (document: string, window: string, member = 'åsa'): Place => ({ member, document, window })
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
  keepDraft(local, at('d1', 'a'), kept('mitt'))
  keepDraft(local, at('d1', 'b'), kept('andras', '2026-11-24T10:00:00Z'))
  expect(takeKept(local, at('d1', 'a'))?.content.title).toBe('mitt')
  expect(takeKept(local, at('d1', 'b'))?.content.title).toBe('andras')
})

test('text left by a closed window is taken over once, the newest', () => {
  const local = storage()
  keepDraft(local, at('d1', 'old'), kept('äldre', '2026-11-24T08:00:00Z'))
  keepDraft(local, at('d1', 'gone'), kept('nyare', '2026-11-24T09:00:00Z'))
  expect(takeKept(local, at('d1', 'new'))?.content.title).toBe('nyare')
  forgetDraft(local, at('d1', 'new'))
  expect(takeKept(local, at('d1', 'new'))?.content.title).toBe('äldre')
})

test('another document’s text and damaged text are left alone', () => {
  const local = storage()
  keepDraft(local, at('d2', 'a'), kept('annan'))
  local.setItem('cling:draft:åsa:d1:x', '{"revision":')
  local.setItem('cling:draft:åsa:d1:y', '{"revision":1,"content":{}}')
  expect(takeKept(local, at('d1', 'a'))).toBeNull()
})

test('a window keeps its name over a reload', () => {
  const session = storage()
  expect(windowName(session, () => 'ett')).toBe('ett')
  expect(windowName(session, () => 'två')).toBe('ett')
})

test('a store that is full says so, and what an old window left stays until there is room', () => {
  const local = storage()
  keepDraft(local, at('d1', 'gone'), kept('kvar'))
  const setItem = local.setItem
  local.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  expect(keepDraft(local, at('d1', 'a'), kept('x'))).toBe(false)
  expect(takeKept(local, at('d1', 'a'))?.content.title).toBe('kvar')
  local.setItem = setItem
  expect(takeKept(local, at('d1', 'b'))?.content.title).toBe('kvar')
})

test('the next member at the same browser finds nothing of the last one’s', () => {
  const local = storage()
  keepDraft(local, at('d1', 'a'), kept('Åsas'))
  expect(takeKept(local, at('d1', 'a', 'bo'))).toBeNull()
  expect(takeKept(local, at('d1', 'b', 'bo'))).toBeNull()
  expect(unconfirmed(local, 'bo')).toEqual([])
})

test('signing out names each document with text that is not saved, once, and takes it all away', () => {
  const local = storage()
  keepDraft(local, at('d1', 'a'), kept('Badrum'))
  keepDraft(local, at('d1', 'b'), kept('Badrum'))
  keepDraft(local, at('d2', 'a'), kept('Tak'))
  keepDraft(local, at('d2', 'a', 'bo'), kept('Bos'))
  local.setItem('annat', 'rörs inte')
  expect(unconfirmed(local, 'åsa')).toEqual(['Badrum', 'Tak'])
  forgetAll(local, 'åsa')
  expect(unconfirmed(local, 'åsa')).toEqual([])
  expect(unconfirmed(local, 'bo')).toEqual(['Bos'])
  expect(local.getItem('annat')).toBe('rörs inte')
})
