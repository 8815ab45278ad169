// What stands above a document that has been signed: that it is so, for how much, who signed how, the file, and how to check it.
import type { DocumentView } from '../../blocks/view.ts'
import { Icon } from '../../design/icons.tsx'
import { Status } from '../../design/status.tsx'
import { delegateOf } from '../../documents/signers.ts'
import { dateWords, instantWords, stockholmDate, withdrawalLastDay } from '../../kernel/dates.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { texts } from '../../texts/catalogue.ts'
import { caseOf } from '../../texts/chosen.ts'
import { priceWith } from '../answers.ts'
import { roomWords } from '../recipient.messages.ts'
import type { Room } from '../room.ts'

type Props = { room: Room; signed: NonNullable<Room['signed']>; view: DocumentView; language: Language }

export function Agreed({ room, signed, view, language }: Props) {
  const w = roomWords[language]
  const isSealed = room.state === 'sealed'
  const { amount, label } = view.totals.last
  return (
    <section className="agreed" aria-labelledby="klart">
      <Status state={room.rescinded ? 'rescinded' : isSealed ? 'sealed' : 'signed'} language={language} />
      <h1 id="klart">{room.rescinded ? w.rescinded : w.signed}</h1>
      <p className="lead">{room.rescinded ? w.rescindedLead : isSealed ? w.sealed : w.sealing}</p>
      {isSealed && signed.timestamp === 'pending' && <p className="lead">{w.pending}</p>}
      {!room.rescinded && (
        <p className="agreed-sum">
          {label} <b>{amount.figure ? `${amount.figure}\u00a0kr` : amount.spoken}</b>
        </p>
      )}
      <div className={isSealed ? 'line-double' : 'line-whole'} />
      <ul className="signers">
        {room.frozen.parties
          .filter(p => p.signs)
          // Whoever signed in somebody's place stands in it.
          .map(p => {
            const other = delegateOf(room.parts, p.id)
            return other
              ? { id: other.partyId as string | null, name: `${other.name}, ${w.inPlaceOf(p.name)}` }
              : { id: p.id as string | null, name: p.name }
          })
          .concat(room.companySigns ? [{ id: null, name: room.frozen.company.name }] : [])
          .map(p => {
            const own = signed.by.find(s => s.partyId === p.id)
            return (
              <li key={p.id ?? ''}>
                {p.name}
                <small>{own ? `${w.methods[own.method] ?? ''}, ${instantWords(own.at, language)}` : w.notSigned}</small>
              </li>
            )
          })}
      </ul>
      {isSealed && (
        <a className="button main" href="avtal.pdf" download="">
          <Icon name="download" />
          {w.download}
        </a>
      )}
      <Withdrawal room={room} signed={signed} view={view} language={language} />
      {isSealed && <HowToCheck language={language} />}
    </section>
  )
}

/** As long as the right lasts, its last day in words and the function that uses it (DAL 2:10 a); after that the receipt, or a quiet way to it. */
function Withdrawal({ room, signed, view, language }: Props) {
  const w = roomWords[language]
  const price = priceWith(room, room.chosen)
  const last = withdrawalLastDay(stockholmDate(signed.at))
  const informed = view.sections.some(s => s.kind === 'legal' && s.textId === texts.withdrawalA.id)
  const signs = signed.by.some(s => s.partyId === room.actor.partyId)
  if (!price || !informed || !signs || caseOf(room.frozen, price.totalOre).case !== 'applies') return null
  if (room.rescinded || room.today > last)
    return (
      <p className="withdrawal">
        <a href="angra">{room.rescinded ? w.withdrawReceipt : texts.withdrawalButton[language]}</a>
      </p>
    )
  return (
    <p className="withdrawal">
      <span>
        {w.withdrawUntil} <b>{dateWords(last, language)}</b> <small>{w.withdrawNoReason}</small>
      </span>
      <a className="button" href="angra">
        {texts.withdrawalButton[language]}
      </a>
    </p>
  )
}

function HowToCheck({ language }: { language: Language }) {
  const w = roomWords[language]
  return (
    <>
      <h2>{w.checkHead}</h2>
      <ol className="checks">
        {w.checks.map((c, i) => (
          <li key={c.name}>
            <b>{c.name}</b>
            {c.text} {i === 1 && <a href="/verifiera">{w.verify}</a>}
          </li>
        ))}
      </ol>
      <p className="help">
        <a href="bevis">{w.evidence}</a>. {w.evidenceWhy}
      </p>
    </>
  )
}
