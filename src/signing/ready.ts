// Whether what is signed could be sealed here. Asked before anything is sent: never found out after the customer has signed.
import type { Services } from '../platform/context.ts'
import { keyToSealWith } from './seal-certificate.ts'
import { missingFonts, sealFonts } from './typeset/fonts.ts'

export async function sealReady(services: Services, fonts: readonly string[] = sealFonts()): Promise<boolean> {
  const missing = missingFonts(fonts)
  if (missing.length > 0) {
    services.log.error({ alarm: 'seal-not-ready', missing }, 'fonts of the sealed PDF are missing')
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
