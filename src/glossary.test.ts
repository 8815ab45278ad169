// One word per thing: what people read uses the words of docs/glossary.md, and none of those it says not to.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { packagePath } from './platform/package-path.ts'
import { clause } from './testing/clause.ts'

const glossary = readFileSync(packagePath('docs', 'glossary.md'), 'utf8')
/** The rows of a table of the glossary, by the heading it stands under. */
const rows = (heading: string) =>
  [...(glossary.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/^\| ([^|]+) \| ([^|]+) \|/gm)]
    .map(m => ({ words: (m[1] as string).split(',').map(w => w.trim()), means: (m[2] as string).trim() }))
    .slice(1)
const instead = rows('Words that are not used')
const meant = rows('Words of the policy that it does not explain')

type Page = { path: string; text: string }
/** Everything that holds words for people: messages, words of pages, pages, legal texts, templates. Comments are for us. */
const pages: Page[] = readdirSync(packagePath('src'), { recursive: true, encoding: 'utf8' })
  .filter(path =>
    /(\.messages|\.words|catalogue|rates|processors|vocabulary)\.ts$|\.tables\.ts$|\.tsx$|\.typ$/.test(path),
  )
  .filter(path => !path.includes('.test.'))
  .map(path => ({ path, text: withoutComments(readFileSync(packagePath('src', path), 'utf8')) }))

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
}

const forbidden = (list: readonly Page[]) =>
  list.flatMap(({ path, text }) =>
    instead.flatMap(({ words, means }) =>
      words
        .filter(word => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, 'iu').test(text))
        .map(word => `${path} says ${word}; here it is called ${means}`),
    ),
  )

describe('what people read', () => {
  test('uses the words of the glossary, and none that it names as another’s', clause('P-1.2', 'X-1', 'X-3'), () => {
    expect(pages.length).toBeGreaterThan(40)
    expect(forbidden(pages)).toEqual([])
  })

  test('that says another word is found', () => {
    const planted = [{ path: 'x.words.ts', text: "lead: 'Vi är Registeransvarig för din slutkonsument.'" }]
    expect(forbidden(planted)).toEqual([
      expect.stringContaining('Registeransvarig; here it is called personuppgiftsansvarig'),
      expect.stringContaining('Slutkonsument; here it is called Slutkund'),
    ])
  })
})

describe('the glossary', () => {
  test(
    'says what the services are together, and what every word of the policy means that it does not explain',
    clause('P-1.2', 'X-3'),
    () => {
      expect(glossary).toMatch(/^\| Tjänster, tjänsten \|.*tillsammans/m)
      expect(Object.fromEntries([...instead, ...meant].flatMap(i => i.words.map(w => [w, i.means])))).toMatchObject({
        Slutkonsument: 'Slutkund',
        Webbplatsanvändare: 'Webbplatsbesökare',
        Samarbetsavtal: 'Serviceavtalet',
        'ROT/ROT': 'ROT/RUT',
        Användare: 'Kund eller medlem; Slutkund där det gäller spårpixlar',
        'detta avtal': 'Serviceavtalet',
        Företaget: 'operatören; på våra sidor är företaget Kunden',
      })
    },
  )

  test('explains the old word for who is responsible once', clause('X-1'), () => {
    expect(glossary.match(/registeransvarig/gi)).toHaveLength(1)
    expect(glossary).toMatch(/^\| Registeransvarig \| personuppgiftsansvarig \|/m)
  })
})
