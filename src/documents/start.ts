// "Får jag börja?": computed from what is recorded and the rule set, with the rule and what is missing. A support, not legal advice.
import type { RaisedBy, RuleSet } from '../blocks/rule-sets.ts'

export type StartFacts = {
  rules: RuleSet | null
  raisedBy: RaisedBy
  /** Value of the ÄTA, öre; null while it has no price. */
  valueOre: number | null
  /** Below it work may begin on notice alone; null where the rules know none. */
  lowValueOre: number | null
  /** Days and moments as ISO strings; null when it has not happened. */
  noticedAt: string | null
  orderedAt: string | null
  refusedAt: string | null
  /** The client has used the right of withdrawal. */
  rescinded: boolean
  stance: 'included' | 'cost-refused' | 'more-needed' | 'call-me' | null
  /** Times the company has tried to reach the client since the notice. */
  attempts: number
  ground: 'small' | 'wish' | 'danger' | null
  /** The consumer's last day to withdraw from the order; null where there is no such right. */
  withdrawLast: string | null
  /** The consumer has expressly asked for the work to begin before that. */
  earlyStart: boolean
  today: string
}

export type StartCode =
  | 'start.ordered'
  | 'start.wait-withdrawal'
  | 'start.early-ok'
  | 'start.not-noticed'
  | 'start.asked'
  | 'start.small'
  | 'start.wish'
  | 'start.danger'
  | 'start.refused'
  | 'start.rescinded'
  | 'start.disputed'
  | 'start.order-in-writing'
  | 'start.low-value'
  | 'start.wait-for-view'
  | 'start.unknown'

export type Start = {
  may: 'yes' | 'limited' | 'wait' | 'no' | 'unknown'
  code: StartCode
  /** What the sentence names: days as ISO dates, amounts in öre. */
  facts: { day?: string; ore?: number }
}

/** Whether the work of an ÄTA may begin. */
export function mayStart(f: StartFacts): Start {
  const say = (may: Start['may'], code: StartCode, facts: Start['facts'] = {}): Start => ({ may, code, facts })
  if (f.rescinded) return say('no', 'start.rescinded')
  // Danger cannot wait for anybody's answer, whatever the rules.
  if (f.ground === 'danger' && !f.orderedAt) return say('yes', 'start.danger')
  if (f.orderedAt) {
    const ordered = { day: f.orderedAt.slice(0, 10) }
    if (f.withdrawLast === null || f.today > f.withdrawLast) return say('yes', 'start.ordered', ordered)
    return f.earlyStart ? say('yes', 'start.early-ok') : say('wait', 'start.wait-withdrawal', { day: f.withdrawLast })
  }
  if (!f.rules) return say('unknown', 'start.unknown')
  if (f.refusedAt) return say('no', 'start.refused', { day: f.refusedAt.slice(0, 10) })
  if (f.rules.orderedInWriting && f.raisedBy !== 'discovered') return say('no', 'start.order-in-writing')
  if (!f.noticedAt) return say('no', 'start.not-noticed')
  if (f.stance === 'included' || f.stance === 'cost-refused') return say('wait', 'start.disputed')
  if (f.rules.unreached) {
    if (f.attempts > 0 && f.ground === 'small') return say('limited', 'start.small')
    if (f.attempts > 0 && f.ground === 'wish') return say('limited', 'start.wish')
    return say('no', 'start.asked')
  }
  if (f.lowValueOre !== null && f.valueOre !== null && f.valueOre < f.lowValueOre)
    return say('yes', 'start.low-value', { ore: f.lowValueOre })
  return say('wait', 'start.wait-for-view', f.lowValueOre === null ? {} : { ore: f.lowValueOre })
}
