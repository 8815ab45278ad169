// Whether what is signed could be sealed here. Asked before anything is sent: never found out after the customer has signed.
import type { Services } from '../platform/context.ts'
import { keyToSealWith } from './seal-certificate.ts'
import { missingFonts, sealFonts } from './typeset/fonts.ts'
import { makeTypesetter, type TypesetterOptions } from './typeset/pool.ts'

/** Of this process. Believed until it was tried. */
let trial: Promise<void> = Promise.resolve()

/**
 * Typesets a specimen in a process of its own and ends that. Fonts can be looked for; a typesetter that was not made for this machine, or
 * templates that are not whole, show only when it is tried. Resolves however it goes: `sealReady` tells.
 */
export function tryTypesetting(options: TypesetterOptions = {}): Promise<void> {
  const typesetter = makeTypesetter({ ...options, max: 1 })
  trial = typesetter.ready().finally(() => typesetter.close())
  return trial.catch(() => {})
}

export async function sealReady(services: Services, fonts: readonly string[] = sealFonts()): Promise<boolean> {
  const missing = missingFonts(fonts)
  if (missing.length > 0) {
    services.log.error({ alarm: 'seal-not-ready', missing }, 'fonts of the sealed PDF are missing')
    return false
  }
  const tried = trial
  try {
    await tried
  } catch (error) {
    services.log.error({ alarm: 'seal-not-ready', err: error }, 'no document can be typeset here')
    // It may have been the machine's load: whoever asks next hears of another try.
    if (tried === trial) void tryTypesetting()
    return false
  }
  try {
    await keyToSealWith(services)
    return true
  } catch (error) {
    services.log.error({ alarm: 'seal-not-ready', err: error }, 'the sealing certificate or its key cannot be used')
    return false
  }
}
