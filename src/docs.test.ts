// What is committed under docs/generated is what the sources say, and what is said of settings is what is read.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { generatedDocs, staleDocs } from './cli/docs.ts'
import { declaredColumns } from './datamap/register.ts'
import { packagePath } from './platform/package-path.ts'
import { settingGroups } from './platform/settings.ts'
import { tables } from './schema.ts'
import { slices } from './slices.ts'

const docs = generatedDocs()

describe('the generated documents', () => {
  test('are what the sources say', () => {
    expect(staleDocs(docs), 'Run npm run docs, read the difference, and commit it.').toEqual([])
  })

  test('that are changed, missing or left over are found', () => {
    const changed = new Map(docs)
    changed.set('settings.md', 'x')
    changed.set('new.md', 'x')
    changed.delete('errors.md')
    expect(staleDocs(changed)).toEqual(
      expect.arrayContaining([
        'docs/generated/settings.md is stale',
        'docs/generated/new.md is stale',
        'docs/generated/errors.md is made by nothing',
      ]),
    )
  })

  test('name every column, endpoint and refusal', () => {
    const missing = [
      ...declaredColumns(tables).filter(c => !docs.get('data-map.md')?.includes(`\`${c.column}\``)),
      ...slices.flatMap(s => s.endpoints ?? []).filter(e => !docs.get('endpoints.md')?.includes(`| \`${e.path}\` |`)),
      ...slices
        .flatMap(s => Object.keys(s.messages ?? {}))
        .filter(key => !key.includes('.') && !docs.get('errors.md')?.includes(`\`${key}\``)),
    ]
    expect(missing).toEqual([])
  })

  test('hold no cell that says nothing', () => {
    for (const [file, text] of docs)
      for (const line of text.split('\n')) expect(line, file).not.toMatch(/undefined|\[object|\|\s+\||NaN/)
  })
})

test('every setting that is read is described, and no other', () => {
  const source = readFileSync(packagePath('src/platform/config.ts'), 'utf8')
  const read = new Set([...source.matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g)].map(m => m[1]))
  expect(settingGroups.flatMap(g => g.settings.map(s => s.name)).sort()).toEqual([...read].sort())
})
