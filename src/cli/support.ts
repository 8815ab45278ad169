// `cling support`: what people ask, read and answered by the operator. Letters and telephone calls are entered here.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { accountMessages } from '../accounts/accounts.messages.ts'
import { dropSecondStepOf } from '../accounts/lost-step.ts'
import { makeChoice } from '../adapters.ts'
import { redactedNames } from '../datamap/register.ts'
import { say } from '../kernel/messages.ts'
import { Problem } from '../kernel/problem.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig } from '../platform/config.ts'
import type { Services } from '../platform/context.ts'
import { joinPostgres } from '../platform/database/embedded/index.ts'
import { makeLog } from '../platform/log.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { localRootKey, secretsFrom } from '../platform/secrets.ts'
import { rightsMessages } from '../privacy/rights/rights.messages.ts'
import { tables } from '../schema.ts'
import { supportMessages } from '../support/support.messages.ts'
import { answerSupport, attach, closeSupport, openSupport, readThread, waitingSupport } from '../support/support.ts'
import { makeSystem } from '../system.ts'

const HELP = `support list                                          ärenden som väntar, det mest brådskande först
support show NUMMER                                   läser ett ärende
support answer NUMMER FIL                             svarar: på sidan, och per mejl om det finns en adress
support close NUMMER                                  avslutar; två år senare är orden borta
support note FIL                                      för in ett telefonsamtal
support post FIL --arrived ÅÅÅÅ-MM-DD                 för in ett brev, från den dag det kom
support second-step ADRESS                            nollställer passkeys och kodapp för den som har blivit av med dem
`
const NOTE = `Anteckning om ett telefonsamtal: skriv vad det gällde och vad du svarade.
Skriv inga personnummer. Samtal spelas inte in, och ingen fil kan läggas till.`

export async function supportCommand(args: readonly string[]): Promise<number> {
  const config = readConfig(process.env)
  const database = config.databaseUrl
    ? { ownerUrl: config.databaseUrl, stop: async () => {} }
    : await joinPostgres({ dataDir: config.dataDir })
  const system = makeSystem({
    config,
    secrets: secretsFrom(config.rootKey ?? localRootKey(config.dataDir)),
    ownerUrl: database.ownerUrl,
    clock: systemClock,
    log: makeLog({ level: config.logLevel, redact: redactedNames(tables) }),
    choose: makeChoice().choose,
  })
  try {
    process.stdout.write(`${await runSupport(system.services, args)}\n`)
    return 0
  } catch (error) {
    const known = { ...platformMessages, ...accountMessages, ...rightsMessages, ...supportMessages }
    const message = error instanceof Problem ? known[error.code as 'not-found'] : undefined
    if (!message) throw error
    process.stderr.write(`${say(message, 'sv', (error as Problem).facts)}\n`)
    return 1
  } finally {
    await system.close()
    await database.stop()
  }
}

/** What a command did, in words. */
export async function runSupport(services: Services, args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { arrived: { type: 'string' }, file: { type: 'string', multiple: true } },
  })
  const [what, which = '', file = ''] = positionals
  const inTx = services.database.outside
  const textOf = (path: string) => readFileSync(path, 'utf8')
  switch (what) {
    case 'list': {
      const rows = await inTx(waitingSupport)
      return rows
        .map(r => `${r.number}  senast ${r.deadline}  ${r.came_by}${r.rights_case_id ? '  rättighet' : ''}`)
        .join('\n')
    }
    case 'show': {
      const t = await inTx(tx => readThread(services, tx, { number: which }))
      return [
        `${t.number}, ${t.cameBy}, kom ${t.receivedOn}, svar senast ${t.deadline}${t.closed ? ', avslutat' : ''}`,
        ...t.messages.map(m => `\n${m.saidBy}: ${m.text}`),
        ...t.files.map(f => `\nbilaga: ${f.kind}, ${f.bytes.length} byte`),
      ].join('\n')
    }
    case 'answer':
      await inTx(tx => answerSupport(services, tx, which, textOf(file)))
      return `Svarat i ${which}.`
    case 'close':
      await inTx(tx => closeSupport(services, tx, { number: which }))
      return `${which} är avslutat.`
    case 'note': {
      if (!which) return NOTE
      const { number } = await inTx(async tx => {
        const opened = await openSupport(services, tx, {
          cameBy: 'phone',
          text: textOf(which),
          replyTo: null,
          language: 'sv',
        })
        for (const path of values.file ?? []) await attach(services, tx, opened.id, readFileSync(path))
        return opened
      })
      return number
    }
    case 'post': {
      if (!values.arrived) return HELP
      const receivedOn = values.arrived
      const { number, rightsNumber } = await inTx(tx =>
        openSupport(services, tx, { cameBy: 'post', text: textOf(which), replyTo: null, language: 'sv', receivedOn }),
      )
      return [number, rightsNumber].filter(Boolean).join(' ')
    }
    case 'second-step':
      if (!which) return HELP
      await dropSecondStepOf(services, which)
      return 'Nollställt. Kontot är utloggat överallt och får ett mejl om det. Lösenordet gäller som förut.'
    default:
      return HELP
  }
}
