// A service of one's own, for the demo, the benches and the faults: on a fresh data folder unless told otherwise.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { packagePath } from '../platform/package-path.ts'

export type OwnService = {
  url: string
  port: number
  dataDir: string
  pid: number
  startedMs: number
  /** Resolves when the process has ended, however that came about. */
  ended: Promise<void>
  /** Ends it in order; a data folder made for it goes too. */
  stop(): Promise<void>
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Starts the built service and waits until it says that it is ready. */
export async function startOwnService(
  options: { dataDir?: string; port?: number; env?: Record<string, string> } = {},
): Promise<OwnService> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'cling-'))
  const port = options.port ?? (await freePort())
  const url = `http://localhost:${port}`
  const began = performance.now()
  const child = spawn(process.execPath, ['--enable-source-maps', packagePath('dist', 'server', 'main.js')], {
    env: {
      ...process.env,
      PORT: String(port),
      CLING_DATA: dataDir,
      CLING_LOG: process.env.CLING_LOG ?? 'warn',
      CLING_PUBLIC_URL: url,
      ...options.env,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const until = Date.now() + 30_000
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('Tjänsten startade inte.')
    const ready = await fetch(`${url}/healthz`).then(
      r => r.ok,
      () => false,
    )
    if (ready) break
    if (Date.now() > until) {
      child.kill('SIGTERM')
      throw new Error('Tjänsten blev inte klar inom en halv minut.')
    }
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return {
    url,
    port,
    dataDir,
    ended,
    pid: child.pid as number,
    startedMs: performance.now() - began,
    async stop() {
      child.kill('SIGTERM')
      await ended
      if (!options.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
