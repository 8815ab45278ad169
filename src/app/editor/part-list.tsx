// The parts to the left: where one is, and what can be added.
import { useEffect, useState } from 'react'
import type { BlockType } from '../../blocks/contract.ts'
import { Menu } from '../shell/sheet.tsx'
import { useSay } from '../words.tsx'
import { addBlock, newBlock } from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import { useDraft } from './use-draft.ts'

/** Parts there may be many of, and parts a quote has one of. */
const MANY: readonly BlockType[] = ['text', 'pictures', 'price-table', 'packages']
const ONE: readonly BlockType[] = ['letter', 'not-included', 'times', 'payment-plan', 'terms', 'about']

export const partAnchor = (id: string) => `del-${id}`

/** Brings a part into view and puts the focus in it. */
export function goToPart(anchor: string) {
  const part = document.getElementById(partAnchor(anchor))
  part?.scrollIntoView({ block: 'start' })
  const field = part?.querySelector<HTMLElement>('input:not([type=file]), textarea, select, button.cell')
  ;(field ?? part)?.focus({ preventScroll: true })
}

export function PartList() {
  const say = useSay()
  const { content } = useDraft()
  const here = usePartInView(content.blocks.map(b => b.id))
  const parts = [
    { id: 'start', name: say(w.start) },
    ...content.blocks.map(b => ({ id: b.id, name: b.heading || say(w[`type-${b.type}`]) })),
  ]
  return (
    <nav className="part-list" aria-label={say(w.parts)}>
      <ol>
        {parts.map(p => (
          <li key={p.id}>
            <a
              href={`#${partAnchor(p.id)}`}
              aria-current={here === p.id ? 'location' : undefined}
              onClick={e => {
                e.preventDefault()
                goToPart(p.id)
              }}
            >
              {p.name}
            </a>
          </li>
        ))}
      </ol>
      <AddPart />
    </nav>
  )
}

export function AddPart() {
  const say = useSay()
  const { content, change } = useDraft()
  const add = (type: BlockType) => {
    const block = newBlock(type, say(w[`type-${type}`]))
    change(addBlock(block, null))
    // The part is drawn first, then gone to.
    requestAnimationFrame(() => goToPart(block.id))
  }
  const possible = [...MANY, ...ONE.filter(t => !content.blocks.some(b => b.type === t))]
  return (
    <Menu
      label={say(w.addPart)}
      word={say(w.addPart)}
      icon="plus"
      className="link add-part"
      items={possible.map(type => ({ label: say(w[`type-${type}`]), pick: () => add(type) }))}
    />
  )
}

function usePartInView(ids: readonly string[]): string {
  const [here, setHere] = useState('start')
  const key = ids.join(' ')
  useEffect(() => {
    const parts = ['start', ...key.split(' ')]
    const look = () => {
      const passed = parts.filter(id => {
        const top = document.getElementById(partAnchor(id))?.getBoundingClientRect().top
        return top !== undefined && top < innerHeight * 0.35
      })
      setHere(passed[passed.length - 1] ?? 'start')
    }
    look()
    addEventListener('scroll', look, { passive: true })
    return () => removeEventListener('scroll', look)
  }, [key])
  return here
}
