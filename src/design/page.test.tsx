import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { brandCss, contrast, deriveBrand } from './colour.ts'
import { Field, Notice } from './components.tsx'
import { renderPage } from './page.tsx'
import { Status, shownStates, statusWords } from './status.tsx'

const folder = import.meta.dirname
const sheet = (name: string) => readFileSync(join(folder, name), 'utf8')
const page = (more: Partial<Parameters<typeof renderPage>[0]> = {}) =>
  renderPage({ title: 'Prov', language: 'sv', body: <p>Hej</p>, ...more })

describe('a page', () => {
  test('names its language, and fetches nothing that its first paint waits for', () => {
    const html = page({ language: 'en', scripts: ['/x.js'] })
    expect(html).toMatch(/^<!doctype html><html lang="en">/)
    expect(html).not.toMatch(/<link rel="(stylesheet|preload)"/)
    expect(html).toContain('<script src="/x.js" defer="">')
  })

  test('shows what was typed as text', () => {
    const typed = '</title><script>alert(1)</script>'
    const html = page({ title: typed, body: <p>{typed}</p> })
    expect(html).not.toContain('<script>alert')
    expect(html.match(/&lt;script&gt;alert\(1\)/g)).toHaveLength(2)
  })

  test('lets fonts that are late wait for the next page where somebody is reading', () => {
    expect(page()).toContain('font-display:swap')
    expect(page({ fonts: 'fallback' })).not.toContain('font-display:swap')
    expect(page({ fonts: 'fallback' })).toContain('font-display:fallback')
  })
})

describe('fonts', () => {
  const files = readdirSync(join(folder, 'fonts'))
  test.each(files)('%s stands in the sheet under the hash of its content, and is small', file => {
    const bytes = readFileSync(join(folder, 'fonts', file))
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    expect(sheet('fonts.css')).toContain(`url(/fonts/${file}?v=${hash})`)
    expect(bytes.length).toBeLessThan(40 * 1024)
  })
  test('come from this service alone', () => {
    expect([...sheet('fonts.css').matchAll(/url\((?!\/fonts\/)/g)]).toEqual([])
  })
})

describe('pigments', () => {
  const modes = sheet('tokens.css').split('@media screen and (prefers-color-scheme: dark)')
  const pigments = (css: string) =>
    Object.fromEntries([...css.matchAll(/--([\w-]+): (#[\da-f]+);/g)].map(m => [m[1], long(m[2] as string)]))
  const long = (hex: string) => (hex.length === 4 ? hex.replace(/[\da-f]/g, '$&$&') : hex)

  test.each([
    ['light', 0],
    ['dark', 1],
  ] as const)('text reaches its contrast in %s', (_, i) => {
    const p = pigments(modes[i] as string)
    const on = (a: string, b: string) => contrast(p[a] as string, p[b] as string)
    for (const ground of ['papper', 'kalk', 'list']) {
      for (const text of ['sot', 'granit', 'ink', 'gran', 'ockra', 'falu']) expect(on(text, ground)).toBeGreaterThan(7)
      expect(on('skiffer', ground)).toBeGreaterThan(4.5)
      expect(on('kant', ground)).toBeGreaterThan(3)
    }
    for (const state of ['ink', 'gran', 'ockra', 'falu']) expect(on(state, `${state}-tone`)).toBeGreaterThan(7)
    expect(on('on-ink', 'ink')).toBeGreaterThan(7)
  })

  test('what is printed at night is printed as by day', () => {
    expect(brandCss(deriveBrand('#0b5d45'))).toContain('@media screen and (prefers-color-scheme:dark)')
  })
})

describe('parts', () => {
  test.each(shownStates)('the state %s is a shape of its own and a word in both languages', state => {
    const drawn = (s: (typeof shownStates)[number]) =>
      /<svg.*<\/svg>/.exec(renderToStaticMarkup(<Status state={s} language="sv" />))?.[0]
    for (const other of shownStates) if (other !== state) expect(drawn(other)).not.toBe(drawn(state))
    expect(statusWords[state].sv).not.toBe('')
    expect(renderToStaticMarkup(<Status state={state} language="en" />)).toContain(
      `<span>${statusWords[state].en}</span>`,
    )
  })

  test('a refused field keeps its value and is tied to its sentence', () => {
    const html = renderToStaticMarkup(<Field name="mail" label="E-post" value="a@b" error="Adressen saknar slutet." />)
    expect(html).toContain('value="a@b"')
    expect(html).toContain('aria-invalid="true" aria-describedby="mail-error"')
    expect(html).toContain('id="mail-error"')
  })

  test('only bad news interrupts a screen reader', () => {
    expect(renderToStaticMarkup(<Notice tone="bad">x</Notice>)).toContain('role="alert"')
    expect(renderToStaticMarkup(<Notice tone="ok">x</Notice>)).not.toContain('role=')
  })
})
