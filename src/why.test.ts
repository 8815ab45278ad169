// Beside every field that holds something of a person stands why it is asked for, written by the column's declaration.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { whyOf } from './app/shell/why.tsx'
import { declaredColumns } from './datamap/register.ts'
import type { Table } from './datamap/table.ts'
import { recipientWords, whyWords } from './datamap/words.ts'
import { processorKeys } from './integrations/processors.ts'
import { tables } from './schema.ts'
import { clause } from './testing/clause.ts'

const root = import.meta.dirname
const SCREENS = ['app', 'website', 'recipient', 'ordering', 'privacy', 'support']
type Found = { where: string; name: string; text: string }

/** Fields that people write in: their whole element, with where it stands and what it is called. */
function fieldsIn(path: string, source: string): Found[] {
  return [...source.matchAll(/<(TextField|FigureField|DateField|Field|PictureField|Words|input|textarea)\b/g)].flatMap(
    m => {
      const text = elementAt(source, m.index)
      const type = /\btype="(\w+)"/.exec(text)?.[1]
      if (['checkbox', 'radio', 'hidden', 'file', 'color', 'search', 'date'].includes(type ?? '')) return []
      const name = /\b(?:label|aria-label|name|id)=(?:"([^"]*)"|\{([^}]*)\})/.exec(text)
      return [{ where: path, name: name?.[1] ?? name?.[2] ?? /\{\.\.\.(\w+)/.exec(text)?.[1] ?? '?', text }]
    },
  )
}

/** From `<` to the `>` that ends the tag; what stands in braces may hold either. */
function elementAt(source: string, start: number): string {
  let depth = 0
  for (let at = start; at < source.length; at++) {
    if (source[at] === '{') depth++
    if (source[at] === '}') depth--
    if (source[at] === '>' && depth === 0) return source.slice(start, at + 1)
  }
  return source.slice(start)
}

const saysWhy = (f: Found) => /\bof=\{|\bwhy=\{(?!say)|\{\.\.\.(text|field)\(/.test(f.text)

/** Fields that hold nothing of a person, or stand within one that says why; by file, or file and name. */
const OTHERWISE: Readonly<Record<string, string>> = {
  'app/articles/': 'what the company sells',
  'app/editor/': 'part of the document, which says why once, at its head (document.content)',
  'app/change/change-': 'part of the document, which says why once, beneath what has happened (document.content)',
  'app/job/job-ledger.tsx: say(w.workedUpSum)': 'a sum of the company’s own',
  'app/document/keep-as-template.tsx': 'what a template is called',
  'app/document/prolong.tsx': 'a day of the offer',
  'app/document/questions.tsx: say(w.answerTo, { name': 'says why beneath itself, with <Why>',
  'app/document/withdrawals.tsx: say(w.answer)': 'says why beneath itself, with <Why>',
  'app/settings/app-sheet.tsx: say(w.code)': 'a code of an app, of no use afterwards',
  'app/settings/leaving.tsx: say(w.writeName, { name':
    'is compared with the company’s name, and nothing is stored of it',
  'app/prove.tsx: say(w.currentPassword)': 'is compared and nothing is stored of it',
  'app/settings/company-parts.tsx: defaultValidDays': 'a number of days',
  'app/settings/look.tsx: colour': 'a colour',
  'app/settings/api-keys.tsx: say(w.keyName)': 'what a system is called',
  'app/shell/fields.tsx': 'the parts that fields are made of',
  'ordering/pages/sign-page.tsx: authority': 'says why beneath itself: it becomes part of what is signed',
  'website/account-pages.tsx: email': 'says who is coming back; nothing is stored of it',
  'website/account-pages.tsx: code': 'a code of an app, of no use afterwards',
  'website/account-pages.tsx: password': 'is compared and nothing is stored of it',
  'recipient/pages/feedback-form.tsx: kommentar': 'says why beneath itself, by its own column',
  'recipient/pages/answers.tsx: name': 'the part that both forms are made of',
  'recipient/pages/delegate-page.tsx: name': 'the part that both fields are made of',
  'privacy/rights/pages/pages.tsx: password': 'is compared and nothing is stored of it',
  'privacy/rights/pages/pages.tsx: code': 'a code that was sent, of no use afterwards',
  'privacy/rights/pages/pages.tsx: `${name': 'says why beneath itself, by the column of the request',
  'ordering/pages/sign-page.tsx: code': 'a code that was sent, of no use afterwards',
}
const excuses = (f: Found) => Object.keys(OTHERWISE).filter(key => `${f.where}: ${f.name}`.startsWith(key))

const files = SCREENS.flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(p => p.endsWith('.tsx') && !p.includes('.test.'))
    .map(p => join(folder, p)),
)
const found = files.flatMap(path => fieldsIn(path, readFileSync(join(root, path), 'utf8')))

const silent = (list: readonly Found[]) =>
  list.filter(f => !saysWhy(f) && excuses(f).length === 0).map(f => `${f.where}: ${f.name}`)

/** Which table the fields of a form are bound to, where a helper of the form names the column. */
const FORMS: readonly [file: string, helper: string, table: string][] = [
  ['app/clients/client-form.tsx', 'text', 'client'],
  ['app/clients/client-form.tsx', 'field', 'client_person'],
  ['app/settings/company-parts.tsx', 'text', 'company'],
]
/** Every column that a field of the app is bound to, as it is written there. */
const bound = (): [table: string, column: string][] => [
  ...files.flatMap(path =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/of=\{\['(\w+)', '(\w+)'\]\}/g)].map(
      m => [m[1], m[2]] as [string, string],
    ),
  ),
  ...FORMS.flatMap(([file, helper, table]) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(new RegExp(`\\{\\.\\.\\.${helper}\\('(\\w+)'`, 'g'))].map(
      m => [table, m[1]] as [string, string],
    ),
  ),
]
const snake = (column: string) => column.replace(/[A-Z]/g, c => `_${c.toLowerCase()}`)

describe('a field that holds something of a person', () => {
  test('says why, in every screen', clause('P-0.2'), () => {
    expect(found.length).toBeGreaterThan(60)
    expect(silent(found)).toEqual([])
    for (const key of Object.keys(OTHERWISE))
      expect(
        found.some(f => !saysWhy(f) && excuses(f).includes(key)),
        `${key} excuses nothing any more`,
      ).toBe(true)
    const planted = fieldsIn('app/planted.tsx', '<TextField name="shoe" change={v => set(v)} />')
    expect(silent(planted)).toEqual(['app/planted.tsx: shoe'])
  })

  test('is bound to a column whose declaration says it', clause('P-0.2'), () => {
    const columns = new Map(declaredColumns(tables).map(c => [`${c.table}.${c.column}`, c]))
    const asked = bound().map(([table, column]) => `${table}.${snake(column)}`)
    expect(asked.length).toBeGreaterThan(35)
    expect(asked.filter(name => !columns.has(name))).toEqual([])
    expect(asked.filter(name => columns.get(name)?.personal && !columns.get(name)?.personal?.why)).toEqual([])
    expect(bound().filter(([t, c]) => columns.get(`${t}.${snake(c)}`)?.personal && !whyOf(t, c))).toEqual([])
    expect(whyOf('client', 'workStreet')?.sv).toBe(
      'Där arbetet görs, om det är en annan plats. Sparas 24 månader efter den senaste händelsen, sedan raderas det. Lämnas inte vidare.',
    )
    expect(whyOf('client', 'kind')).toBe(null)
  })

  test('says what for, how long and who may get it, in at most 45 words of each language', clause('P-0.2'), () => {
    const notes = (tables as readonly Table[]).flatMap(t =>
      Object.keys(t.columns).flatMap(c => {
        const why = whyWords(t, c)
        return why ? [{ column: `${t.name}.${c}`, why }] : []
      }),
    )
    expect(notes.length).toBeGreaterThan(30)
    for (const { column, why } of notes) {
      expect(why.sv.split(' ').length, column).toBeLessThanOrEqual(45)
      expect(why.en.split(' ').length, column).toBeLessThanOrEqual(45)
      expect(why.sv, column).toMatch(/(Kan gå till .*|Lämnas inte vidare)\.$/)
      expect(why.en, column).toMatch(/(May go to .*|Passed on to nobody)\.$/)
    }
    expect(Object.keys(recipientWords).sort()).toEqual(processorKeys.filter(key => key !== 'timestamp').sort())
  })
})
