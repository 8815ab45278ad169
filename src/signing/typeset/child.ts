// A process that typesets on request and can be killed without harm.
import type { TypesetInput } from './input.ts'
import { makeTypesetting } from './typesetting.ts'

const typeset = makeTypesetting()

process.on('message', async ({ id, input }: { id: number; input: TypesetInput }) => {
  let answer: unknown
  try {
    answer = { id, made: await typeset(input) }
  } catch (error) {
    answer = { id, refused: (error as Error).message }
  }
  // Memory of finished documents is given back only when the event loop turns.
  setImmediate(() => process.send?.(answer))
})
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {})
process.send?.({ ready: true })
