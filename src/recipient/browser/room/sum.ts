// The moment the sum changes: it rolls to its new value and is said once.
import { $ } from './dom.ts'

const ROLL_MS = 200
const isStill = matchMedia('(prefers-reduced-motion: reduce)')

/** The sum rolls to its new value. Anything that is not two whole figures changes at once. */
export function roll(to: HTMLElement, text: string) {
  const figure = /\d[\d\u00a0,]*\d|\d/
  const number = (t: string) => Number((figure.exec(t)?.[0] ?? '').replace(/\D/g, ''))
  const [start, end] = [number(to.textContent ?? ''), number(text)]
  const isWhole = !/,\d\d(?!\d)/.test(text) && start > 0 && end > 0
  const group = /\d(\D)\d{3}/.exec(text)?.[1] ?? ''
  if (!isWhole || isStill.matches || start === end) {
    to.textContent = text
    return
  }
  const began = performance.now()
  const step = (now: number) => {
    const part = Math.min(1, (now - began) / ROLL_MS)
    const shown = Math.round(start + (end - start) * (1 - (1 - part) ** 3))
    to.textContent = part === 1 ? text : text.replace(figure, String(shown).replace(/\B(?=(\d{3})+$)/g, group))
    if (part < 1) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}

const SAY_EVERY_MS = 10_000
let saidAt = Number.NEGATIVE_INFINITY
let waiting = 0
let first = ''

/** Old and new, politely; a reader who ticks fast hears where it ended. */
export function announce(before: string, after: string) {
  const place = $('[data-said]')
  if (!place) return
  first ||= before
  const say = () => {
    place.textContent = (place.dataset.word ?? '').replace('{sum}', after).replace('{before}', first)
    saidAt = performance.now()
    first = ''
  }
  clearTimeout(waiting)
  const wait = saidAt + SAY_EVERY_MS - performance.now()
  if (wait > 0) waiting = window.setTimeout(say, wait)
  else say()
}
