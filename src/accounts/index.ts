import type { Gatekeeper } from '../platform/http/server.ts'
import { keyHolderOf } from './api-keys.ts'
import { refusal } from './permissions.ts'
import { memberOf } from './sessions.ts'

export const gatekeeper: Gatekeeper = {
  memberOf,
  keyHolderOf,
  refusal: (services, ...asked) => refusal(services.clock.now(), ...asked),
}
