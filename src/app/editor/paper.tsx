// The paper: the document itself, written in place. Headings and words stand as the customer will read them.
import { useRef } from 'react'
import type { Block } from '../../blocks/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { fileUrl } from '../api.ts'
import { Menu } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { useSay } from '../words.tsx'
import { useBrandStyle } from './brand-style.ts'
import { changeBlock, moveBlock, removeBlock } from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import { GrowingText } from './growing-text.tsx'
import { NotIncluded, PaymentPlan, Times } from './list-parts.tsx'
import { Packages } from './packages.tsx'
import { AddPart, partAnchor } from './part-list.tsx'
import { PictureButton, Pictures } from './pictures.tsx'
import { PriceTable } from './price-table.tsx'
import { Pricing } from './pricing.tsx'
import { Receivers } from './receivers.tsx'
import { useDraft } from './use-draft.ts'
import { ValidTo } from './valid-to.tsx'

export function Paper() {
  const { content, base } = useDraft()
  const brand = useBrandStyle(base.company.brand)
  const lastTable = content.blocks.findLast(b => b.type === 'price-table')?.id
  return (
    <div className="paper doc" style={brand}>
      <Head />
      {content.blocks.map((block, i) => (
        <Part key={block.id} block={block} first={i === 0} last={i === content.blocks.length - 1}>
          {block.id === lastTable && <Pricing />}
        </Part>
      ))}
      <div className="paper-end">
        <AddPart />
      </div>
    </div>
  )
}

function Head() {
  const say = useSay()
  const { content, change, base, detail } = useDraft()
  const { company } = base
  const cover = content.cover
  return (
    <section id={partAnchor('start')} tabIndex={-1} className="part head-part">
      <div className="letterhead">
        {company.logo ? <img src={fileUrl(company.logo)} alt="" /> : null}
        <p className="name">{company.name}</p>
        <p className="meta num">{detail.number}</p>
      </div>
      {cover && (
        <figure className="cover-edit">
          <img src={fileUrl(cover)} alt="" className="cover" />
          <button type="button" className="button small" onClick={() => change(({ cover: _gone, ...rest }) => rest)}>
            {say(w.removeCover)}
          </button>
        </figure>
      )}
      <GrowingText
        className="title-field"
        label={say(w.title)}
        id="title"
        value={content.title}
        placeholder={say(w.titleHint)}
        maxLength={120}
        oneLine
        change={title => change(c => ({ ...c, title }), 'title')}
      />
      <Receivers />
      <ValidTo />
      {!cover && (
        <PictureButton word={say(w.addCover)} put={p => change(c => ({ ...c, cover: p.sha256 }))} multiple={false} />
      )}
    </section>
  )
}

function Part({
  block,
  first,
  last,
  children,
}: {
  block: Block
  first: boolean
  last: boolean
  children: React.ReactNode
}) {
  const say = useSay()
  const toast = useToast()
  const { change, undo } = useDraft()
  const undoNow = useRef(undo)
  undoNow.current = undo
  const kind = say(w[`type-${block.type}`])
  return (
    <section id={partAnchor(block.id)} tabIndex={-1} className={`part part-${block.type}`}>
      <header className="part-head">
        <input
          className="heading-field"
          aria-label={`${say(w.heading)}: ${kind}`}
          value={block.heading}
          placeholder={kind}
          maxLength={120}
          onChange={e =>
            change(
              changeBlock(block.id, b => ({ ...b, heading: e.target.value })),
              `heading ${block.id}`,
            )
          }
        />
        <Menu
          label={say(w.moreOn, { what: block.heading || kind })}
          items={[
            { label: say(w.moveUp), icon: 'up', disabled: first, pick: () => change(moveBlock(block.id, -1)) },
            { label: say(w.moveDown), icon: 'down', disabled: last, pick: () => change(moveBlock(block.id, 1)) },
            {
              label: say(w.removePart),
              icon: 'close',
              danger: true,
              pick: () => {
                change(removeBlock(block.id))
                toast(say(w.partRemoved), () => undoNow.current())
              },
            },
          ]}
        />
      </header>
      <PartBody block={block} />
      {children}
    </section>
  )
}

function PartBody({ block }: { block: Block }) {
  const say = useSay()
  const { change } = useDraft()
  switch (block.type) {
    case 'letter':
    case 'text':
    case 'terms':
    case 'about':
      return (
        <GrowingText
          className="prose-field"
          label={block.heading || say(w[`type-${block.type}`])}
          value={block.body}
          placeholder={say(w[`hint-${block.type}`])}
          maxLength={20_000}
          help={say(w.marks)}
          change={body =>
            change(
              changeBlock<typeof block>(block.id, b => ({ ...b, body })),
              `body ${block.id}`,
            )
          }
        />
      )
    case 'not-included':
      return <NotIncluded block={block} />
    case 'pictures':
      return <Pictures block={block} />
    case 'price-table':
      return <PriceTable table={block} />
    case 'packages':
      return <Packages block={block} />
    case 'times':
      return <Times block={block} />
    case 'payment-plan':
      return <PaymentPlan block={block} />
  }
}

export const PlusWord = ({ word }: { word: string }) => (
  <>
    <Icon name="plus" />
    {word}
  </>
)
