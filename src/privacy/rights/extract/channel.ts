/** What a callback gives, as something to be read one after another; the callback waits until it is read. Ends it when the reader goes. */
export async function* channel<T>(produce: (push: (item: T) => Promise<void>) => Promise<void>): AsyncGenerator<T> {
  let waiting: { item: T; taken: () => void } | null = null
  let wake: (() => void) | null = null
  let gone: (() => void) | null = null
  let over = false
  let failed: unknown = null
  const push = (item: T) =>
    new Promise<void>((resolve, reject) => {
      if (over) return reject(new Gone())
      gone = () => reject(new Gone())
      waiting = { item, taken: resolve }
      wake?.()
    })
  const work = produce(push)
    .catch(error => {
      failed = error
    })
    .finally(() => {
      over = true
      wake?.()
    })
  try {
    for (;;) {
      if (waiting) {
        const { item, taken } = waiting as { item: T; taken: () => void }
        waiting = null
        yield item
        taken()
      } else if (over) break
      else
        await new Promise<void>(resolve => {
          wake = resolve
        })
    }
  } finally {
    if (!over) {
      over = true
      ;(gone as (() => void) | null)?.()
    }
    await work
  }
  if (failed) throw failed
}

/** The reader has gone: the transaction is given back. */
class Gone extends Error {}
