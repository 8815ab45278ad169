// What a person can do with the app in hand, whether by the phone's page or by its control interface.
import type { Clock } from '../../../platform/clock.ts'
import type { Authorities } from './authorities.ts'
import { completionDataOf } from './issue-answer.ts'
import type { FailedHint, Order, Orders } from './orders.ts'
import type { Person, personCredentials } from './persons.ts'

export type App = ReturnType<typeof makeApp>

export function makeApp(o: {
  orders: Orders
  authorities: Authorities
  credentials: ReturnType<typeof personCredentials>
  clock: Clock
}) {
  return {
    orders: o.orders,
    now: () => o.clock.now(),

    /** Takes an order into the app; shows it at once when it is known who holds the app. */
    take(order: Order, sameDevice: boolean, person: Person | null) {
      o.orders.open(order, sameDevice)
      if (person) this.show(order, person)
    },

    show(order: Order, person: Person) {
      if (o.orders.show(order, person)) o.credentials.of(person).catch(() => {})
    },

    approve: (order: Order) =>
      o.orders.approve(order, async (approved, person) => {
        const credential = await o.credentials.of(person)
        return completionDataOf({ order: approved, person, credential, authorities: o.authorities, clock: o.clock })
      }),

    fail: (order: Order, hint: FailedHint) => o.orders.fail(order, hint),
  }
}
