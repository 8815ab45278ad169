// A report in plain words: first whether the file is intact, then by whom it was sealed, then what it says about itself.
import { instantWords } from '../../kernel/dates.ts'
import type { EvidenceReport } from './verify-evidence.ts'
import type { Report } from './verify-pdf.ts'

export type Line = { tone: 'good' | 'warn' | 'bad' | 'plain'; text: string }
type Language = 'sv' | 'en'

const sv = {
  intact: {
    intact: 'Filen är oförändrad sedan den förseglades.',
    changed: 'Filen har ändrats efter att den förseglades. Lita inte på den.',
    added: 'Något har lagts till i filen efter att den förseglades. Lita inte på den.',
    unsealed: 'Filen är inte förseglad. Det går inte att säga om den har ändrats.',
    'not-a-pdf': 'Filen är ingen PDF. Välj den förseglade filen som kom med bekräftelsen.',
    other: 'Filen är en PDF av ett annat slag än de som förseglas här. Det går inte att säga om den har ändrats.',
    'too-large': 'Filen är större än någon förseglad fil. Välj den som kom med bekräftelsen.',
    unreadable: 'Filen går inte att läsa. Den kan ha skadats på vägen; hämta den igen.',
  },
  sealedBy: (name: string, org: string | null) => `Förseglad av ${name}${org ? `, org.nr ${org}` : ''}.`,
  sealSays: (name: string, org: string | null) => `Sigillet uppger ${name}${org ? `, org.nr ${org}` : ''}.`,
  known: 'Sigillets rot är en av dem du litar på.',
  unknown: (fp: string) =>
    `Sigillets rot är okänd här, och ett namn kan vem som helst uppge. Jämför fingeravtrycket med det som utfärdaren visar: ${fp}`,
  expired: 'Sigillets certifikat gällde inte när filen förseglades.',
  otherUse: 'Sigillets certifikat är utfärdat för något annat än att försegla.',
  testSeal: 'TEST. Sigillet är gjort av en testinstallation och binder ingen.',
  claimed: (at: string) => `Tid enligt den som förseglade: ${at}.`,
  stamped: (at: string, by: string) => `Tidsstämplad ${at} av ${by}.`,
  stampSays: (at: string, by: string) => `Tidsstämpeln uppger ${at}, av ${by}.`,
  stampUnknown: 'Tidsstämplaren är okänd här, och en tidsstämpel kan vem som helst göra.',
  noStamp: 'Ingen oberoende tidsstämpel finns i filen.',
  noManifest: 'Filen har inget bevis som den här kontrollen kan läsa.',
  checks: {
    version: ['Dokumentet i filen är det som undertecknades.', 'Dokumentet i filen är inte det som undertecknades.'],
    agreement: ['Kontrollkoden stämmer med avtalet.', 'Kontrollkoden stämmer inte med avtalet.'],
    events: ['Händelseloggen är hel.', 'Händelseloggen är bruten.'],
    'signed-text': [
      'Texten som godkändes innehåller kontrollkoden.',
      'Texten som godkändes innehåller inte kontrollkoden.',
    ],
    seal: ['Beviset gjordes för just det här sigillet.', 'Beviset gjordes för ett annat sigill.'],
  } as Record<string, [string, string]>,
  who: (name: string, number: string | null, at: string, how: string) =>
    `${name}${number ? `, ${number}` : ''}, ${how}, ${at}.`,
  how: { bankid: 'BankID', 'code-sms': 'sms-kod', 'code-mail': 'kod i mejl' } as Record<string, string>,
  notSigned: (name: string) => `${name} har inte skrivit under.`,
  testSigned: 'TEST. Underskriften är gjord med testlegitimation och binder ingen.',
  noEvidence: 'Bevisfilen kunde inte kontrolleras: filen den hör till har inget bevis att jämföra med.',
  withoutEvidence: 'Underskriften själv kontrolleras med bevisfilen.',
  evidence: {
    'evidence-unreadable': 'Bevisfilen går inte att läsa.',
    'evidence-other-file': 'Bevisfilen hör inte till den här filen, eller har ändrats.',
    'evidence-agreement': 'Bevisfilen gäller ett annat avtal.',
    'evidence-person': 'Bevisfilen stämmer inte med det som står i den förseglade filen.',
    'evidence-signature': 'BankID-underskriften går inte att bekräfta.',
  } as Record<string, string>,
  bankid: (name: string, at: string) =>
    `BankID-underskriften är äkta: ${name}, ${at}. Den gäller just det här avtalet.`,
  bankidKnown: 'Den är utfärdad under en BankID-rot som du litar på.',
  bankidHolds: (name: string, at: string) =>
    `Underskriften håller ihop: ${name}, ${at}. Den gäller just det här avtalet.`,
  bankidUnknown: (fp: string) =>
    `Roten den är utfärdad under kom med bevisfilen. Den är BankID:s bara om BankID visar samma fingeravtryck: ${fp}`,
  code: (to: string, at: string) => `Godkänd med en kod skickad till ${to}, ${at}. Det visar inte säkert vem.`,
}
const en: typeof sv = {
  intact: {
    intact: 'The file is unchanged since it was sealed.',
    changed: 'The file was changed after it was sealed. Do not trust it.',
    added: 'Something was added to the file after it was sealed. Do not trust it.',
    unsealed: 'The file is not sealed. Whether it was changed cannot be told.',
    'not-a-pdf': 'The file is not a PDF. Choose the sealed file that came with the confirmation.',
    other: 'The file is a PDF of another kind than those sealed here. Whether it was changed cannot be told.',
    'too-large': 'The file is larger than any sealed file. Choose the one that came with the confirmation.',
    unreadable: 'The file cannot be read. It may have been damaged; fetch it again.',
  },
  sealedBy: (name, org) => `Sealed by ${name}${org ? `, company number ${org}` : ''}.`,
  sealSays: (name, org) => `The seal names ${name}${org ? `, company number ${org}` : ''}.`,
  known: 'The seal’s root is one of those you trust.',
  unknown: fp =>
    `The seal’s root is not known here, and anybody can give a name. Compare its fingerprint with the one its issuer shows: ${fp}`,
  expired: 'The seal’s certificate was not valid when the file was sealed.',
  otherUse: 'The seal’s certificate was issued for something else than sealing.',
  testSeal: 'TEST. The seal was made by a test installation and binds no one.',
  claimed: at => `Time according to the sealer: ${at}.`,
  stamped: (at, by) => `Time-stamped ${at} by ${by}.`,
  stampSays: (at, by) => `The time stamp gives ${at}, by ${by}.`,
  stampUnknown: 'The time-stamp authority is not known here, and anybody can make a time stamp.',
  noStamp: 'There is no independent time stamp in the file.',
  noManifest: 'The file carries no proof that this check can read.',
  checks: {
    version: [
      'The document in the file is the one that was signed.',
      'The document in the file is not the one that was signed.',
    ],
    agreement: ['The check code fits the agreement.', 'The check code does not fit the agreement.'],
    events: ['The event log is whole.', 'The event log is broken.'],
    'signed-text': ['The approved text holds the check code.', 'The approved text does not hold the check code.'],
    seal: ['The proof was made for this very seal.', 'The proof was made for another seal.'],
  },
  who: (name, number, at, how) => `${name}${number ? `, ${number}` : ''}, ${how}, ${at}.`,
  how: { bankid: 'BankID', 'code-sms': 'code by text message', 'code-mail': 'code by mail' },
  notSigned: name => `${name} has not signed.`,
  testSigned: 'TEST. Signed with a test identity; binds no one.',
  noEvidence: 'The evidence file could not be checked: the file it belongs to carries no proof to compare with.',
  withoutEvidence: 'The signature itself is checked with the evidence file.',
  evidence: {
    'evidence-unreadable': 'The evidence file cannot be read.',
    'evidence-other-file': 'The evidence file does not belong to this file, or was changed.',
    'evidence-agreement': 'The evidence file is about another agreement.',
    'evidence-person': 'The evidence file does not fit what the sealed file says.',
    'evidence-signature': 'The BankID signature cannot be confirmed.',
  },
  bankid: (name, at) => `The BankID signature is genuine: ${name}, ${at}. It is for this very agreement.`,
  bankidKnown: 'It was issued under a BankID root that you trust.',
  bankidHolds: (name, at) => `The signature holds together: ${name}, ${at}. It is for this very agreement.`,
  bankidUnknown: fp =>
    `The root it was issued under came with the evidence file. It is BankID’s only if BankID shows the same fingerprint: ${fp}`,
  code: (to, at) => `Approved with a code sent to ${to}, ${at}. It does not show for certain who.`,
}
const words = { sv, en }

export function sayReport(report: Report, language: Language): Line[] {
  const w = words[language]
  const at = (d: Date) => instantWords(d, language)
  const lines: Line[] = [{ tone: report.intact === 'intact' ? 'good' : 'bad', text: w.intact[report.intact] }]
  const { seal } = report
  if (seal) {
    const says = seal.trust === 'known' ? w.sealedBy : w.sealSays
    lines.push({ tone: 'plain', text: says(seal.organisation || seal.name, seal.organisationNumber) })
    if (seal.test) lines.push({ tone: 'warn', text: w.testSeal })
    const trust = {
      known: w.known,
      expired: w.expired,
      'other-use': w.otherUse,
      unknown: w.unknown(grouped(seal.rootFingerprint)),
    }
    lines.push({ tone: seal.trust === 'known' ? 'good' : 'warn', text: trust[seal.trust] })
    const stamp = report.timestamp
    if (stamp?.trusted) lines.push({ tone: 'good', text: w.stamped(at(stamp.at), stamp.by) })
    else {
      if (seal.claimedAt) lines.push({ tone: 'plain', text: w.claimed(at(seal.claimedAt)) })
      if (stamp)
        lines.push({ tone: 'plain', text: w.stampSays(at(stamp.at), stamp.by) }, { tone: 'warn', text: w.stampUnknown })
      else lines.push({ tone: 'plain', text: w.noStamp })
    }
  }
  const { manifest } = report
  if (!manifest) {
    if (seal) lines.push({ tone: 'warn', text: w.noManifest })
    return lines.map(asOneLine)
  }
  for (const s of manifest.signatures)
    lines.push({
      tone: 'plain',
      text: w.who(s.name, s.personalNumberMasked, at(new Date(s.signedAt)), w.how[s.method] ?? s.method),
    })
  for (const name of manifest.notSigned) lines.push({ tone: 'plain', text: w.notSigned(name) })
  if (manifest.test) lines.push({ tone: 'warn', text: w.testSigned })
  for (const c of report.checks) {
    const pair = w.checks[c.code]
    if (pair) lines.push({ tone: c.ok ? 'good' : 'bad', text: pair[c.ok ? 0 : 1] })
  }
  return lines.map(asOneLine)
}

/**
 * Names come from the file. A line feed or a terminal's commands in one could write lines of their own beside ours; marks of direction
 * could turn ours round.
 */
const asOneLine = ({ tone, text }: Line): Line => ({
  tone,
  text: text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').slice(0, 600),
})

/** An evidence file beside a file without a proof: there is nothing to hold it against. */
export const sayNoProof = (language: Language): Line[] => [{ tone: 'bad', text: words[language].noEvidence }]

export function sayEvidence(report: EvidenceReport | null, language: Language): Line[] {
  return linesOf(report, language).map(asOneLine)
}

function linesOf(report: EvidenceReport | null, language: Language): Line[] {
  const w = words[language]
  if (!report) return [{ tone: 'plain', text: w.withoutEvidence }]
  if (!report.ok) return [{ tone: 'bad', text: w.evidence[report.code] ?? report.code }]
  if (report.method === 'code')
    return [{ tone: 'warn', text: w.code(report.sentTo, instantWords(new Date(report.at), language)) }]
  const at = instantWords(report.at, language)
  return [
    { tone: 'good', text: report.rootKnown ? w.bankid(report.name, at) : w.bankidHolds(report.name, at) },
    ...(report.test ? [{ tone: 'warn', text: w.testSigned } as const] : []),
    report.rootKnown
      ? { tone: 'good', text: w.bankidKnown }
      : { tone: 'warn', text: w.bankidUnknown(grouped(report.rootSha256)) },
  ]
}

/** Whether everything that was looked at holds. A root that is unknown here is not a fault of the file. */
export const allHolds = (report: Report, evidence: EvidenceReport | null): boolean =>
  report.intact === 'intact' &&
  report.seal?.trust !== 'expired' &&
  report.seal?.trust !== 'other-use' &&
  report.manifest !== null &&
  report.checks.every(c => c.ok) &&
  (evidence === null || evidence.ok)

const grouped = (hex: string) => hex.match(/.{4}/g)?.join(' ') ?? ''
