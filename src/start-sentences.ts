// What can go wrong before there is a page to say it on, as sentences with the fix.

import { type Message, say } from './kernel/messages.ts'
import { Problem } from './kernel/problem.ts'
import { ConfigurationRefused } from './platform/config.ts'
import { backupMessages } from './platform/database/backup.messages.ts'
import { embeddedMessages } from './platform/database/embedded/embedded.messages.ts'
import { signingMessages } from './signing/signing.messages.ts'

export function startSentence(error: unknown): string {
  if (error instanceof ConfigurationRefused)
    return `Inställningarna går inte ihop:\n${error.reasons.map(r => `  - ${r}`).join('\n')}`
  if (error instanceof Problem) {
    const message = ({ ...embeddedMessages, ...backupMessages, ...signingMessages } as Record<string, Message<never>>)[
      error.code
    ]
    return message ? say(message, 'sv', error.facts) : error.code
  }
  const e = error as NodeJS.ErrnoException & { port?: number }
  if (e.code === 'EADDRINUSE')
    return `Port ${e.port} är upptagen av ett annat program. Stoppa det, eller välj en annan: PORT=3001 npm start`
  if (e.code === 'EACCES' && e.syscall === 'listen')
    return `Port ${e.port} kräver rättigheter som du inte har. Välj en över 1023: PORT=3000 npm start`
  if (e.code === 'ENOSPC') return 'Disken är full. Frigör plats och starta igen; inget som var sparat är förlorat.'
  return `Det gick inte att starta: ${e.message}`
}
