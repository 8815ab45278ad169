// The room's small script: options recalculate without a reload, and the company learns that a person has the page before them, part by
// part. Without it everything works by form.
const EVERY_MS = 15_000

// Options: the server's engine computes, the parts that changed are put in place.
const form = document.getElementById('val') as HTMLFormElement | null
const swapped = ['[data-sum]', '[data-aside]', '[data-totals]', '[data-under]', '[data-sum-bar]']
let asked = 0

async function recalculate() {
  if (!form) return
  const mine = ++asked
  const focused = (document.activeElement as HTMLInputElement | null)?.value
  let answer: Response
  try {
    answer = await fetch('val', {
      method: 'POST',
      body: new URLSearchParams(new FormData(form) as never),
      headers: { 'x-room': 'part' },
    })
  } catch {
    form.requestSubmit()
    return
  }
  if (mine !== asked) return
  if (!answer.ok) {
    location.reload()
    return
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
  if (mine !== asked) return
  for (const selector of swapped) {
    const from = fresh.querySelector(selector)
    const to = document.querySelector(selector)
    if (from && to) to.replaceWith(from)
  }
  const old = document.querySelectorAll('.opts')
  fresh.querySelectorAll('.opts').forEach((from, i) => {
    old[i]?.replaceWith(from)
  })
  if (focused) document.querySelector<HTMLInputElement>(`input[form=val][value="${CSS.escape(focused)}"]`)?.focus()
  const said = document.querySelector<HTMLElement>('[data-said]')
  const sum = document.querySelector('[data-sum-bar]')?.textContent
  if (said && sum) said.textContent = (said.dataset.word ?? '').replace('{sum}', sum)
}
document.addEventListener('change', event => {
  if ((event.target as HTMLInputElement).form === form && form) void recalculate()
})

// A link to a closed part opens it.
const openTarget = () => {
  const target = document.getElementById(location.hash.slice(1))
  if (target instanceof HTMLDetailsElement) {
    target.open = true
    target.querySelector<HTMLElement>('textarea')?.focus()
  }
}
addEventListener('hashchange', openTarget)
openTarget()

// Being seen: seconds per part while the page is visible. Told every quarter of a minute and on leaving.
const visit =
  crypto.randomUUID?.() ?? '00000000-0000-4000-8000-'.concat(String(Date.now()).padStart(12, '0').slice(-12))
const seconds: Record<string, number> = {}
const ratios = new Map<string, number>()
let section = 'top'
let untold = true

const observer = new IntersectionObserver(
  entries => {
    for (const e of entries) ratios.set((e.target as HTMLElement).dataset.part as string, e.intersectionRect.height)
    let best = 0
    for (const [part, height] of ratios)
      if (part !== 'top' && height > best) {
        best = height
        section = part
      }
    if (best === 0) section = 'top'
  },
  { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] },
)
for (const part of document.querySelectorAll('section[data-part]')) observer.observe(part)

setInterval(() => {
  if (document.visibilityState !== 'visible') return
  seconds[section] = (seconds[section] ?? 0) + 1
  untold = true
}, 1000)

function tell() {
  if (!untold) return
  untold = false
  const report = { visit, section, sections: seconds, machine: navigator.webdriver === true }
  void fetch('besok', {
    method: 'POST',
    body: JSON.stringify(report),
    headers: { 'content-type': 'application/json' },
    keepalive: true,
  }).catch(() => {})
}
const seen = () => {
  if (document.visibilityState === 'visible') setTimeout(tell, 1500)
  else tell()
}
document.addEventListener('visibilitychange', seen)
addEventListener('pagehide', tell)
setInterval(() => document.visibilityState === 'visible' && tell(), EVERY_MS)
seen()
