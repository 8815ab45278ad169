// How a test says which clauses of the policy it proves: test('…', clause('P-4.4'), async () => { … }). Only a test that would fail
// if the clause stopped being true names it. On a describe it holds for every test inside that names none of its own.
import { type ClauseId, isClause } from '../privacy/clauses/clauses.ts'

declare module 'vitest' {
  interface TaskMeta {
    clauses?: readonly string[]
  }
}

export function clause(...ids: [ClauseId, ...ClauseId[]]) {
  for (const id of ids) if (!isClause(id)) throw new Error(`${id} is no clause of src/privacy/clauses.`)
  return { tags: ['clause'], meta: { clauses: ids } }
}
