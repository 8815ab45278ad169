import { describe, expect, test } from 'vitest'
import { deliveryTexts } from '../../delivery/delivery.messages.ts'
import { sampleFrozen } from '../../testing/sample-room.ts'
import { messageFields } from './message-fields.ts'

describe('the preview of a message', () => {
  test.each([
    ['quote', 'offerten'],
    ['agreement', 'avtalet'],
    ['change-order', 'tillägget'],
    ['price-indication', 'prisindikationen'],
    ['other', 'underlaget'],
  ] as const)('of a %s calls it %s, and leaves nothing unsaid', (kind, word) => {
    const fields = messageFields(
      { ...sampleFrozen(), kind },
      { firstName: 'Åsa', title: 'Kök', validTo: '2026-12-24', link: '(länk)' },
    )
    for (const message of ['sent', 'new-version'] as const) {
      const text = deliveryTexts[message].sv
      const said = [text.subject(fields), ...text.body(fields), text.button(fields), text.sms?.(fields)].join('\n')
      expect(said).toContain(word)
      expect(said).not.toContain('undefined')
    }
  })
})
