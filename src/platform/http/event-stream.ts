// Server-sent events. A stream holds nothing: whoever reconnects asks for the state again.
const ALIVE_MS = 25_000

/** `begin` gets a way to send and gives back how to stop, which happens when the reader leaves. */
export function eventStream(request: Request, begin: (send: (data: unknown) => void) => () => void): Response {
  const encoder = new TextEncoder()
  let stop = () => {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        try {
          controller.enqueue(encoder.encode(text))
        } catch {
          stop()
        }
      }
      write(': begins\n\n')
      const end = begin(data => write(`data: ${JSON.stringify(data)}\n\n`))
      const alive = setInterval(() => write(': alive\n\n'), ALIVE_MS)
      alive.unref()
      stop = () => {
        clearInterval(alive)
        end()
      }
      request.signal.addEventListener('abort', () => {
        stop()
        try {
          controller.close()
        } catch {
          // Closed from the other side already.
        }
      })
    },
    cancel: () => stop(),
  })
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  })
}
