// Being seen: seconds per part while the page is visible and somebody is at it. Told every quarter of a minute and on leaving.
const EVERY_MS = 15_000
/** A page left open on a desk is not being read. */
const AT_IT_MS = 60_000

export function noteVisit() {
  const visit = crypto.randomUUID?.() ?? `00000000-0000-4000-8000-${String(Date.now()).padStart(12, '0').slice(-12)}`
  const seconds: Record<string, number> = {}
  const heights = new Map<string, number>()
  let section = 'top'
  let untold = true
  let touchedAt = performance.now()

  for (const event of ['pointerdown', 'keydown', 'scroll', 'touchmove'])
    addEventListener(event, () => (touchedAt = performance.now()), { passive: true, capture: true })

  const observer = new IntersectionObserver(
    entries => {
      for (const e of entries) heights.set((e.target as HTMLElement).dataset.part as string, e.intersectionRect.height)
      section = 'top'
      let most = 0
      for (const [part, height] of heights)
        if (height > most) {
          most = height
          section = part
        }
    },
    { threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] },
  )
  for (const part of document.querySelectorAll('section[data-part]')) observer.observe(part)

  setInterval(() => {
    if (document.visibilityState !== 'visible' || performance.now() - touchedAt > AT_IT_MS) return
    seconds[section] = (seconds[section] ?? 0) + 1
    untold = true
  }, 1000)

  const tell = () => {
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
}
