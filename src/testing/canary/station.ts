// The whole service with everybody outside it: suppliers on loopback that keep what came, people with browsers whose every answer is
// kept, and a worker that keeps every payload. What is searched afterwards is what was kept here.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startFakeCellsynt } from '../../integrations/cellsynt/fake.ts'
import type { Came, FakeServer } from '../../integrations/fake-server.ts'
import { startFakeMailgun } from '../../integrations/mailgun/fake.ts'
import { startFakeS3 } from '../../integrations/s3/fake.ts'
import { collectOrders } from '../../ordering/collect.ts'
import { movableClock } from '../../platform/clock.ts'
import type { Job } from '../../platform/jobs/job.ts'
import { eid } from '../../platform/ports/eid.ts'
import { slices } from '../../slices.ts'
import { ask } from '../ask.ts'
import { inUseEnv } from '../papers.ts'
import { startTestService, type TestService } from '../test-service.ts'
import type { Person } from './world.ts'

export type Left = {
  processor: string
  /** The address it went to, or what it was about. */
  to: string
  /** A file that went along: an agreement whole, to those it is between. */
  attached?: true
  bytes: Buffer
}
export type LeftSoFar = { mail: number; sms: number; asked: number }
export type Answered = { to: Person; path: string; bytes: Buffer }
export type Payload = { job: string; bytes: Buffer }
export type Station = Awaited<ReturnType<typeof openStation>>

export const BEGIN = new Date('2026-11-24T09:00:00.000Z')
const MAIL = { key: 'nyckel', domain: 'post.prov.example' }
const SMS = { username: 'prov', password: 'hemligt-ord' }
const STORE = { bucket: 'filer', region: 'eu-north-1', accessKey: 'NYCKEL', secretKey: 'hemligt' }

export async function openStation() {
  const clock = movableClock(BEGIN)
  const mailgun = await startFakeMailgun(MAIL)
  const cellsynt = await startFakeCellsynt(SMS)
  const store = await startFakeS3({ ...STORE, clock })
  const service = await startTestService({
    jobs: false,
    clock,
    env: {
      ...inUseEnv({ mailgun: { settings: { domain: MAIL.domain, url: mailgun.url } } }),
      CLING_MAILGUN_KEY: MAIL.key,
      CLING_SMS_USERNAME: SMS.username,
      CLING_SMS_PASSWORD: SMS.password,
      CLING_SMS_URL: cellsynt.url,
      CLING_SMS_REPORT_SECRET: 'ab'.repeat(16),
      CLING_S3_BUCKET: STORE.bucket,
      CLING_S3_ENDPOINT: store.endpoint,
      CLING_S3_REGION: STORE.region,
      CLING_S3_ACCESS_KEY: STORE.accessKey,
      CLING_S3_SECRET_KEY: STORE.secretKey,
      CLING_S3_OPERATOR: 'Prov Lagring AB, SE',
    },
  })
  const asked: Left[] = []
  /** Where copies of the installation are put: beside it, as an operator would. */
  const copies = mkdtempSync(join(tmpdir(), 'cling-canary-copies-'))
  recordEid(service, asked)
  const answers: Answered[] = []
  const payloads: Payload[] = []
  const jobs = new Map<string, Job<never>>(slices.flatMap(s => s.jobs ?? []).map(j => [j.name, j]))

  /** What a worker does, until nothing waits. */
  async function work(): Promise<void> {
    for (;;) {
      const waiting = await ask(
        service.superuserUrl,
        `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
         where t.id = j.task_id returning j.id, t.identifier, j.payload, j.key`,
      )
      if (waiting.length === 0) return
      for (const row of waiting.sort((a, b) => Number(a.id) - Number(b.id))) {
        payloads.push({ job: row.identifier, bytes: Buffer.from(`${row.key ?? ''} ${JSON.stringify(row.payload)}`) })
        const job = jobs.get(row.identifier)
        if (!job) throw new Error(`No job is called ${row.identifier}.`)
        await job.run(service.services, job.input.parse(row.payload) as never, 1)
      }
    }
  }

  return {
    service,
    clock,
    copies,
    answers,
    payloads,
    work,
    /** Asks BankID how orders stand, and does what follows. */
    async collect() {
      await collectOrders.run(service.services)
      await work()
    },
    /** Everything that has reached anybody outside. */
    async left(since: LeftSoFar = { mail: 0, sms: 0, asked: 0 }): Promise<Left[]> {
      return [
        ...(await mailsOf(mailgun, since.mail)),
        ...cellsynt.received.slice(since.sms).map(r => ({
          processor: 'sms',
          to: `+${r.destination.slice(2)}`,
          bytes: Buffer.from(`${r.originator}\n${r.destination}\n${r.text}`),
        })),
        ...[...store.objects].map(([name, o]) => ({
          processor: 'files',
          to: name,
          bytes: Buffer.concat([Buffer.from(`${name}\n`), o.bytes]),
        })),
        ...asked.slice(since.asked),
      ]
    },
    leftSoFar: (): LeftSoFar => ({ mail: mailgun.came.length, sms: cellsynt.received.length, asked: asked.length }),
    /** Addresses that the mail supplier was called to forget. */
    async mailSupplierForgot(): Promise<string[]> {
      return mailgun.came
        .filter(c => c.method === 'DELETE')
        .map(c => decodeURIComponent(c.path.split('/').at(-1) ?? '').toLowerCase())
    },
    /** Text of the newest mail to somebody. */
    async mailTo(address: string): Promise<string> {
      const mails = (await mailsOf(mailgun)).filter(m => m.to.toLowerCase() === address.toLowerCase())
      const last = mails.filter(m => !m.attached).at(-1)
      if (!last) throw new Error(`No mail has come to ${address}.`)
      return last.text
    },
    /** The mail that was sent last, which must be to that address; as if it had never been sent. */
    async takeBackMail(address: string): Promise<Left> {
      const last = (await mailsOf(mailgun)).at(-1)
      mailgun.came.pop()
      if (last?.to !== address) throw new Error('The mail did not leave.')
      return last
    },
    async close() {
      await service.close()
      rmSync(copies, { recursive: true, force: true })
      await Promise.all([mailgun.close(), cellsynt.close(), store.close()])
    },
  }
}

/** Each mail as it came over the wire, and whose it is. */
async function mailsOf(server: FakeServer, from = 0): Promise<(Left & { text: string })[]> {
  const parts = await Promise.all(
    server.came
      .slice(from)
      .filter(c => c.path.endsWith('/messages'))
      .map(async (c: Came) => {
        const form = await new Response(c.body as unknown as BodyInit, {
          headers: { 'content-type': c.headers['content-type'] ?? '' },
        }).formData()
        const mail = { processor: 'mail', to: String(form.get('to')), text: String(form.get('text')) }
        const files = [...form.values()].filter(v => typeof v !== 'string')
        const attached = await Promise.all(files.map(async f => Buffer.from(await f.arrayBuffer())))
        // Everything of the request but the files themselves: fields, names, headers and the address it was sent to.
        const rest = attached.reduce((left, file) => without(left, file), c.body)
        const said = Buffer.from(`${c.path}?${c.query}\n${JSON.stringify(c.headers)}\n`)
        return [
          { ...mail, bytes: Buffer.concat([said, rest]) },
          ...attached.map(bytes => ({ ...mail, attached: true as const, bytes })),
        ]
      }),
  )
  return parts.flat()
}

function without(all: Buffer, part: Buffer): Buffer {
  const at = part.length > 0 ? all.indexOf(part) : -1
  return at < 0 ? all : Buffer.concat([all.subarray(0, at), all.subarray(at + part.length)])
}

/** What BankID is given; its answers are its own. */
function recordEid(service: TestService, asked: Left[]) {
  const port = service.services.ports.get(eid) as unknown as Record<string, (...given: unknown[]) => unknown>
  for (const name of ['start', 'collect', 'cancel']) {
    const original = port[name]
    if (!original) continue
    port[name] = (...given) => {
      asked.push({ processor: 'eid', to: name, bytes: Buffer.from(JSON.stringify(given)) })
      return original.apply(port, given)
    }
  }
}
