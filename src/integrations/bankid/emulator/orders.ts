// The life of an order, as the relying party sees it and as the app moves it. Nothing runs by itself: what time has done to an order is
// worked out whenever somebody looks at it, so a clock that is moved by hand is obeyed.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../../../platform/clock.ts'
import { qrData } from '../qr.ts'
import { MOBILE_POLICY } from './certificates.ts'
import type { Person } from './persons.ts'
import { RpError, type StartRequest } from './requests.ts'

export const FAILED_HINTS = [
  'expiredTransaction',
  'certificateErr',
  'userCancel',
  'cancelled',
  'startFailed',
  'userDeclinedCall',
  'notSupportedByUserApp',
  'transactionRiskBlocked',
] as const
export type FailedHint = (typeof FAILED_HINTS)[number]

type State =
  | { is: 'waiting' }
  /** The app has it; not yet known who holds the app. */
  | { is: 'started'; since: Date }
  | { is: 'shown'; since: Date; person: Person }
  | { is: 'processing'; since: Date; person: Person }
  | { is: 'failed'; at: Date; hint: FailedHint }
  | { is: 'complete'; at: Date; completionData: object }

export type Order = StartRequest & {
  orderRef: string
  autoStartToken: string
  qrStartToken: string
  qrStartSecret: string
  /** What the phone page calls it; says nothing to anybody else. */
  phoneId: string
  createdAt: Date
  /** Opened on the device that asked, so the app leads back to `returnUrl`. */
  sameDevice: boolean
  state: State
}

/** What the app shows, as it was sent. */
export const textOf = (order: Order): string | null =>
  order.visibleData === null ? null : Buffer.from(order.visibleData, 'base64').toString('utf8')

/** https://developers.bankid.com/api-references/auth--sign/collect */
const LIFE_MS = { unstarted: 30_000, started: 180_000, complete: 180_000, failed: 300_000 }
/** How old the text of a QR code may be when it is read. */
const QR_SECONDS = { late: 5, early: 2 }

export type Orders = ReturnType<typeof makeOrders>

export function makeOrders(clock: Clock) {
  const orders = new Map<string, Order>()

  const fail = (order: Order, hint: FailedHint, at = clock.now()) => {
    order.state = { is: 'failed', at, hint }
  }

  /** All that are still known, each as time has left it. */
  function current(): Order[] {
    const now = clock.now().getTime()
    const after = (at: Date, ms: number) => new Date(at.getTime() + ms)
    for (const order of orders.values()) {
      const { state } = order
      if (state.is === 'waiting' && now >= after(order.createdAt, LIFE_MS.unstarted).getTime())
        fail(order, 'startFailed', after(order.createdAt, LIFE_MS.unstarted))
      else if ((state.is === 'started' || state.is === 'shown') && now >= after(state.since, LIFE_MS.started).getTime())
        fail(order, 'expiredTransaction', after(state.since, LIFE_MS.started))
      const settled = order.state
      if (
        (settled.is === 'failed' || settled.is === 'complete') &&
        now >= after(settled.at, LIFE_MS[settled.is]).getTime()
      )
        orders.delete(order.orderRef)
    }
    return [...orders.values()]
  }

  const isOpen = ({ state }: Order) => state.is !== 'failed' && state.is !== 'complete'
  const holder = ({ state }: Order) => ('person' in state ? state.person.personalNumber : null)
  const byRef = (orderRef: string) => {
    const order = current().find(o => o.orderRef === orderRef)
    if (!order) throw new RpError(400, 'invalidParameters', 'No such order')
    return order
  }
  const known = (order: Order | undefined) => order ?? null

  return {
    // What the relying party does.

    start(request: StartRequest): Order {
      const wanted = request.personalNumber
      const ongoing = wanted && current().find(o => isOpen(o) && (o.personalNumber === wanted || holder(o) === wanted))
      if (ongoing) {
        fail(ongoing, 'cancelled')
        throw new RpError(400, 'alreadyInProgress', 'Order already in progress for pno')
      }
      const order: Order = {
        ...request,
        orderRef: randomUUID(),
        autoStartToken: randomUUID(),
        qrStartToken: randomUUID(),
        qrStartSecret: randomUUID(),
        phoneId: randomBytes(9).toString('base64url'),
        createdAt: clock.now(),
        sameDevice: false,
        state: { is: 'waiting' },
      }
      orders.set(order.orderRef, order)
      return order
    },

    /** Told once when it has ended. */
    collect(orderRef: string): object {
      const order = byRef(orderRef)
      const { state } = order
      if (state.is === 'complete' || state.is === 'failed') orders.delete(orderRef)
      if (state.is === 'complete') return { orderRef, status: 'complete', completionData: state.completionData }
      if (state.is === 'failed') return { orderRef, status: 'failed', hintCode: state.hint }
      const hintCode = {
        waiting: 'outstandingTransaction',
        started: order.byPhone ? 'userCallConfirm' : 'started',
        shown: 'userSign',
        processing: 'processing',
      }[state.is]
      return { orderRef, status: 'pending', hintCode }
    },

    cancel(orderRef: string): void {
      const order = byRef(orderRef)
      if (!isOpen(order)) throw new RpError(400, 'invalidParameters', 'No such order')
      orders.delete(orderRef)
    },

    // What the app does.

    /** Those the app has not yet taken, newest first. */
    waiting: () =>
      current()
        .filter(o => o.state.is === 'waiting')
        .reverse(),
    byPhoneId: (id: string) => known(current().find(o => o.phoneId === id)),
    byAutoStartToken: (token: string) => known(current().find(o => !o.byPhone && o.autoStartToken === token)),

    /** The order whose code was read: the proof must be right and the code of this moment. */
    byQr(text: string): Order | 'unknown' | 'stale' {
      const [scheme, token, seconds, proof, ...more] = text.trim().split('.')
      if (scheme !== 'bankid' || !proof || more.length > 0 || !/^\d{1,4}$/.test(seconds ?? '')) return 'unknown'
      const order = current().find(o => !o.byPhone && o.qrStartToken === token)
      if (!order || qrData(order, Number(seconds)) !== text.trim()) return 'unknown'
      const age = (clock.now().getTime() - order.createdAt.getTime()) / 1000 - Number(seconds)
      return age > QR_SECONDS.late + 1 || age < -QR_SECONDS.early ? 'stale' : order
    },

    open(order: Order, sameDevice: boolean): void {
      if (order.state.is !== 'waiting') return
      order.state = { is: 'started', since: clock.now() }
      order.sameDevice = sameDevice
    },

    /** Shows the order to a person. False when this person's BankID may not be used for it: the order has then failed. */
    show(order: Order, person: Person): boolean {
      if (order.state.is !== 'started') return order.state.is === 'shown' && holder(order) === person.personalNumber
      const policies = order.certificatePolicies
      if (
        (order.personalNumber && order.personalNumber !== person.personalNumber) ||
        (policies && !policies.includes(MOBILE_POLICY))
      ) {
        fail(order, 'startFailed')
        return false
      }
      // The service has one order at a time for a person; the newest stands.
      for (const other of current())
        if (other !== order && isOpen(other) && holder(other) === person.personalNumber) fail(other, 'cancelled')
      order.state = { is: 'shown', since: order.state.since, person }
      return true
    },

    /** The person has approved; `make` issues what the answer holds. Does nothing to an order that is not shown to anybody. */
    async approve(order: Order, make: (order: Order, person: Person) => Promise<object>): Promise<void> {
      if (order.state.is !== 'shown') return
      const { person, since } = order.state
      const processing: State = { is: 'processing', since, person }
      order.state = processing
      const completionData = await make(order, person)
      if (order.state === processing) order.state = { is: 'complete', at: clock.now(), completionData }
    },

    fail(order: Order, hint: FailedHint): void {
      if (isOpen(order)) fail(order, hint)
    },
  }
}
