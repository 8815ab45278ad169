// An ÄTA, written standing up with a phone in one hand: a picture, a sentence, a price, send. Everything else has an answer already and
// lies folded beneath.
import { useEffect, useRef, useState } from 'react'
import type { PriceResult } from '../../blocks/contract.ts'
import { ruleSet, ruleSetsFor } from '../../blocks/rule-sets.ts'
import { Icon } from '../../design/icons.tsx'
import { stockholmDate } from '../../kernel/dates.ts'
import { formatOre } from '../../kernel/money.ts'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { ReadingBar, SaveWord } from '../editor/bar.tsx'
import { ConflictSheet } from '../editor/conflict-sheet.tsx'
import { draftPrice, firstNames } from '../editor/draft-view.ts'
import { editorWords } from '../editor/editor.messages.ts'
import { GrowingText } from '../editor/growing-text.tsx'
import { Preview } from '../editor/preview.tsx'
import { Pricing } from '../editor/pricing.tsx'
import { Receivers } from '../editor/receivers.tsx'
import { SendPoints, usePoints } from '../editor/send-points.tsx'
import { SendSheet } from '../editor/send-sheet.tsx'
import { DraftProvider, useDraft, useOpenDraft } from '../editor/use-draft.ts'
import { ValidTo } from '../editor/valid-to.tsx'
import { useMay } from '../session.tsx'
import { DateField, Segments, SelectField, TextField } from '../shell/fields.tsx'
import { useToast } from '../shell/toast.tsx'
import { Why } from '../shell/why.tsx'
import { useData } from '../use-data.ts'
import { useLanguage, useSay } from '../words.tsx'
import { Camera } from './camera.tsx'
import { changeWords as w } from './change.messages.ts'
import { asType, cameOf, choose, setSaid, tell, toldIn } from './change-content.ts'
import { ChangeRows } from './change-rows.tsx'
import { mayBeSought, StartAnswer, Unreached } from './start-answer.tsx'

export function ChangeEditor({ loaded }: { loaded: Parameters<typeof useOpenDraft>[0] }) {
  const say = useSay()
  const draft = useOpenDraft(loaded)
  const may = useMay()
  const toast = useToast()
  const [view, setView] = useState<'write' | 'client'>('write')
  const [sending, setSending] = useState(false)
  const { content, detail } = draft
  const no = draft.base.change?.no ?? 0
  useEffect(() => {
    document.title = `${say(w.change, { n: no })} · Cling`
  }, [no, say])
  const follows = content.change?.priceFollows === true
  const price = follows
    ? null
    : draftPrice(content, detail.parties, { unreadable: Object.keys(draft.unreadable).length > 0 })
  if (!may('documents.write'))
    return (
      <DraftProvider value={draft}>
        <div className="editor only-read">
          <ReadingBar />
          <main id="innehall">
            <h1 className="sr">{content.title || say(w.change, { n: no })}</h1>
            <p className="notice">{say(appWords.onlyReading)}</p>
            <Preview price={price} />
          </main>
        </div>
      </DraftProvider>
    )
  const names = firstNames(
    detail.parties.map(p => p.name),
    say(editorWords.and),
  )
  const send = () => {
    if (!may('documents.send')) return toast(say(editorWords.othersSend))
    void draft.flush()
    setSending(true)
  }
  return (
    <DraftProvider value={draft}>
      <div className={`change-editor ${view}`}>
        <Bar no={no} view={view} setView={setView} />
        <div className="change-body">
          <main id="innehall">
            <h1 className="sr">{say(w.change, { n: no })}</h1>
            <Camera />
            <What />
            {!follows && <ChangeRows />}
            <Time />
            <MayStart />
            <More />
          </main>
          <aside className="panel">
            <Preview price={price} />
          </aside>
        </div>
        <Foot
          price={price}
          follows={follows}
          word={names ? say(editorWords.sendTo, { names }) : say(editorWords.send)}
          send={send}
        />
        {sending && <SendSheet price={price} close={() => setSending(false)} />}
        {draft.conflict && <ConflictSheet theirs={draft.conflict} />}
      </div>
    </DraftProvider>
  )
}

function Bar({
  no,
  view,
  setView,
}: {
  no: number
  view: 'write' | 'client'
  setView: (view: 'write' | 'client') => void
}) {
  const say = useSay()
  const draft = useDraft()
  const isClient = view === 'client'
  return (
    <header className="change-bar">
      <a className="icon-button" href={`/app/jobb/${draft.detail.jobId}`} aria-label={say(w.toJob)}>
        <Icon name="left" />
      </a>
      <div className="what">
        <p>
          <b>{say(w.change, { n: no })}</b> <span>{draft.base.change?.contract.title || draft.detail.number}</span>
        </p>
        <SaveWord />
      </div>
      <button
        type="button"
        className="icon-button"
        aria-label={say(isClient ? editorWords.write : editorWords.asClient)}
        aria-pressed={isClient}
        onClick={() => setView(isClient ? 'write' : 'client')}
      >
        <Icon name={isClient ? 'close' : 'eye'} />
      </button>
    </header>
  )
}

/** What has happened, in a sentence; how it came up; and the terms, where nobody has said. */
function What() {
  const say = useSay()
  const { content, change, detail } = useDraft()
  const said = content.change
  const [unsaid] = useState(said?.rules === '')
  if (!said) return null
  const consumer = detail.clientKind === 'person'
  return (
    <section className="change-part" id="change" tabIndex={-1}>
      <h2 className="label">{say(w.whatHappened)}</h2>
      <GrowingText
        className="told"
        label={say(w.whatHappened)}
        value={toldIn(content)?.body ?? ''}
        placeholder={say(w.whatHint)}
        maxLength={20_000}
        change={body => change(tell(body), 'told')}
      />
      <Why of={['document', 'content']} />
      <Segments
        label={say(w.came)}
        hideLabel
        value={cameOf(said)}
        change={came => change(choose(came, consumer))}
        options={[
          ['found', say(w['came-found'])],
          ['asked', say(w['came-asked'])],
          ['removed', say(w['came-removed'])],
        ]}
      />
      {unsaid && <Rules />}
    </section>
  )
}

function Rules() {
  const say = useSay()
  const language = useLanguage()
  const { content, change, detail } = useDraft()
  const rules = content.change?.rules ?? ''
  const sets = ruleSetsFor(detail.clientKind ?? 'company', stockholmDate(new Date()))
  const known = ruleSet(rules)
  const all = known && !sets.includes(known) ? [known, ...sets] : sets
  return (
    <SelectField
      label={say(w.rules)}
      why={say(w.rulesWhy)}
      value={rules}
      change={id => change(setSaid({ rules: id }))}
      options={[...(rules === '' ? [['', say(w.choose)] as const] : []), ...all.map(s => [s.id, s[language]] as const)]}
    />
  )
}

function Time() {
  const say = useSay()
  const { content, change } = useDraft()
  const days = content.change?.days ?? null
  const set = (n: number) => change(setSaid({ days: Math.max(-365, Math.min(365, n)) }), 'days')
  const words =
    days === null
      ? say(w.timeUnsaid)
      : days === 0
        ? say(w.timeSame)
        : days > 0
          ? say(w.timeLonger, { n: days })
          : say(w.timeShorter, { n: -days })
  return (
    <section className="change-part change-time">
      <p aria-live="polite">
        {say(w.time)} <b className={days === null ? 'unknown' : undefined}>{words}</b>
      </p>
      <p className="stepper">
        <button
          type="button"
          className="icon-button bordered"
          aria-label={say(w.oneLess)}
          onClick={() => set((days ?? 1) - 1)}
        >
          <Icon name="minus" />
        </button>
        <button
          type="button"
          className="icon-button bordered"
          aria-label={say(w.oneMore)}
          onClick={() => set((days ?? 0) + 1)}
        >
          <Icon name="plus" />
        </button>
      </p>
    </section>
  )
}

/** The answer as it is before anything is sent, with the way out when it cannot wait. */
function MayStart() {
  const say = useSay()
  const { id, saveState, detail } = useDraft()
  const [seeking, setSeeking] = useState(false)
  const standing = useData(signal => api.change(id, signal), [id, saveState.kind === 'saved' ? saveState.at : ''])
  const name = detail.parties.find(p => p.signs)?.name.split(' ')[0] ?? ''
  if (!standing.data) return null
  return (
    <section className="change-part" aria-label={say(w.mayStart)}>
      <StartAnswer start={standing.data.start}>
        {mayBeSought(standing.data) && (
          <button type="button" className="link" onClick={() => setSeeking(true)}>
            {name ? say(w.unreachedName, { name }) : say(w.unreached)}
          </button>
        )}
      </StartAnswer>
      {seeking && (
        <Unreached
          documentId={id}
          standing={standing.data}
          attempts={[]}
          close={() => setSeeking(false)}
          changed={standing.set}
        />
      )}
    </section>
  )
}

/** What has an answer already: the act, the reason, the place, the days, how the price is meant, who receives. */
function More() {
  const say = useSay()
  const { content, change } = useDraft()
  const said = content.change
  const missing = usePoints().filter(p => p.level !== 'done').length
  const lead = useRef<HTMLDivElement>(null)
  if (!said) return null
  const today = stockholmDate(new Date())
  return (
    <div className="change-more" ref={lead}>
      <section className="change-part">
        <Segments
          label={say(w.act)}
          value={said.priceFollows ? 'notice' : 'order'}
          change={act => change(setSaid({ priceFollows: act === 'notice' }))}
          options={[
            ['order', say(w['act-order'])],
            ['notice', say(w['act-notice'])],
          ]}
        />
        <p className="help">
          {say(said.priceFollows ? w.noticeMeans : said.type === 'removal' ? w.creditMeans : w.orderMeans)}
        </p>
      </section>
      <details className="change-part">
        <summary>{say(w.more)}</summary>
        <TextField
          label={say(w.title)}
          name="title"
          value={content.title}
          maxLength={120}
          change={title => change(c => ({ ...c, title }), 'title')}
        />
        <TextField
          label={say(w.reason)}
          rows={2}
          value={said.reason}
          placeholder={say(w.reasonHint)}
          maxLength={2000}
          change={reason => change(setSaid({ reason }), 'reason')}
        />
        <TextField
          label={say(w.ifNot)}
          rows={2}
          value={said.ifNot}
          maxLength={2000}
          change={ifNot => change(setSaid({ ifNot }), 'ifNot')}
        />
        <TextField
          label={say(w.place)}
          value={said.place}
          maxLength={200}
          change={place => change(setSaid({ place }), 'place')}
        />
        <div className="two">
          <SelectField
            label={say(w.type)}
            value={said.type}
            change={type => change(asType(type))}
            options={(['change', 'addition', 'removal'] as const).map(t => [t, say(w[`type-${t}`])] as const)}
          />
          <SelectField
            label={say(w.raisedBy)}
            value={said.raisedBy}
            change={raisedBy => change(setSaid({ raisedBy }))}
            options={(['discovered', 'ordered', 'wish'] as const).map(b => [b, say(w[`by-${b}`])] as const)}
          />
        </div>
        <Rules />
        {said.raisedBy === 'discovered' && (
          <DateField
            label={say(w.foundOn)}
            value={said.foundOn ?? ''}
            max={today}
            mayBeEmpty
            change={day => change(setSaid({ foundOn: day || undefined }), 'foundOn')}
          />
        )}
        <DateField
          label={say(w.answerBy)}
          value={said.answerBy ?? ''}
          min={today}
          mayBeEmpty
          change={day => change(setSaid({ answerBy: day || undefined }), 'answerBy')}
        />
        <ValidTo />
      </details>
      {!said.priceFollows && (
        <details className="change-part">
          <summary>{say(w.howPriced)}</summary>
          <Pricing />
        </details>
      )}
      <section className="change-part">
        <Receivers />
      </section>
      {missing > 0 && (
        <section className="change-part">
          <SendPoints />
        </section>
      )}
    </div>
  )
}

function Foot({
  price,
  follows,
  word,
  send,
}: {
  price: PriceResult | null
  follows: boolean
  word: string
  send: () => void
}) {
  const say = useSay()
  const language = useLanguage()
  const total = price?.totalOre ?? 0
  return (
    <footer className="change-foot">
      <p className="num">
        <b className={price ? undefined : 'unknown'}>
          {follows
            ? say(w.priceFollows)
            : price
              ? `${total > 0 ? '+' : ''}${formatOre(total, language)} kr`
              : say(w.noPrice)}
        </b>
        <span>
          {price?.deduction &&
            say(w.afterDeduction, {
              sum: formatOre(price.toPayOre, language),
              kind: price.deduction.kind.toUpperCase(),
            })}
        </span>
      </p>
      <button type="button" className="button main" onClick={send}>
        {word}
      </button>
    </footer>
  )
}
