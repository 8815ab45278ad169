// Requests over kept-alive sockets, one at a time on each, with every answer checked. As lean as a client can be, so that what is
// measured is the service.
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

export type Request = { path: string; headers?: string; method?: string; body?: string }
export type Checked = (status: number, body: Buffer) => boolean
export type Loaded = {
  count: number
  seconds: number
  rps: number
  p50: number
  p95: number
  p99: number
  wrong: number
}

const quantile = (sorted: readonly number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

/** Milliseconds; `requests` are taken in turn by all connections, each as soon as the last is answered or once in `everyMs`. */
export async function load(options: {
  port: number
  connections: number
  seconds: number
  everyMs?: number
  requests: readonly Request[]
  check: Checked
}): Promise<Loaded> {
  const texts = options.requests.map(r => {
    const method = r.method ?? 'GET'
    const body = r.body ?? ''
    return Buffer.from(
      `${method} ${r.path} HTTP/1.1\r\nhost: localhost:${options.port}\r\n${r.headers ?? ''}${body ? `content-length: ${Buffer.byteLength(body)}\r\ncontent-type: application/json\r\n` : ''}\r\n${body}`,
    )
  })
  const times: number[] = []
  let wrong = 0
  let next = 0
  const start = performance.now()
  const end = start + options.seconds * 1000
  const client = async () => {
    const socket = await open(options.port)
    while (performance.now() < end) {
      const began = performance.now()
      const { status, body } = await exchange(socket, texts[next++ % texts.length] as Buffer)
      times.push(performance.now() - began)
      if (!options.check(status, body)) wrong++
      const rest = began + (options.everyMs ?? 0) - performance.now()
      if (rest > 0) await pause(rest)
    }
    socket.destroy()
  }
  await Promise.all(Array.from({ length: options.connections }, client))
  const seconds = (performance.now() - start) / 1000
  times.sort((a, b) => a - b)
  return {
    count: times.length,
    seconds,
    rps: times.length / seconds,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    p99: quantile(times, 0.99),
    wrong,
  }
}

const open = (port: number) =>
  new Promise<Socket>((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, () => resolve(socket))
    socket.once('error', reject)
  })

function exchange(socket: Socket, text: Buffer): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    let parts: Buffer[] = []
    let need = -1
    let status = 0
    let size = 0
    let chunked = false
    const data = (part: Buffer) => {
      parts.push(part)
      size += part.length
      if (need < 0 && !chunked) {
        const all = parts.length === 1 ? part : Buffer.concat(parts)
        const head = all.indexOf('\r\n\r\n')
        if (head < 0) return
        const text = all.toString('latin1', 0, head)
        status = Number(text.slice(9, 12))
        const length = /content-length: (\d+)/i.exec(text)
        chunked = !length && /transfer-encoding: chunked/i.test(text)
        parts = [all.subarray(head + 4)]
        size = all.length - head - 4
        need = length ? Number(length[1]) : status === 204 || !chunked ? 0 : -1
      }
      if (chunked) {
        const all = Buffer.concat(parts)
        if (!all.subarray(-5).equals(Buffer.from('0\r\n\r\n'))) return
      } else if (size < need) return
      socket.off('data', data)
      socket.off('error', reject)
      resolve({ status, body: parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts) })
    }
    socket.on('data', data)
    socket.once('error', reject)
    socket.write(text)
  })
}
