/** The time, passed in so that tests can move it. Everything inside is UTC; Europe/Stockholm is for the eye (kernel/dates). */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved. */
export function movableClock(start: Date): Clock & { set(to: Date): void; pass(milliseconds: number): void } {
  let at = start.getTime()
  return {
    now: () => new Date(at),
    set: to => {
      at = to.getTime()
    },
    pass: ms => {
      at += ms
    },
  }
}
