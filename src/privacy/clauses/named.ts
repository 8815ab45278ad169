// Which test files name which clauses, read from the sources: what should have a result, before anything has run.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packagePath } from '../../platform/package-path.ts'

export type Named = { file: string; clauses: string[] }

export function namedClauses(): Named[] {
  return ['src', 'e2e', 'scripts']
    .flatMap(folder =>
      readdirSync(packagePath(folder), { recursive: true, encoding: 'utf8' })
        .filter(path => /\.(test|e2e)\.(tsx?|mjs)$/.test(path))
        .map(path => join(folder, path)),
    )
    .sort()
    .map(file => ({ file, clauses: namedIn(readFileSync(packagePath(file), 'utf8')) }))
    .filter(n => n.clauses.length > 0)
}

export const namedIn = (source: string): string[] => [
  ...new Set(
    [...source.matchAll(/,\s*clause\(([^)]*)\),/g)].flatMap(m =>
      [...(m[1] as string).matchAll(/'([^']+)'/g)].map(id => id[1] as string),
    ),
  ),
]
