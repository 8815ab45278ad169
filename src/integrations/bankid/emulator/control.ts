// The phone's control interface, for tests and the demo (POST, application/json; answers are JSON, refusals `{error}` with 4xx):
//
//   GET  /api/orders                         → {orders: [{order, kind, text, autoStartToken, qrStartToken}]}  those not yet opened
//   POST /api/open     {WHICH, WHO}          → {state, text}        as if the app had read it: hint userSign
//   POST /api/approve  {WHICH, WHO}          → {state, returnUrl}   opens if need be, signs
//   POST /api/cancel   {WHICH}               → {state}              hint userCancel
//   POST /api/fail     {WHICH, hint}         → {state}              any of the failed hints
//   POST /api/service  {behaves}             → {behaves}            normal, maintenance, internalError or silent (no answer at all)
//
// WHICH is one of autoStartToken, qr (the code's text) and order; WHO is personalNumber and, if one likes, givenName and surname.
import type { App } from './app.ts'
import { FAILED_HINTS, type FailedHint, type Order, textOf } from './orders.ts'
import { personWith } from './persons.ts'
import type { Behaviour } from './rp-api.ts'

export type Body = Readonly<Record<string, unknown>>
export const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

export function hintIn(body: Body): FailedHint {
  const hint = FAILED_HINTS.find(h => h === body.hint)
  if (!hint) throw new PhoneError(422, 'hint')
  return hint
}

export class PhoneError extends Error {
  readonly status: number
  readonly error: string
  constructor(status: number, error: string) {
    super(error)
    this.status = status
    this.error = error
  }
}

const BEHAVIOURS: readonly Behaviour['is'][] = ['normal', 'maintenance', 'internalError', 'silent']

export async function control(app: App, behaviour: Behaviour, what: string, body: Body): Promise<object> {
  if (what === 'service') {
    const behaves = BEHAVIOURS.find(b => b === body.behaves)
    if (!behaves) throw new PhoneError(422, 'behaves')
    behaviour.is = behaves
    return { behaves }
  }
  if (!['open', 'approve', 'cancel', 'fail'].includes(what)) throw new PhoneError(404, 'not-found')
  const order = which(app, body)
  if (what === 'cancel' || what === 'fail') {
    app.fail(order, what === 'cancel' ? 'userCancel' : hintIn(body))
    return { state: order.state.is }
  }
  const person = personWith(text(body.personalNumber), app.now(), text(body.givenName), text(body.surname))
  if (!person) throw new PhoneError(422, 'personal-number')
  app.take(order, typeof body.autoStartToken === 'string', person)
  if (what === 'open') return { state: order.state.is, text: textOf(order) }
  await app.approve(order)
  if (order.state.is !== 'complete')
    throw new PhoneError(409, order.state.is === 'failed' ? order.state.hint : order.state.is)
  return { state: order.state.is, returnUrl: order.sameDevice ? order.returnUrl : null }
}

function which(app: App, body: Body): Order {
  const found =
    typeof body.qr === 'string'
      ? app.orders.byQr(body.qr)
      : typeof body.autoStartToken === 'string'
        ? app.orders.byAutoStartToken(body.autoStartToken)
        : app.orders.byPhoneId(text(body.order))
  if (found === 'stale') throw new PhoneError(410, 'qr-stale')
  if (found === null || found === 'unknown') throw new PhoneError(404, 'order-unknown')
  return found
}

export const listed = (order: Order) => ({
  order: order.phoneId,
  kind: order.kind,
  text: textOf(order),
  ...(order.byPhone ? {} : { autoStartToken: order.autoStartToken, qrStartToken: order.qrStartToken }),
})
