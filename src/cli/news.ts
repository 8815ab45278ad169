// `cling news`: an issue is planned from a file, looked at, and begun; whoever calls or writes that they want no more is entered here.
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Audience, beginIssue, issues, planIssue, stopIssue } from '../marketing/issues.ts'
import { marketingMessages } from '../marketing/marketing.messages.ts'
import { addressHash, suppress } from '../marketing/suppression.ts'
import type { Services } from '../platform/context.ts'
import { withServices } from './with-services.ts'

const HELP = `news plan FIL [--to readers|customers|everybody] --by NAMN   visar vad som skulle gå, och till hur många
news send ID                                               skickar det som planerats
news stop ID                                               stoppar det som står i kö
news list                                                  visar breven och hur det gått
news no ADRESS|NUMMER [--how support|phone|post|sms]       ingen mer reklam dit, på något sätt
`
const WAYS = ['support', 'phone', 'post', 'sms'] as const

export const newsCommand = (args: readonly string[]): Promise<number> =>
  withServices(marketingMessages, services => runNews(services, args))

/** What a command did, in words. */
export async function runNews(services: Services, args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { to: { type: 'string' }, by: { type: 'string' }, how: { type: 'string' } },
  })
  const [what, which = ''] = positionals
  if (what === 'plan') {
    const audience = (values.to ?? 'everybody') as Audience
    if (!['readers', 'customers', 'everybody'].includes(audience)) return HELP
    const plan = await planIssue(services, {
      content: JSON.parse(readFileSync(which, 'utf8')),
      audience,
      by: values.by ?? '',
    })
    return [
      plan.content.subject.sv,
      '',
      ...plan.content.paragraphs.sv,
      '',
      `Går till ${plan.readers} läsare, ${plan.members} kunder och ${plan.former} tidigare kunder. Var och en prövas igen när brevet går.`,
      `Skicka det med: npm run cling -- news send ${plan.id}`,
    ].join('\n')
  }
  if (what === 'send')
    return `${await beginIssue(services, which)} brev står i kö. Stoppa dem med: npm run cling -- news stop ${which}`
  if (what === 'stop') {
    await stopIssue(services, which)
    return 'Stoppat. Inget mer av det går.'
  }
  if (what === 'list') {
    const rows = await issues(services)
    return (
      rows
        .map(
          i =>
            `${i.id}  ${i.name}  ${i.stopped_at ? 'stoppat' : i.begun_at ? 'skickat' : 'planerat'}  ${i.sent} gick, ${i.not_sent} gick inte, ${i.queued} i kö`,
        )
        .join('\n') || 'Inga brev än.'
    )
  }
  if (what === 'no' && which !== '') {
    const how = WAYS.find(way => way === (values.how ?? 'support'))
    if (!how) return HELP
    await services.database.outside(tx => suppress(services, tx, [addressHash(services.secrets, which)], how))
    return 'Antecknat. Ingen reklam dit från och med nu, på något sätt.'
  }
  return HELP
}
