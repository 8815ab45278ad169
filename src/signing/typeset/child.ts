// A process that typesets on request and can be killed without harm. It holds no secrets and reaches no network.
import type { TypesetInput } from './input.ts'
import { makeTypesetting } from './typesetting.ts'

const typeset = makeTypesetting()

process.on('message', async ({ id, input }: { id: number; input: TypesetInput }) => {
  let answer: object
  try {
    answer = { made: await typeset(input) }
  } catch (error) {
    answer = { refused: (error as Error).message }
  }
  // Memory of finished documents is given back only when the event loop turns.
  setImmediate(() => process.send?.({ id, ...answer, rss: process.memoryUsage.rss() }, undefined, {}, gone))
})
/** The parent may have been killed while we worked; 'disconnect' ends us. */
const gone = () => {}
process.on('disconnect', () => process.exit(0))
// Ctrl-C reaches the whole group of processes; it is for the parent to end us.
process.on('SIGINT', () => {})
process.send?.({ ready: true }, undefined, {}, gone)
