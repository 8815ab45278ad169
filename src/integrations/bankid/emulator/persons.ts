// Who holds a test identity, and its certificate: issued the first time somebody signs as that person, and kept.
import { createHash, X509Certificate } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { stockholmDate } from '../../../kernel/dates.ts'
import { readPersonalNumber } from '../../../kernel/personal-number.ts'
import type { Clock } from '../../../platform/clock.ts'
import { OIDS } from '../../../signing/asn1/x509.ts'
import { type Authorities, keptOrIssued } from './authorities.ts'
import type { Credential, Name } from './certificates.ts'
import listed from './persons.json' with { type: 'json' }

/** The number as twelve digits: all of them are test numbers, and the emulator shows them. */
export type Person = { personalNumber: string; givenName: string; surname: string }

export const persons: readonly Person[] = listed.persons

/** The person with this number, or somebody made up for it. Null where the number does not hold. */
export function personWith(number: string, now: Date, givenName = '', surname = ''): Person | null {
  const read = readPersonalNumber(number, stockholmDate(now))
  if (!read.ok) return null
  const personalNumber = read.value.reveal()
  const known = persons.find(p => p.personalNumber === personalNumber)
  const name = (text: string) => text.normalize('NFC').replace(/\p{C}/gu, '').trim().slice(0, 60)
  if (!name(givenName) && !name(surname) && known) return known
  return { personalNumber, givenName: name(givenName) || 'Test', surname: name(surname) || 'Testsson' }
}

export const nameOf = (p: Person) => `${p.givenName} ${p.surname}`

export type PersonCredential = Credential & { issuedOn: string }

const DAY = 86_400_000
/** Three years, as most banks give; issued some weeks ago, so that a clock set back a little still finds it valid. */
const LIFE_DAYS = { before: 30, after: 3 * 365 }

export function personCredentials(folder: string, authorities: Authorities, clock: Clock) {
  const inUse = new Map<string, Promise<PersonCredential>>()

  const make = async (person: Person): Promise<PersonCredential> => {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const now = clock.now().getTime()
    const notBefore = new Date(now - LIFE_DAYS.before * DAY)
    const file = join(folder, `${createHash('sha256').update(JSON.stringify(person)).digest('hex').slice(0, 32)}.pem`)
    const profile = {
      subject: subjectOf(person, notBefore),
      use: 'person' as const,
      notBefore,
      notAfter: new Date(now + LIFE_DAYS.after * DAY),
    }
    const credential = await keptOrIssued(file, profile, authorities.customer)
    return { ...credential, issuedOn: stockholmDate(new X509Certificate(credential.certificate).validFromDate) }
  }

  return {
    async of(person: Person): Promise<PersonCredential> {
      const key = JSON.stringify(person)
      const kept = inUse.get(key)
      if (kept && new X509Certificate((await kept).certificate).validToDate > clock.now()) return kept
      const made = make(person)
      inUse.set(key, made)
      made.catch(() => inUse.delete(key))
      return made
    },
  }
}

function subjectOf(p: Person, issued: Date): Name {
  const day = stockholmDate(issued).slice(2).replaceAll('-', '')
  return [
    [OIDS.country, 'SE'],
    [OIDS.organisation, 'Testbanken (emulator)'],
    [OIDS.surname, p.surname],
    [OIDS.givenName, p.givenName],
    [OIDS.serialNumber, p.personalNumber],
    [OIDS.name, `(${day} 08.00) ${nameOf(p)} - Mobilt BankID (TEST)`],
    [OIDS.commonName, nameOf(p)],
  ]
}
