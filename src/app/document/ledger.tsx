// What stands today: the sum on its line (dotted, whole, double), who has it, how it reached them, which versions there are.
import { useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import type { DocumentDetail, PartyView } from '../../documents/contract.ts'
import { printPhone } from '../../kernel/contact.ts'
import { dateWords, daysLeftWords, stockholmDate } from '../../kernel/dates.ts'
import { formatKr, formatOre } from '../../kernel/money.ts'
import type { DocumentTimeline } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay, useSession } from '../session.tsx'
import { useNow } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'
import { InPerson } from './in-person.tsx'
import { Reminders } from './reminders.tsx'
import { SendAgain } from './send-again.tsx'
import { moment } from './when.ts'

type Dispatch = DocumentTimeline['dispatches'][number]

export function Ledger({
  detail,
  dispatches,
  changed,
}: {
  detail: DocumentDetail
  dispatches: readonly Dispatch[]
  changed: () => void
}) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const newest = detail.versions[0]
  const over = detail.state === 'rescinded'
  const line = over ? 'dotted' : detail.sealed ? 'double' : detail.signed ? 'whole' : 'dotted'
  const left = newest && !detail.signed ? daysLeftWords(newest.validTo, today, language) : null
  return (
    <>
      <h2>{say(w.terms)}</h2>
      <p className="ledger-label">{say(over ? w.noLonger : w.toPay)}</p>
      <p className="ledger-figure num">{newest ? formatKr(newest.toPayOre, language) : say(appWords.counting)}</p>
      <div className={`line-${line}`} />
      {newest && (
        <dl className="pairs-list">
          {newest.totalOre !== newest.toPayOre && (
            <>
              <dt>{say(w.total)}</dt>
              <dd className="num">{formatOre(newest.totalOre, language)}</dd>
            </>
          )}
          <dt>{say(w.validTo)}</dt>
          <dd>
            {dateWords(newest.validTo, language)}
            {left && <small>{left}</small>}
          </dd>
        </dl>
      )}
      <Signature detail={detail} />
      <h3>{say(w.receivers)}</h3>
      <ul className="parties">
        {[...detail.parties, ...detail.delegates].map(p => (
          <Party
            key={p.id}
            party={p}
            detail={detail}
            dispatches={dispatches.filter(d => d.party === p.name)}
            changed={changed}
          />
        ))}
      </ul>
      {['sent', 'opened', 'reading', 'question', 'partly-signed', 'bounced'].includes(detail.state) && (
        <Reminders documentId={detail.id} seen={`${detail.state} ${detail.latestVersion} ${dispatches.length}`} />
      )}
      <h3>{say(w.versions)}</h3>
      <ul className="versions">
        {detail.versions.map(v => {
          const ended = v.endedWhy ? (`ended-${v.endedWhy}` as keyof typeof w) : null
          return (
            <li key={v.version}>
              <span>
                {say(w.version, { n: v.version })}
                <small>
                  {say(w.frozen, { at: moment(v.frozenAt, today, language) })}
                  {v.endedAt && `, ${say((ended && ended in w ? w[ended] : w.ended) as typeof w.ended)}`}
                </small>
              </span>
              <span className="num">{formatOre(v.toPayOre, language)}</span>
            </li>
          )
        })}
      </ul>
    </>
  )
}

function Signature({ detail }: { detail: DocumentDetail }) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const { signed, sealed } = detail
  if (!signed) return <Progress detail={detail} />
  return (
    <div className="signature">
      <p>
        <Icon name="check" />
        {say(w.signed, { name: signed.name, at: moment(signed.at, today, language) })}
      </p>
      {signed.by.slice(0, -1).map(s => (
        <p key={s.partyId}>
          <Icon name="check" />
          {say(w.signed, { name: s.name, at: moment(s.at, today, language) })}
        </p>
      ))}
      {signed.remaining.length > 0 && <p>{say(w.remaining, { names: signed.remaining.join(', ') })}</p>}
      <p role="status">
        {say(!sealed ? w.sealPending : sealed.timestamp === 'pending' ? w.stampPending : w.sealedBoth)}
      </p>
      {signed.test && <p className="late">{say(w.test)}</p>}
    </div>
  )
}

/** How far it has come where several have something to do before there is an agreement. */
function Progress({ detail }: { detail: DocumentDetail }) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const { companyName } = useSession().me
  const active = detail.progress.filter(p => p.role === 'signer' || p.role === 'approver')
  if ((active.length < 2 && !detail.companySigns) || detail.versions[0]?.endedAt) return null
  const nameOf = (partyId: string) => detail.progress.find(p => p.partyId === partyId)?.name ?? ''
  return (
    <>
      <h3>{say(w.signatures)}</h3>
      <ul className="parties">
        {active.map(p => (
          <li key={p.partyId}>
            <p>
              <b>{p.name}</b>
              <small>
                {p.forPartyId && `${say(w.inPlaceOf, { name: nameOf(p.forPartyId) })}, `}
                {say(w[`standing-${p.standing}`], {
                  at: moment(p.signedAt ?? p.approvedAt ?? new Date().toISOString(), today, language),
                })}
              </small>
            </p>
          </li>
        ))}
        {detail.companySigns && (
          <li>
            <p>
              <b>{companyName}</b>
              <small>{say(detail.awaitsCompany ? w.companyTurn : w.companyAwaits)}</small>
            </p>
          </li>
        )}
      </ul>
    </>
  )
}

function Party({
  party: p,
  detail,
  dispatches,
  changed,
}: {
  party: PartyView
  detail: DocumentDetail
  dispatches: readonly Dispatch[]
  changed: () => void
}) {
  const say = useSay()
  const language = useLanguage()
  const today = stockholmDate(useNow())
  const [again, setAgain] = useState(false)
  const [meeting, setMeeting] = useState(false)
  const standing = detail.progress.find(x => x.partyId === p.id)?.standing
  const isLiving =
    useMay()('documents.send') &&
    ['sent', 'bounced', 'opened', 'reading', 'question', 'partly-signed', 'expired'].includes(detail.state)
  const stateWord = (d: Dispatch) => {
    const key = `state-${d.state}` as keyof typeof w
    return key in w ? say(w[key] as typeof w.ended) : d.state
  }
  return (
    <li>
      <p>
        <b>{p.name}</b>
        <small>{[p.email, p.phone && printPhone(p.phone)].filter(Boolean).join(', ')}</small>
      </p>
      {dispatches.slice(0, 4).map(d => (
        <p key={d.id} className={['failed', 'bounced'].includes(d.state) ? 'dispatch late' : 'dispatch'}>
          <Icon name={d.channel === 'mail' ? 'mail' : 'phone'} title={say(w[d.channel])} />
          <span>
            {stateWord(d)}
            {d.reason && `: ${d.reason}`}
            <small>{moment(d.at, today, language)}</small>
          </span>
        </p>
      ))}
      {isLiving && (
        <button type="button" className="link" onClick={() => setAgain(true)}>
          {say(w.sendAgain)}
        </button>
      )}
      {isLiving && detail.state !== 'expired' && standing === 'sign' && (
        <button type="button" className="link" onClick={() => setMeeting(true)}>
          {say(w.inPerson)}
        </button>
      )}
      {meeting && <InPerson detail={detail} party={p} close={() => setMeeting(false)} />}
      {again && (
        <SendAgain
          documentId={detail.id}
          party={p}
          close={() => setAgain(false)}
          done={() => {
            setAgain(false)
            changed()
          }}
        />
      )}
    </li>
  )
}
