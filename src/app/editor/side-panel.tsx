// Beside the paper: what it sums to as one writes, what each person has left to deduct, and what is missing before it can be sent.
import { Fragment } from 'react'
import type { PriceResult } from '../../blocks/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { totalsView } from '../../documents/present.ts'
import { formatOre, formatPercent } from '../../kernel/money.ts'
import { appWords } from '../app.messages.ts'
import { useLanguage, useSay } from '../words.tsx'
import { draftMargin, frozenOf } from './draft-view.ts'
import { editorWords as w } from './editor.messages.ts'
import { SendPoints } from './send-points.tsx'
import { useDraft } from './use-draft.ts'

export function SidePanel({ price }: { price: PriceResult | null }) {
  return (
    <>
      <Totals price={price} />
      <section className="panel-part">
        <SendPoints />
      </section>
      <Margin />
    </>
  )
}

function Totals({ price }: { price: PriceResult | null }) {
  const say = useSay()
  const language = useLanguage()
  const { base, detail, content, pictures } = useDraft()
  const totals = totalsView(frozenOf(base, detail, content, pictures), price, language, [])
  const d = price?.deduction
  return (
    <section className="panel-part sums">
      <h2>{d ? say(w.deductionLive, { kind: d.kind.toUpperCase() }) : say(w.sums)}</h2>
      <dl>
        {totals.lines.map(l => (
          <Fragment key={l.label}>
            <dt className={l.weight}>{l.label}</dt>
            <dd className={`num ${l.weight}`}>{l.amount.figure ?? say(appWords.counting)}</dd>
          </Fragment>
        ))}
        <dt className="last">{totals.last.label}</dt>
        <dd className="last num">
          {totals.last.amount.figure ?? <span className="unknown">{say(appWords.counting)}</span>}
        </dd>
      </dl>
      <div className="line-dotted" />
      {d && <Meters deduction={d} />}
    </section>
  )
}

/** One bar a person: hatched is used elsewhere, filled is this job, empty is left. */
function Meters({ deduction: d }: { deduction: NonNullable<PriceResult['deduction']> }) {
  const say = useSay()
  const language = useLanguage()
  const { detail, content } = useDraft()
  const kr = (n: number) => formatOre(n * 100, language)
  return (
    <div className="meters">
      {d.persons.map(p => {
        const party = detail.parties.find(x => x.id === p.id)
        const name = party?.name ?? say(w.anyone)
        const used = Math.max(0, p.capKr - p.roomKr)
        const left = p.roomKr - p.deductionKr
        const wanted = Math.floor((p.labourKr * d.ratePercent) / 100)
        const share = (n: number) => `${Math.min(100, (n / p.capKr) * 100)}%`
        return (
          <div className="meter" key={p.id || 'anyone'}>
            <p>
              <span>{name}</span>
              <b className="num">{kr(p.deductionKr)}</b>
            </p>
            <div
              className="bar"
              role="img"
              aria-label={say(w.meter, { name, used: kr(used), now: kr(p.deductionKr), left: kr(left) })}
            >
              <span className="used" style={{ width: share(used) }} />
              <span className="now" style={{ width: share(p.deductionKr) }} />
            </div>
            <p className="help">
              {[
                say(w.roomLeft, { left: kr(left), cap: kr(p.capKr) }),
                ...(used > 0 ? [say(w.usedElsewhere, { used: kr(used) })] : []),
              ].join(', ')}
            </p>
            {wanted > p.deductionKr && <p className="help late">{say(w.roomOver)}</p>}
          </div>
        )
      })}
      <p className="panel-links">
        <button type="button" className="link" onClick={openReceivers}>
          {say(w.changeShares)}
        </button>
        {content.pricing.payBy && (
          <button type="button" className="link" onClick={() => document.getElementById('pay-by')?.focus()}>
            {say(w.paysIn, { year: content.pricing.payBy.slice(0, 4) })}
          </button>
        )}
      </p>
    </div>
  )
}

/** The receivers unfold where they stand, on the paper. */
export function openReceivers() {
  const part = document.getElementById('del-recipients')
  const toggle = part?.querySelector<HTMLButtonElement>('[aria-expanded]')
  if (toggle?.getAttribute('aria-expanded') === 'false') toggle.click()
  part?.scrollIntoView({ block: 'center' })
  ;(toggle ?? part)?.focus({ preventScroll: true })
}

function Margin() {
  const say = useSay()
  const language = useLanguage()
  const { content, detail } = useDraft()
  const margin = detail.seesCost ? draftMargin(content) : null
  if (!margin) return null
  const sign = margin.percent < 0 ? '\u2212' : ''
  return (
    <section className="panel-part own-margin">
      <p>
        <Icon name="eye" />
        <span>
          {say(w.yourMargin)}
          <small className="help">{say(w.marginPart)}</small>
        </span>
        <b>
          {formatOre(margin.marginOre, language, 0)}, {sign}
          {formatPercent(Math.abs(margin.percent) * 100, language)}
        </b>
      </p>
    </section>
  )
}
