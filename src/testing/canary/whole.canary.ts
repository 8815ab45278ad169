// The whole run: several worlds, and faults in the declarations of a service of their own, which must not get to its end.
import { writeFileSync } from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import type { Personal } from '../../datamap/table.ts'
import { tables } from '../../schema.ts'
import { drive } from './drive.ts'
import { canaryRun } from './run.ts'
import { openStation } from './station.ts'
import { makeWorld } from './world.ts'

const result = { markers: 0, leaks: 0, mutations: 0, mutationsCaught: 0 }
const say = (line: string) => process.stderr.write(`${line}\n`)
afterAll(() => {
  if (process.env.CLING_CANARY_RESULT) writeFileSync(process.env.CLING_CANARY_RESULT, JSON.stringify(result))
})

const seed = Number(process.env.CLING_CANARY_SEED ?? Date.now() % 1_000_000)

describe.each([seed, seed + 1, seed + 2])('the world %i', seed => {
  test('leaks nothing, and every fault is caught', async () => {
    const run = await canaryRun({ seed, say })
    result.markers += run.markers
    result.leaks += run.leaks.length + run.blind.length
    result.mutations += run.mutations.length
    result.mutationsCaught += run.mutations.filter(m => m.caught).length
    for (const line of [...run.leaks, ...run.blind]) say(`LEAK  ${line}`)
    for (const m of run.mutations.filter(x => !x.caught)) say(`NOT CAUGHT  ${m.name}`)
    expect(run.blind).toEqual([])
    expect(run.leaks).toEqual([])
    expect(run.mutations.filter(m => !m.caught)).toEqual([])
  })
})

/** A declaration as it is when the service starts, with a recipient less. */
function withoutRecipient(name: string, recipient: string): () => void {
  const [table, column] = name.split('.')
  const declared = tables.find(t => t.name === table)?.columns[column as never] as { declaration: Personal } | undefined
  if (!declared?.declaration.shared?.includes(recipient)) throw new Error(`${name} is not shared with ${recipient}.`)
  const whole = declared.declaration
  declared.declaration = { ...whole, shared: whole.shared?.filter(r => r !== recipient) ?? [] }
  return () => {
    declared.declaration = whole
  }
}

describe('a service that is not allowed to tell', () => {
  test.each([
    ['client_person.name', 'mail'],
    ['dispatch.address', 'sms'],
    ['document.title', 'eid'],
    ['file.sha256', 'mail'],
    ['question.body', 'mail'],
  ])('%s by %s tells nobody: it stops at the door', async (column, recipient) => {
    const restore = withoutRecipient(column, recipient)
    result.mutations++
    const station = await openStation()
    try {
      await expect(drive(station, makeWorld(seed))).rejects.toThrow(/outbound-column-refused|500/)
      result.mutationsCaught++
    } finally {
      restore()
      await station.close()
    }
  })
})
