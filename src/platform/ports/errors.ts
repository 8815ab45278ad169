// A collector of faults outside the installation. What goes there has been scrubbed here first and names nobody.
import { port } from './port.ts'

export type Fault = {
  /** Random, the same when it is sent again. */
  id: string
  zone: string
  kind: string
  message: string
  /** File and line, one per step. */
  frames: readonly string[]
  times: number
}
export type FaultPort = {
  report(fault: Fault): Promise<void>
}
export const faultCollector = port<FaultPort>('errors', {
  processor: 'errors',
  discloses: ['site_error.message', 'site_error.frames', 'site_error.zone', 'site_error.kind', 'site_error.times'],
})
