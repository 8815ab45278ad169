import type { IncomingMessage } from 'node:http'

/**
 * The body of a request, or null when it is larger than it may be. It is read to its end all the same: a server that answers while it is
 * being written to may have its answer thrown away.
 */
export async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= maxBytes) parts.push(part)
    if (size > maxBytes * 100) throw new Error('A body without end.')
  }
  return size > maxBytes ? null : Buffer.concat(parts)
}
