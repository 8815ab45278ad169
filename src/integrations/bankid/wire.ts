// The shapes of BankID's relying-party API v6.0 (https://developers.bankid.com/api-references/auth--sign), checked on the way in.
// Fields we have no use for are ignored; one that is missing is a refusal.
import { z } from 'zod'

const token = z.string().min(1).max(200)

export const StartReply = z.object({
  orderRef: token,
  autoStartToken: token,
  qrStartToken: token,
  qrStartSecret: token,
})

/**
 * A complete order is told once and never again, so nothing in it is refused here: whatever it holds is kept first and judged after,
 * by the verification.
 */
export const CollectReply = z.discriminatedUnion('status', [
  z.object({ orderRef: token, status: z.literal('pending'), hintCode: z.string() }),
  z.object({ orderRef: token, status: z.literal('failed'), hintCode: z.string() }),
  z.object({ orderRef: token, status: z.literal('complete'), completionData: z.looseObject({}) }),
])

export const CancelReply = z.object({})

export const ErrorReply = z.object({ errorCode: z.string(), details: z.string().optional() })

/** What `auth` and `sign` take, as far as we use it. Sizes are in characters of base64. */
export type StartRequest = {
  endUserIp: string
  userVisibleData?: string
  userVisibleDataFormat?: 'plaintext'
  userNonVisibleData?: string
  returnUrl?: string
}

export const SIZES = {
  sign: { visible: 40_000, nonVisible: 200_000 },
  auth: { visible: 1_500, nonVisible: 1_500 },
} as const
