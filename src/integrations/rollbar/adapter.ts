// Rollbar’s items (https://docs.rollbar.com/reference/create-item). Only what the collector of our own has scrubbed goes there: no person, no
// address, no request. A repeat carries the same uuid and is ignored by them.
import { z } from 'zod'
import type { FaultPort } from '../../platform/ports/errors.ts'
import { callJson, VendorFailure } from '../call.ts'

export function rollbarFaults(options: { key: string; environment: string; url?: string }): FaultPort {
  const base = (options.url ?? 'https://api.rollbar.com').replace(/\/+$/, '')
  return {
    async report(fault) {
      const { value } = await callJson({
        vendor: 'Rollbar',
        url: `${base}/api/1/item/`,
        headers: { 'x-rollbar-access-token': options.key },
        // A collector of faults must not become one.
        timeoutMs: 2000,
        json: {
          data: {
            environment: options.environment,
            body: {
              trace: {
                frames: fault.frames.map(filename => ({ filename })),
                exception: { class: fault.kind, message: fault.message },
              },
            },
            level: 'error',
            language: 'javascript',
            context: fault.zone,
            uuid: fault.id,
            custom: { times: fault.times },
            notifier: { name: 'cling', version: '1' },
          },
        },
        answer: z.object({ err: z.number() }),
      })
      if (value.err !== 0) throw new VendorFailure('Rollbar', 'protocol', 200)
    },
  }
}
