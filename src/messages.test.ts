// Everything said to a person: every code thrown has its sentence, in both languages, once.
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { slices } from './slices.ts'

const root = resolve(import.meta.dirname)
const catalogue = new Map<string, unknown>()
const twice: string[] = []
for (const s of slices)
  for (const [key, message] of Object.entries(s.messages ?? {})) {
    if (catalogue.has(key)) twice.push(key)
    catalogue.set(key, message)
  }

/** Said before there is a page: their sentences stand in catalogues of the start, not of a slice. */
const BEFORE = /^platform\/database\//

function thrownCodes(files: readonly { path: string; text: string }[]): { path: string; code: string }[] {
  return files
    .filter(f => !BEFORE.test(f.path))
    .flatMap(f =>
      [...f.text.matchAll(/new Problem\(\s*'([a-z0-9-]+)'/g)].map(m => ({ path: f.path, code: m[1] as string })),
    )
}
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter(p => /\.tsx?$/.test(p) && !/\.test\./.test(p))
  .map(path => ({ path, text: readFileSync(join(root, path), 'utf8') }))

describe('messages', () => {
  test('every code that is thrown has a sentence', () => {
    expect(thrownCodes(sources).filter(t => !catalogue.has(t.code))).toEqual([])
  })
  test('a code without a sentence is found', () => {
    const planted = [{ path: 'x.ts', text: "throw new Problem('never-heard-of')" }]
    expect(thrownCodes(planted).filter(t => !catalogue.has(t.code))).toHaveLength(1)
  })
  test('no key is there twice', () => expect(twice).toEqual([]))
  test('each says something in Swedish and in English, without exclamation', () => {
    const facts = new Proxy({}, { get: () => '1' })
    for (const [key, message] of catalogue) {
      const m = message as Record<'sv' | 'en', string | ((f: object) => string)>
      for (const language of ['sv', 'en'] as const) {
        const text = typeof m[language] === 'string' ? m[language] : m[language](facts)
        expect(text.trim().length, `${key} in ${language}`).toBeGreaterThan(0)
        expect(text.includes('!'), `${key} in ${language} exclaims`).toBe(false)
      }
    }
  })
})
