import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { packagePath } from '../../platform/package-path.ts'
import { quoteInput } from './fixtures/quote.ts'
import { makeTypesetter, type Typesetter, type TypesetterOptions } from './pool.ts'

const program = packagePath('src', 'signing', 'typeset', 'fixtures', 'stubborn-child.ts')
const asks = (title: string) => quoteInput({ document: { ...quoteInput().document, title }, pictures: {} })
const pidOf = ({ pdf }: { pdf: Uint8Array }) => Number(Buffer.from(pdf).toString())

const open: Typesetter[] = []
const stubborn = (options: TypesetterOptions = {}) => {
  const typesetter = makeTypesetter({ program, ...options })
  open.push(typesetter)
  return typesetter
}
afterEach(() => {
  for (const typesetter of open.splice(0)) typesetter.close()
})

test('a document comes back the same, byte for byte, from two processes', async () => {
  const typesetter = stubborn({ program: undefined, max: 2 })
  const [one, two] = await Promise.all([typesetter.typeset(quoteInput()), typesetter.typeset(quoteInput())])
  expect(one.pages).toBeGreaterThan(4)
  expect(Buffer.from(one.pdf).equals(Buffer.from(two.pdf))).toBe(true)
})

test('a process that hangs is killed, its document fails as overdue, and the next document gets another process', async () => {
  const typesetter = stubborn({ max: 1, timeoutMs: 1000 })
  const before = pidOf(await typesetter.typeset(asks('Prov')))
  const hung = typesetter.typeset(asks('hang'))
  const next = typesetter.typeset(asks('Prov'))
  await expect(hung).rejects.toMatchObject({ code: 'timeout', again: true })
  expect(pidOf(await next)).not.toBe(before)
})

test('a process that dies takes only its own document with it', async () => {
  const typesetter = stubborn({ max: 1 })
  const all = await Promise.allSettled(['Prov', 'crash', 'Prov'].map(title => typesetter.typeset(asks(title))))
  expect(all.map(a => a.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(all[1]).toMatchObject({ reason: { code: 'crashed', again: true } })
})

test('a document that is refused is not worth another try, and its process goes on', async () => {
  const typesetter = stubborn({ max: 1 })
  const before = pidOf(await typesetter.typeset(asks('Prov')))
  await expect(typesetter.typeset(asks('refuse'))).rejects.toMatchObject({ code: 'refused', again: false })
  expect(pidOf(await typesetter.typeset(asks('Prov')))).toBe(before)
})

test('a process is replaced after its share of documents, and when it has grown too large', async () => {
  const typesetter = stubborn({ max: 1, documentsEach: 2 })
  const pids: number[] = []
  for (const title of ['Prov', 'Prov', 'grow', 'Prov']) pids.push(pidOf(await typesetter.typeset(asks(title))))
  expect(pids[1]).toBe(pids[0])
  expect(new Set(pids).size).toBe(3)
})

test('when too many documents wait, the next is refused with a problem', async () => {
  const typesetter = stubborn({ max: 1, longestQueue: 2 })
  const taken = ['Prov', 'Prov', 'Prov'].map(title => typesetter.typeset(asks(title)))
  await expect(typesetter.typeset(asks('Prov'))).rejects.toMatchObject({ code: 'typesetter-busy', status: 503 })
  expect(await Promise.all(taken)).toHaveLength(3)
})

test('closing fails what waits and what is under way, and takes no more', async () => {
  const typesetter = stubborn({ max: 1 })
  const waiting = Promise.allSettled(['hang', 'Prov'].map(title => typesetter.typeset(asks(title))))
  typesetter.close()
  const late = Promise.allSettled([typesetter.typeset(asks('Prov'))])
  for (const failed of [...(await waiting), ...(await late)])
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'closed' } })
})

test('ready is told apart: fonts that are missing are named, without the paths of the machine', async () => {
  const typesetter = stubborn({ program: undefined })
  await expect(typesetter.ready()).resolves.toBeUndefined()
  const without = stubborn({ fonts: [join('/nowhere', 'SourceSerif4_400Regular.ttf')] })
  await expect(without.ready()).rejects.toMatchObject({
    code: 'fonts-missing',
    facts: { files: 'SourceSerif4_400Regular.ttf' },
  })
})
