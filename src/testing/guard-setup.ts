// In every process that runs tests: nothing leaves the machine.
import { guardSockets, isLoopback } from '../platform/outbound/guard.ts'

guardSockets(isLoopback)
