// What is the same in the agreement of everybody who signs one version.

/** An agreement without who signs, on which day, in whose place, and what that person ticked. */
export function dealOf(agreement: object): Record<string, unknown> {
  const { signer: _, concludedOn: __, ticked: ___, ...deal } = agreement as Record<string, unknown>
  return deal
}
