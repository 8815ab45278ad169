// `cling company`: a company taken out whole, and taken in. For the operator, when an owner has asked; an owner takes the export in the app.
import { createWriteStream, readFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { Problem } from '../kernel/problem.ts'
import type { Services } from '../platform/context.ts'
import { zip } from '../platform/files/zip.ts'
import { platformMessages } from '../platform/platform.messages.ts'
import { companyFiles } from '../privacy/portability/export.ts'
import { importCompany } from '../privacy/portability/import.ts'
import { portabilityMessages } from '../privacy/portability/portability.messages.ts'
import { companyKeyPem } from '../privacy/portability/signed.ts'
import { withServices } from './with-services.ts'

const HELP = `company export FÖRETAGETS-ID --into FIL --by NAMN [--approved-by NAMN | --without-numbers]
                                  allt som företaget har, som en ZIP-fil; med personnummer görs den av två
company import FIL --owner E-POST [--trust NYCKEL.pem]… [--most GB]
                                  läser in en export i ägarens företag, som ska vara tomt och ha godkänt PUB-avtalet
company key                       den öppna nyckel som visar att en export är härifrån
`

export const companyCommand = (args: readonly string[]): Promise<number> =>
  withServices({ ...platformMessages, ...portabilityMessages }, services => runCompany(services, args))

/** What a command did, in words. */
export async function runCompany(services: Services, args: readonly string[]): Promise<string> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      into: { type: 'string' },
      by: { type: 'string' },
      'approved-by': { type: 'string' },
      'without-numbers': { type: 'boolean' },
      owner: { type: 'string' },
      trust: { type: 'string', multiple: true },
      most: { type: 'string' },
    },
  })
  const [what, which = ''] = positionals
  if (what === 'key') return companyKeyPem(services).trim()
  if (what === 'export' && which && values.into && values.by) {
    const numbers = !values['without-numbers']
    const [by, other] = [values.by.trim(), (values['approved-by'] ?? '').trim()]
    if (numbers && (other.length < 3 || by.length < 3 || by.toLowerCase() === other.toLowerCase()))
      throw new Problem('export-needs-two', {}, { status: 422 })
    // Under another name until it is whole: half an export is never taken for one.
    const half = `${values.into}.half`
    const pieces = zip(companyFiles(services, { companyId: which, numbers }), services.clock.now())
    await pipeline(Readable.from(pieces), createWriteStream(half, { mode: 0o600 }))
    await rename(half, values.into)
    const why = numbers ? 'with-numbers' : 'without-numbers'
    services.log.warn({ alarm: 'company-exported', companyId: which, why }, 'an operator exported a company')
    return numbers
      ? `Exporten är gjord av ${by} och godkänd av ${other}. Den innehåller personnummer: lämna den bara till ägaren.`
      : `Exporten är gjord av ${by}, utan personnummer och bevisfiler.`
  }
  if (what === 'import' && which && values.owner) {
    const done = await importCompany(services, {
      path: which,
      companyId: await companyOfOwner(services, values.owner),
      trusted: (values.trust ?? []).map(file => readFileSync(file, 'utf8')),
      ...(values.most ? { most: Number(values.most) * 1024 ** 3 } : {}),
    })
    const broken =
      done.brokenChains.length > 0
        ? ` ${done.brokenChains.length} dokument har en händelselogg som inte höll ihop redan där de kom ifrån: ${done.brokenChains.join(', ')}.`
        : ''
    return `${done.rows} rader och ${done.files} filer är inlästa, från ${done.madeBy} ${done.madeAt.slice(0, 10)}.${broken}`
  }
  return HELP
}

async function companyOfOwner(services: Services, email: string): Promise<string> {
  const rows = await services.database.ask<{ company_id: string; role: string }>(
    'companies-of-owner',
    'select m.company_id, m.role from account a, membership_of(a.id) m where lower(a.email) = $1',
    [email.trim().toLowerCase()],
  )
  const owned = rows.find(r => r.role === 'owner')
  if (!owned) throw new Problem('owner-unknown', {}, { status: 404 })
  return owned.company_id
}
