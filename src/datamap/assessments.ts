// When an impact assessment is called for (GDPR art. 35), read from the declarations: what calls for one has one that is filed, or the
// tests say so. The assessment itself is a page that people read. A supplier that records what visitors do needs one of the operator's own,
// among its papers (platform/outbound/register/paperwork.ts).
import { addDays, type IsoDay } from '../kernel/dates.ts'
import { heldPersonally } from './register.ts'
import type { Table } from './table.ts'

export const triggers = {
  'personal-numbers': 'Personal numbers of many people.',
  evidence: 'Signature evidence, which carries personal numbers and is kept for years.',
  'automatic-decisions': 'A machine that decides over somebody.',
} as const
export type Trigger = keyof typeof triggers

export type Assessment = { id: string; answers: readonly Trigger[]; file: string; weighed: IsoDay }
export const assessments: readonly Assessment[] = [
  {
    id: 'DPIA-1',
    answers: ['personal-numbers', 'evidence'],
    file: 'docs/assessments/dpia-1.md',
    weighed: '2026-11-23',
  },
]
/** How long one may be relied on. */
export const ASSESSMENT_DAYS = 365

/** What calls for an assessment here. */
export function triggersOf(tables: readonly Table[]): Trigger[] {
  const held = heldPersonally(tables)
  const found: Record<Trigger, boolean> = {
    'personal-numbers': held.some(c => c.personal.holds === 'personal-number'),
    evidence: held.some(c => c.personal.holds === 'signature-evidence'),
    'automatic-decisions': held.some(c => c.personal.use.decides),
  }
  return (Object.keys(found) as Trigger[]).filter(t => found[t])
}

/** What is called for and not filed, or weighed too long ago: a sentence each. */
export function assessmentFaults(called: readonly Trigger[], filed: readonly Assessment[], today: IsoDay): string[] {
  return called.flatMap(trigger => {
    const answers = filed.filter(a => a.answers.includes(trigger))
    if (answers.length === 0)
      return [
        `${triggers[trigger]} That calls for an impact assessment: write one and file it in src/datamap/assessments.ts.`,
      ]
    if (answers.some(a => addDays(a.weighed, ASSESSMENT_DAYS) >= today)) return []
    return [`${answers.map(a => a.id).join()} was weighed more than a year ago (${trigger}): read it again.`]
  })
}
