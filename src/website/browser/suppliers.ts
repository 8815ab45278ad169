// How a supplier's program is begun on a page: with everything off that it would do by itself. Only a page view is told, without what stands
// after the path; no person, no form, no address of mail, hashed or clear.
const own = document.currentScript as HTMLScriptElement
const program = own.dataset.program as string
const settings = JSON.parse(own.dataset.settings ?? '{}') as Record<string, string>
const place = window as unknown as Record<string, unknown>
const here = location.origin + location.pathname

type Queue = { (...args: unknown[]): void; queue?: unknown[] } & Record<string, unknown>
/** A function that keeps what it is called with until the program has come. */
function waiting(name: string, keep: string): Queue {
  const found = place[name] as Queue | undefined
  if (found) return found
  const kept: unknown[] = []
  const made = ((...args: unknown[]) => void kept.push(args)) as Queue
  made[keep] = kept
  place[name] = made
  return made
}

const load = (then = () => {}) => {
  const script = document.createElement('script')
  script.async = true
  script.src = program
  script.addEventListener('load', then)
  document.head.append(script)
}

switch (own.dataset.as) {
  case 'hotjar':
    waiting('hj', 'q')
    place._hjSettings = { hjid: settings.site, hjsv: 6 }
    load()
    break
  case 'facebook': {
    const fbq = waiting('fbq', 'queue')
    fbq.version = '2.0'
    fbq.loaded = true
    fbq.push = fbq
    place._fbq = fbq
    // Nothing found on the page, and nothing told of who is there: automatic events and advanced matching are off.
    fbq('set', 'autoConfig', false, settings.pixel)
    fbq('init', settings.pixel)
    fbq('track', 'PageView')
    load()
    break
  }
  case 'google': {
    place.dataLayer ??= []
    const layer = place.dataLayer as unknown[]
    // Google's program tells commands from data by their being `arguments`.
    const gtag = function () {
      // biome-ignore lint/complexity/noArguments: see above
      layer.push(arguments)
    } as (...args: unknown[]) => void
    gtag('js', new Date())
    gtag('config', settings.measurement ?? settings.conversion, {
      page_location: here,
      page_referrer: '',
      allow_google_signals: false,
      allow_ad_personalization_signals: settings.conversion !== undefined,
      allow_enhanced_conversions: false,
      cookie_expires: 365 * 86_400,
      cookie_update: false,
    })
    load()
    break
  }
  case 'logrocket':
    load(() => {
      const logRocket = place.LogRocket as { init(app: string, options: object): void } | undefined
      logRocket?.init(settings.app as string, {
        dom: { inputSanitizer: true, textSanitizer: true },
        network: { requestSanitizer: () => null, responseSanitizer: () => null },
        browser: { urlSanitizer: (address: string) => address.split(/[?#]/)[0] },
        console: { isEnabled: false },
      })
    })
    break
}

export {}
