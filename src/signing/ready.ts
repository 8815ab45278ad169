// Whether what is signed could be sealed here. Asked before anything is sent: never found out after the customer has signed.
import { existsSync } from 'node:fs'
import type { Services } from '../platform/context.ts'
import { sealFonts } from './typeset/fonts.ts'

export async function sealReady(services: Services): Promise<boolean> {
  const missing = sealFonts().filter(file => !existsSync(file))
  if (missing.length > 0)
    services.log.error({ alarm: 'seal-not-ready', missing }, 'fonts of the sealed PDF are missing')
  const [row] = await services.database.ask<{ ready: boolean }>(
    'seal-ready',
    'select exists (select 1 from seal_certificate where retired_at is null) as ready',
    [],
  )
  if (!row?.ready) services.log.error({ alarm: 'seal-not-ready' }, 'this installation has no sealing certificate')
  return missing.length === 0 && row?.ready === true
}
