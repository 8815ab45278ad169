// The command line. `cling help` lists every command; each is loaded when it is asked for.
import { startSentence } from './start-sentences.ts'

type Command = { does: string; run: (args: string[]) => Promise<number> }

const commands: Readonly<Record<string, Command>> = {
  demo: {
    does: 'demo [--sample NAMN] [--url ADRESS] [--until opened] [--json]   går hela vägen',
    run: async args => (await import('./cli/demo.ts')).demoCommand(args),
  },
  verify: {
    does: 'verify FIL [--evidence BEVISFIL] [--root ROT.pem] [--json]      kontrollerar en förseglad fil',
    run: async args => (await import('./cli/verify.ts')).verifyCommand(args),
  },
  'renew-seal': {
    does: 'renew-seal                                                    gör ett nytt sigill; äldre filer känns igen som förut',
    run: async () => (await import('./cli/renew-seal.ts')).renewSealCommand(),
  },
  emulator: {
    does: 'emulator [--data MAPP] [--port N] [--phone-port N]              BankID-simulatorn som egen server',
    run: async args => (await import('./cli/emulator.ts')).emulatorCommand(args),
  },
  backup: {
    does: 'backup --into MAPP [--without-files]                        kopierar databas, valv och filer',
    run: async args => (await import('./cli/backup.ts')).backupCommand(args),
  },
  restore: {
    does: 'restore --from MAPP --tombstones FIL | --no-tombstones [--key-file FIL]   återställer en kopia i en tom datamapp',
    run: async args => (await import('./cli/backup.ts')).restoreCommand(args),
  },
  retention: {
    does: 'retention [plan|run|approve DAG --by NAMN]                   visar, gör och godkänner nattens gallring',
    run: async args => (await import('./cli/keeping.ts')).retentionCommand(args),
  },
  erasures: {
    does: 'erasures [answered ID LEVERANTÖR --by NAMN --evidence TEXT]  raderingar som väntar på en leverantörs svar',
    run: async args => (await import('./cli/keeping.ts')).erasuresCommand(args),
  },
  held: {
    does: 'held --company ID | --hold ID --case NR --asked-by A --approved-by B   läser det som ligger avskilt',
    run: async args => (await import('./cli/keeping.ts')).heldCommand(args),
  },
  clauses: {
    does: 'clauses [--json]                                            säger hur policyns klausuler står, med öppna och planerade',
    run: async args => (await import('./cli/clauses.ts')).clausesCommand(args),
  },
  use: {
    does: 'use                                                         hur tjänsten används: summor per dag och månad, av ingen',
    run: async () => (await import('./cli/use.ts')).useCommand(),
  },
  register: {
    does: 'register [--csv]                                            registret över behandlingar, med företagen det gäller',
    run: async args => (await import('./cli/register.ts')).registerCommand(args),
  },
  news: {
    does: 'news plan|send|stop|list|no …                               nyheter: planera, skicka, stoppa; säg nej åt någon',
    run: async args => (await import('./cli/news.ts')).newsCommand(args),
  },
  case: {
    does: 'case list|show|new|identify|extend|refuse|done …             ärenden om uppgifter som kommer med mejl, post eller telefon',
    run: async args => (await import('./cli/case.ts')).caseCommand(args),
  },
  support: {
    does: 'support list|show|answer|close|note|post|second-step …      ärenden till supporten, med brev, telefonsamtal och den som tappat andra steget',
    run: async args => (await import('./cli/support.ts')).supportCommand(args),
  },
  incident: {
    does: 'incident open|list|draft|report|close …                     personuppgiftsincidenter: vilka som berörs, och klockan',
    run: async args => (await import('./cli/incident.ts')).incidentCommand(args),
  },
  firewall: {
    does: 'firewall                                                    brandväggens regler, ur inställningarna',
    run: async () => (await import('./cli/firewall.ts')).firewallCommand(),
  },
  channel: {
    does: 'channel FÖRETAGETS-ID [--end]                               ett företag kom genom marknadsplatsen, eller gör det inte längre',
    run: async args => (await import('./cli/channel.ts')).channelCommand(args),
  },
  company: {
    does: 'company export|import|key …                                 ett företag, helt: ut till ägaren, eller in från en annan tjänst',
    run: async args => (await import('./cli/company.ts')).companyCommand(args),
  },
  docs: {
    does: 'docs                                                        skriver docs/generated ur källorna',
    run: async () => (await import('./cli/docs.ts')).docsCommand(),
  },
}

async function main([asked = 'help', ...args]: string[]): Promise<number> {
  const command = commands[asked]
  if (command) return command.run(args)
  const known = asked === 'help' || asked === '--help'
  const list = Object.values(commands).map(c => `  ${c.does}\n`)
  const text = `npm run cling -- KOMMANDO\n\n${list.join('')}`
  if (known) process.stdout.write(text)
  else process.stderr.write(`Det finns inget kommando som heter ${asked}.\n\n${text}`)
  return known ? 0 : 2
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    process.stderr.write(`${startSentence(error)}\n`)
    if (process.env.CLING_LOG === 'debug') console.error(error)
    process.exit(1)
  },
)
