// Who does what with a version, and in which order. Pure rules, asked alike by the room, by signing, by delivery and by the app.

export type Role = 'signer' | 'approver' | 'viewer' | 'copy'
export const roles = ['signer', 'approver', 'viewer', 'copy'] as const satisfies readonly Role[]
/** One signature is enough; all sign, in any order; all sign, one after the other. */
export type Signing = 'one' | 'all' | 'ordered'
export const signings = ['one', 'all', 'ordered'] as const satisfies readonly Signing[]

/** One person's part in a sent version, and how far it has come. */
export type Part = {
  partyId: string
  role: Role
  /** Their place among those who sign, from 1; 0 for others. */
  turn: number
  invited: boolean
  approved: boolean
  signed: boolean
  /** In whose place they sign. */
  forPartyId?: string | null
}

/** How a person's own part stands. */
export type Standing =
  | 'sign'
  | 'approve'
  | 'awaits-approval'
  | 'awaits-turn'
  | 'signed'
  | 'delegated'
  | 'approved'
  | 'read'

export const roleOf = (p: { signs: boolean; otherwise: Exclude<Role, 'signer'> }): Role =>
  p.signs ? 'signer' : p.otherwise

/** With one signer there is nothing to wait for: the first signature is all. */
export const effectiveSigning = (signing: Signing, signers: number): Signing => (signers < 2 ? 'one' : signing)

const isApproved = (parts: readonly Part[]) => parts.every(p => p.role !== 'approver' || p.approved)

/** Whoever signs in this person's place. */
export const delegateOf = <P extends Part>(parts: readonly P[], partyId: string): P | undefined =>
  parts.find(p => p.forPartyId === partyId)

/** Whose signature the agreement waits for; nobody's once it is complete. */
export function unsigned(signing: Signing, parts: readonly Part[]): Part[] {
  const signers = parts.filter(p => p.role === 'signer' && !delegateOf(parts, p.partyId))
  if (signing === 'one' && signers.some(p => p.signed)) return []
  return signers.filter(p => !p.signed).sort((a, b) => a.turn - b.turn)
}

/** Who should have been asked by now: readers at once, approvers first, then signers as the order says. */
export function due(signing: Signing, parts: readonly Part[]): Part[] {
  const waiting = unsigned(signing, parts)
  const signers = !isApproved(parts) ? [] : signing === 'ordered' ? waiting.slice(0, 1) : waiting
  return parts.filter(p => (p.role === 'signer' ? signers.includes(p) : p.role !== 'approver' || !p.approved))
}

export function standingOf(signing: Signing, parts: readonly Part[], partyId: string): Standing {
  const mine = parts.find(p => p.partyId === partyId)
  if (!mine || mine.role === 'viewer' || mine.role === 'copy') return 'read'
  if (mine.role === 'approver') return mine.approved ? 'approved' : 'approve'
  if (mine.signed) return 'signed'
  if (delegateOf(parts, partyId)) return 'delegated'
  if (!isApproved(parts)) return 'awaits-approval'
  const first = unsigned(signing, parts)[0]
  return signing === 'ordered' && first?.partyId !== partyId ? 'awaits-turn' : 'sign'
}
