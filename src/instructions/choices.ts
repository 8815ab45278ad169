// What a company can choose in its instructions (annex A of the data processing agreement), and what it cannot because the law says
// otherwise. Each choice is asked where the processing happens.
import type { Instruction, Purpose } from '../datamap/vocabulary.ts'

type Choice = { instruction: Instruction; standard: boolean | number }

export const choices = {
  /** Whether clients may be sent text messages. Mail cannot be chosen away: the law wants copies that last. */
  sms: { instruction: 'I-2', standard: true },
  /** Whether it shall be seen in the mails themselves that they were opened. Nothing does that; who asks for it is told why. */
  measureMail: { instruction: 'I-2', standard: false },
  /** Whether a client may sign with a code instead of BankID. */
  codes: { instruction: 'I-3', standard: true },
  /** Whole calendar years after the sending that signed documents are kept as evidence. */
  evidenceYears: { instruction: 'I-3', standard: 10 },
  /** Whether tax reductions are prepared, and personal numbers taken for them. */
  taxReduction: { instruction: 'I-4', standard: true },
  /** Whether nothing is handed to a person who asks before the company has said yes. */
  approveRights: { instruction: 'I-6', standard: false },
} as const satisfies Record<string, Choice>

export type ChoiceName = keyof typeof choices
export const choiceNames = Object.keys(choices) as ChoiceName[]
export type Choices = { [K in ChoiceName]: (typeof choices)[K]['standard'] extends boolean ? boolean : number }

export const standard = Object.fromEntries(choiceNames.map(n => [n, choices[n].standard])) as Choices

/** Why an instruction is not followed. */
export type StopReason = 'longer-than-claims' | 'measuring-needs-consent'

/** What speaks against an instruction in law; null where nothing does. */
export function unlawful(choice: ChoiceName, value: boolean | number): StopReason | null {
  // Claims lapse after ten years (preskriptionslagen 2 §); what is kept longer serves nothing (GDPR art. 5.1 e).
  if (choice === 'evidenceYears' && Number(value) > 10) return 'longer-than-claims'
  // A pixel reads from the recipient's device: their own consent, which no company can give for them (LEK 9 kap. 28 §).
  if (choice === 'measureMail' && value === true) return 'measuring-needs-consent'
  return null
}

/** The instruction under which a purpose is served. What is not here is no purpose of a company's. */
export const instructionFor: Readonly<Partial<Record<Purpose, Instruction>>> = {
  'prepare-agreement': 'I-1',
  accountability: 'I-1',
  deliver: 'I-2',
  communicate: 'I-2',
  sign: 'I-3',
  'legal-claims': 'I-3',
  'tax-reduction': 'I-4',
  bookkeeping: 'I-7',
}
