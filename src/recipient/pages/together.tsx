// Where several have a part in one document: who they are, how far it has come, and what is the reader's own to do.
import { binds } from '../../blocks/frozen.ts'
import { delegateOf } from '../../documents/signers.ts'
import { instantWords } from '../../kernel/dates.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { roomWords } from '../recipient.messages.ts'
import { nameIn, type Room } from '../room.ts'

/** What is to be done comes after what is to be read. */
export const isAsked = (room: Room) => room.standing === 'sign' || room.standing === 'approve'

/** Several have something to do before there is an agreement, or somebody stands in another's place. */
export const isTogether = (room: Room) =>
  room.signing !== 'one' || room.companySigns || room.parts.some(p => p.role === 'approver' || p.forPartyId)

export function Together({ room, language }: { room: Room; language: Language }) {
  const w = roomWords[language]
  if (!binds(room.frozen.kind)) return null
  if (!isTogether(room)) return room.standing === 'read' ? <p className="together help">{w.readsOnly}</p> : null
  const mine = {
    sign: room.signatures.length > 0 ? w.otherSigned : null,
    approve: w.toApprove,
    'awaits-approval': w.awaitsApproval,
    'awaits-turn': w.awaitsTurn,
    signed: w.youSigned,
    delegated: w.youDelegated,
    approved: w.youApproved,
    read: w.readsOnly,
  }[room.standing]
  return (
    <section className="together" id="tillsammans" aria-labelledby="hittills">
      <h2 id="hittills">{w.together}</h2>
      {mine && <p role="status">{mine}</p>}
      <ul className="signers">
        {room.parts
          .filter(p => (p.role === 'signer' || p.role === 'approver') && !delegateOf(room.parts, p.partyId))
          .map(p => {
            const signed = room.signatures.find(s => s.partyId === p.partyId)
            return (
              <li key={p.partyId}>
                {nameIn(room, p.partyId)}
                <small>
                  {p.forPartyId && `${w.inPlaceOf(nameIn(room, p.forPartyId))} `}
                  {signed ? w.signedOn(instantWords(signed.at, language)) : p.approved ? w.approved : w.roles[p.role]}
                </small>
              </li>
            )
          })}
        {room.companySigns && (
          <li>
            {room.frozen.company.name}
            <small>{w.companyLast}</small>
          </li>
        )}
      </ul>
      {room.standing === 'approve' && (
        <form method="post" action="godkann">
          <button className="button main" type="submit">
            {w.approve}
          </button>
        </form>
      )}
    </section>
  )
}
