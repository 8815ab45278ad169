import type { Gatekeeper } from '../platform/http/server.ts'
import { keyHolderOf } from './api-keys.ts'
import { may } from './permissions.ts'
import { memberOf } from './sessions.ts'

export const gatekeeper: Gatekeeper = { memberOf, keyHolderOf, may }
