// `cling emulator`: BankID's stand-in as a server of its own, for an installation in several processes or any other client of the
// relying-party API. Its certificates and its access lie under the data folder.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startBankIdEmulator } from '../integrations/bankid/emulator/emulator.ts'
import { systemClock } from '../platform/clock.ts'
import { askedToEnd } from '../platform/lifetime.ts'

export async function emulatorCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { data: { type: 'string' }, port: { type: 'string' }, 'phone-port': { type: 'string' } },
  })
  const dataDir = resolve(values.data ?? process.env.CLING_DATA ?? 'data')
  mkdirSync(dataDir, { recursive: true })
  const emulator = await startBankIdEmulator({
    dataDir,
    clock: systemClock,
    rpPort: Number(values.port ?? 0),
    phonePort: Number(values['phone-port'] ?? 0),
  })
  const { close, ...access } = emulator
  const file = join(dataDir, 'bankid-emulator', 'access.json')
  writeFileSync(file, `${JSON.stringify(access, null, 1)}\n`, { mode: 0o600 })
  process.stdout.write(
    `\n  API          ${access.rpUrl}\n  Testtelefon  ${access.phoneUrl}\n  Åtkomst      ${file}\n\n` +
      `  Starta tjänsten med CLING_BANKID_EMULATOR=${file}. Ctrl-C avslutar.\n\n`,
  )
  await askedToEnd()
  await close()
  return 0
}
