// An adapter that is known only after the start: the emulator runs in the worker, and the web process is told of it. Until then BankID is
// away, which a person is told in a sentence.

import { type Eid, EidUnavailable } from '../../platform/ports/eid.ts'
import { bankIdWords } from './hints.ts'
import { qrData } from './qr.ts'

export type LateEid = Eid & { become(eid: Eid): void }

export function lateEid(): LateEid {
  let inner: Eid | null = null
  const there = (): Eid => {
    if (!inner) throw new EidUnavailable('down')
    return inner
  }
  return {
    become(eid) {
      inner = eid
    },
    test: true,
    get rootsPem() {
      return inner?.rootsPem ?? []
    },
    start: async s => there().start(s),
    collect: async ref => there().collect(ref),
    cancel: async ref => there().cancel(ref),
    verify: async (raw, expected) => there().verify(raw, expected),
    startUrl: (order, device) => inner?.startUrl(order, device) ?? '',
    qr: qrData,
    words: bankIdWords,
  }
}
