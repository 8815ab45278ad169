// Options: the server's engine computes, the parts that changed are put in place. Nothing ticked is lost when the line is down.
import { $, parsed } from './dom.ts'
import { announce, roll } from './sum.ts'

let asked = 0
const failed = $('[data-failed]')

export function watchOptions(form: HTMLFormElement) {
  document.addEventListener('change', event => {
    if ((event.target as HTMLInputElement).form === form) void recalculate(form)
  })
  if (failed) $('button', failed)?.addEventListener('click', () => void recalculate(form))
}

async function recalculate(options: HTMLFormElement) {
  const mine = ++asked
  try {
    const answer = await fetch('val', {
      method: 'POST',
      body: new URLSearchParams(new FormData(options) as never),
      headers: { 'x-room': 'part', accept: 'application/json' },
    })
    const text = await answer.text()
    if (mine !== asked) return
    // Signed, declined or withdrawn in the meantime: the page says how it stands now.
    if (answer.status === 409) return location.reload()
    if (!answer.ok) throw new Error(JSON.parse(text).text)
    if (failed) failed.hidden = true
    putInPlace(parsed(text))
  } catch (error) {
    if (mine !== asked || !failed) return
    const words = $('p', failed)
    // What the server said, when it said something; else the line is down.
    if (
      words &&
      error instanceof Error &&
      error.message &&
      !(error instanceof TypeError || error instanceof SyntaxError)
    )
      words.textContent = error.message
    failed.hidden = false
  }
}

function putInPlace(fresh: Document) {
  const before = $('[data-sum-bar]')?.textContent ?? ''
  for (const selector of ['[data-aside]', '[data-totals]', '[data-under]']) {
    const from = $(selector, fresh)
    if (from) $(selector)?.replaceWith(from)
  }
  // The boxes stay as they are, so that focus does; what each costs may have changed.
  const old = document.querySelectorAll('.opt')
  fresh.querySelectorAll('.opt').forEach((from, i) => {
    for (const part of ['span', 'b']) {
      const to = old[i] && $(part, old[i])
      const next = $(part, from)
      if (to && next && to.innerHTML !== next.innerHTML) to.replaceWith(next)
    }
  })
  // Where a quantity was changed, what its row and group come to; the field itself stays, so that focus does.
  const cells = document.querySelectorAll('.rows td, .rows .calc')
  fresh.querySelectorAll('.rows td, .rows .calc').forEach((from, i) => {
    const to = cells[i]
    if (to && to.innerHTML !== from.innerHTML) to.replaceWith(from)
  })
  for (const selector of ['[data-sum]', '[data-sum-bar]']) {
    const to = $(selector)
    const from = $(selector, fresh)
    if (to && from) roll(to, from.textContent ?? '')
  }
  const after = $('[data-sum-bar]', fresh)?.textContent ?? ''
  if (after !== before) announce(before, after)
}
