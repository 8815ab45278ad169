import type { Table } from '../datamap/table.ts'
import type { Message } from '../kernel/messages.ts'
import type { Endpoint } from './http/endpoint.ts'
import type { Job, Sweep } from './jobs/job.ts'
import type { Port } from './ports/port.ts'

/** What a folder adds to the system, on one screen. */
export type Slice = {
  name: string
  tables?: readonly Table[]
  endpoints?: readonly Endpoint[]
  jobs?: readonly Job<never>[]
  sweeps?: readonly Sweep[]
  ports?: readonly Port<never>[]
  messages?: Readonly<Record<string, Message<never>>>
}

export const slice = (s: Slice): Slice => s
