// A page that runs under an answer that no longer holds begins anew: when it comes back out of the browser's own store, and when another
// window has answered. What may no longer be kept is cleared.
const own = document.currentScript as HTMLScriptElement
const version = own.dataset.version ?? ''
const names = (own.dataset.clear ?? '').split(' ').filter(name => name !== '')

if (names.length > 0)
  for (const kept of [localStorage, sessionStorage])
    for (const key of Object.keys(kept))
      if (names.some(name => key.startsWith(name.split('<')[0] as string))) kept.removeItem(key)

const again = () => location.reload()
window.addEventListener('pageshow', event => {
  if (event.persisted) again()
})
const channel = new BroadcastChannel('kakor')
channel.addEventListener('message', ({ data }) => {
  if (data !== version) again()
})
channel.postMessage(version)

export {}
