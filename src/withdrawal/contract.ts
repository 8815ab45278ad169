// Shapes of messages of withdrawal as the app meets them.
import { z } from 'zod'

export const NoticeView = z.object({
  id: z.uuid(),
  receipt: z.string(),
  name: z.string(),
  /** What was said, in one piece. */
  said: z.string(),
  scope: z.enum(['whole', 'part']),
  receivedAt: z.string(),
  /** Swedish date; null where the law gives no right. */
  lastDay: z.string().nullable(),
  inTime: z.boolean(),
  outcome: z.enum(['ended', 'waiting', 'accepted', 'disputed']),
  /** Swedish date by which what was paid is paid back. */
  refundLast: z.string(),
  /** Whether an early start was asked for: else nothing may be charged for what was done. */
  earlyStart: z.boolean(),
  answer: z.string().nullable(),
})
export type NoticeView = z.infer<typeof NoticeView>
export const NoticesAnswer = z.object({ notices: z.array(NoticeView) })
export const NoticeAnswerInput = z.object({
  id: z.uuid(),
  noticeId: z.uuid(),
  accept: z.boolean(),
  answer: z.string().max(4000).default(''),
})
