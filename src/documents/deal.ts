// What is the same in the agreement of everybody who signs one version.

/** An agreement without who signs, in whose place and by what right, on which day, and what that person ticked. */
export function dealOf(agreement: object): Record<string, unknown> {
  const { signer: _, concludedOn: __, ticked: ___, authority: ____, ...deal } = agreement as Record<string, unknown>
  return deal
}
