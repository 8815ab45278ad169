// The room's small script: options recalculate without a reload, any part can be asked about where it stands, a signed page shows itself
// sealed, and the company learns that a person has the page before them, part by part. Without it everything works by form.
import { $, parsed } from './room/dom.ts'
import { watchOptions } from './room/options.ts'
import { noteVisit } from './room/visit.ts'

const room = $('.room')
const form = $<HTMLFormElement>('#val')
if (form) {
  watchOptions(form)
  askWhereItStands(form.dataset.ask ?? '')
}
if (room?.dataset.state === 'signed') void watchSealing(room)
else if (room?.dataset.state === 'open' && room.dataset.quiet === undefined) noteVisit()

/** At each part's heading a button that opens the question with that part chosen. */
function askWhereItStands(word: string) {
  const about = $<HTMLSelectElement>('#anchor')
  const fold = $<HTMLDetailsElement>('#fraga')
  if (!about || !fold) return
  for (const { value } of about.options) {
    const part = value ? $(`[data-part="${value}"]`) : null
    const heading = part && $('h2', part)
    if (!heading) continue
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button plain ask'
    button.textContent = word
    button.setAttribute('aria-describedby', heading.id)
    button.addEventListener('click', () => {
      about.value = value
      fold.open = true
      $('textarea', fold)?.focus()
    })
    // The price's heading shares its line with the unit.
    if (heading.parentElement === part) heading.after(button)
    else part.append(button)
  }
}

// A link to a closed part opens it.
const openTarget = () => {
  const target = document.getElementById(location.hash.slice(1))
  if (!(target instanceof HTMLDetailsElement)) return
  target.open = true
  $('textarea', target)?.focus()
}
addEventListener('hashchange', openTarget)
openTarget()

// On paper every text is there, whatever is folded on screen.
addEventListener('beforeprint', () => {
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('.doc details')) fold.open = true
})

/** Signed and not yet sealed: looks again until it is, and the line doubles. */
async function watchSealing(page: HTMLElement, after = 700): Promise<void> {
  await new Promise(done => setTimeout(done, after))
  const html = await fetch('./').then(
    a => (a.ok ? a.text() : ''),
    () => '',
  )
  const sheet = html && $('.room[data-state=sealed] .sheet', parsed(html))
  if (!sheet) return watchSealing(page, Math.min(after * 1.5, 30_000))
  $('.sheet')?.replaceWith(sheet)
  page.dataset.state = 'sealed'
  page.classList.add('fresh')
}
