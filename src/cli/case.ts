// `cling case`: what people ask about their data by mail, post and telephone, entered by somebody at the operator. The clock is the same,
// nothing is shown or changed before it is known who asks, and each step says who entered it.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { dateWords, stockholmDate } from '../kernel/dates.ts'
import { hideNumbers } from '../kernel/hidden-numbers.ts'
import { say } from '../kernel/messages.ts'
import { readPersonalNumber } from '../kernel/personal-number.ts'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import {
  byNumber,
  type Case,
  close,
  eventsOf,
  extend,
  identify,
  open,
  openCases,
  refuse,
  wordsOf,
} from '../privacy/rights/cases.ts'
import { type Ground, grounds } from '../privacy/rights/company/grounds.ts'
import { caseKinds, caseWords, kindOfWord } from '../privacy/rights/kinds.ts'
import { rightsMessages } from '../privacy/rights/rights.messages.ts'
import { personsAt, personsWithNumber } from '../privacy/subjects/find.ts'
import type { Person } from '../privacy/subjects/person.ts'
import { withOwnSystem } from './own-system.ts'

const HELP = `case list                                             ärenden som inte är besvarade, det mest brådskande först
case show NUMMER                                      ett ärende och dess steg
case new SLAG --by NAMN --came-by mail|post|phone --arrived ÅÅÅÅ-MM-DD [--answer-to ADRESS] [--words FIL]
                                                      för in ett ärende; klockan går från dagen då det kom
case identify NUMMER --by NAMN --address ADRESS [--who N]
                                                      den som frågar har svarat från en adress vi har (nivå 1)
case identify NUMMER --by NAMN --met [--who N]        den som frågar har visat legitimation; personnumret skrivs på
                                                      standard in och sparas inte, ingen kopia tas (nivå 3)
case extend NUMMER FIL --by NAMN                      mer tid, en gång, med skälet i filen
case refuse NUMMER FIL --by NAMN --ground GRUND --until ÅÅÅÅ-MM-DD --instead FIL
                                                      avslag: skälet i filen, och vad som går i stället
case done NUMMER --by NAMN                            det är gjort; en invändning bifalls

SLAG: ${Object.values(caseWords).join(', ')}
GRUND: ${Object.entries(grounds)
  .map(([key, g]) => `${key} (${g.sv})`)
  .join(', ')}
`

export function caseCommand(args: readonly string[]): Promise<number> {
  return withOwnSystem(async services => {
    try {
      process.stdout.write(`${await runCase(services, args, () => readFileSync(0, 'utf8'))}\n`)
      return 0
    } catch (error) {
      const known = { ...platformMessages, ...rightsMessages }
      const message = error instanceof Problem ? known[error.code as 'not-found'] : undefined
      if (!message) throw error
      process.stderr.write(`${say(message, 'sv', (error as Problem).facts)}\n`)
      return 1
    }
  })
}

/** What a command did, in words. `input` gives what is written on standard input. */
export async function runCase(services: Services, args: readonly string[], input: () => string): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      by: { type: 'string' },
      'came-by': { type: 'string' },
      arrived: { type: 'string' },
      'answer-to': { type: 'string' },
      words: { type: 'string' },
      address: { type: 'string' },
      met: { type: 'boolean' },
      who: { type: 'string' },
      ground: { type: 'string' },
      until: { type: 'string' },
      instead: { type: 'string' },
    },
  })
  const [what, which = '', file = ''] = positionals
  const inTx = services.database.outside
  const found = async (): Promise<Case> => {
    const c = await inTx(tx => byNumber(tx, which))
    if (!c) throw new Problem('case-unknown', { number: which }, { status: 404 })
    return c
  }
  const today = stockholmDate(services.clock.now())
  const hidden = { number: '[personnummer]', card: '[kortnummer]' }
  const textOf = (path: string) => hideNumbers(readFileSync(path, 'utf8'), today, hidden).text.trim()
  const { by } = values
  if (what === 'list') return (await inTx(openCases)).map(lineOf).join('\n')
  if (what === 'show') return shown(services, await found())
  // Whatever changes something says who entered it.
  if (!by || by.trim().length < 2) return HELP
  switch (what) {
    case 'new': {
      const kind = kindOfWord(which)
      const cameBy = values['came-by']
      if (!kind || !values.arrived || (cameBy !== 'mail' && cameBy !== 'post' && cameBy !== 'phone')) return HELP
      const receivedOn = values.arrived
      const words = values.words ? { words: textOf(values.words) } : null
      const c = await inTx(tx =>
        open(services, tx, {
          kind,
          cameBy,
          person: null,
          level: 0,
          language: 'sv',
          receivedOn,
          answerTo: values['answer-to'] ?? null,
          enteredBy: by,
          ...(words ? { request: words } : {}),
        }),
      )
      return lineOf(c)
    }
    case 'identify': {
      const c = await found()
      const { persons, level } = values.met
        ? { persons: await withNumber(services, input()), level: 3 as const }
        : { persons: await personsAt(services.database, values.address ?? ''), level: 1 as const }
      const n = persons.length === 1 ? 1 : Number(values.who ?? 0)
      const person = persons[n - 1]
      if (persons.length === 0) throw new Problem('rights-nobody', {}, { status: 404 })
      if (!person) return `Flera svarar mot det. Välj med --who:\n${await listed(services, persons)}`
      return lineOf(await inTx(tx => identify(services, tx, c.id, { person, level, by: 'operator', enteredBy: by })))
    }
    case 'extend': {
      const c = await found()
      return lineOf(await inTx(tx => extend(services, tx, c.id, textOf(file), by)))
    }
    case 'refuse': {
      const c = await found()
      const ground = grounds[values.ground as Ground]
      if (!ground || !values.until || !values.instead || !file) return HELP
      const why = {
        hold: ground[c.language],
        law: ground.law,
        until: values.until,
        reason: textOf(file),
        alternative: textOf(values.instead),
        decidedBy: by,
      }
      await inTx(tx => refuse(services, tx, c.id, why, 'operator'))
      return `${c.number} är avslaget av ${by}, enligt ${ground.law}.`
    }
    case 'done': {
      const c = await found()
      await inTx(tx => close(services, tx, c.id, { by: 'operator', enteredBy: by }))
      return `${c.number} är besvarat.`
    }
    default:
      return HELP
  }
}

const lineOf = (c: Case): string =>
  [
    c.number,
    caseKinds[c.kind].sv,
    c.state,
    `kom ${c.receivedOn} (${c.cameBy})`,
    `svar senast ${c.deadline}`,
    c.late ? 'FÖRSENAT' : '',
  ]
    .filter(Boolean)
    .join('  ')

async function shown(services: Services, c: Case): Promise<string> {
  const { words, steps } = await services.database.outside(async tx => ({
    words: await wordsOf(services, tx, c.id, 'request'),
    steps: await eventsOf(tx, c.id),
  }))
  const said = words ? Object.values(JSON.parse(words) as Record<string, string>).map(w => `”${w}”`) : []
  return [
    lineOf(c),
    ...said,
    ...steps.map(s =>
      [dateWords(stockholmDate(s.at), 'sv'), s.what, s.entered_by ?? s.by, s.level === null ? '' : `nivå ${s.level}`]
        .filter(Boolean)
        .join('  '),
    ),
  ].join('\n')
}

/** The number is compared once and kept nowhere. */
async function withNumber(services: Services, typed: string): Promise<Person[]> {
  const number = readPersonalNumber(typed.trim(), stockholmDate(services.clock.now()))
  return number.ok ? personsWithNumber(services, number.value) : []
}

/** Which company or account each of several is at: enough to choose by, and no more. */
async function listed(services: Services, persons: readonly Person[]): Promise<string> {
  const lines: string[] = []
  for (const [i, p] of persons.entries()) {
    const name =
      'companyId' in p
        ? (
            await services.database.company(p.companyId, tx =>
              tx.selectFrom('company').select('name').where('id', '=', p.companyId).executeTakeFirst(),
            )
          )?.name
        : 'konto'
    lines.push(`${i + 1}  ${name ?? ''}`)
  }
  return lines.join('\n')
}
