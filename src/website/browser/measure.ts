// Only there for those who said yes: which page, a few things that can be clicked, roughly how long, and faults of ours. The server keeps kinds
// and classes of what it is told, and drops what it does not know.
const begun = Date.now()
const page = location.pathname
const send = (path: string, body: object) =>
  navigator.sendBeacon(path, new Blob([JSON.stringify(body)], { type: 'application/json' }))

send('/matning', {
  kind: 'view',
  page,
  from: document.referrer === '' ? null : new URL(document.referrer).origin,
  width: screen.width,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  language: navigator.language,
})
document.addEventListener('click', event => {
  const target = (event.target as Element).closest<HTMLElement>('[data-click]')?.dataset.click
  if (target) send('/matning', { kind: 'click', page, target })
})
addEventListener('pagehide', () => send('/matning', { kind: 'leave', page, ms: Date.now() - begun }))

const fault = (error: unknown) =>
  error instanceof Error &&
  send('/fel', { zone: 'website', kind: error.name, message: error.message, stack: error.stack })
addEventListener('error', event => fault(event.error))
addEventListener('unhandledrejection', event => fault(event.reason))

export {}
