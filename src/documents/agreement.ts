// What is signed: one object that the page, the BankID text, the PDF and the proof all derive from. Its hash (SHA-256 over its canonical
// form) is the agreement hash. No object, no signature.
import type { PriceResult } from '../blocks/contract.ts'
import type { FrozenVersion } from '../blocks/frozen.ts'
import { pickedQuantities } from '../blocks/picks.ts'
import { missingChoices } from '../blocks/price.ts'
import type { Language } from '../blocks/view.ts'
import { canonicalBytes, sha256Hex } from '../kernel/canonical.ts'
import { dateWords, withdrawalLastDay } from '../kernel/dates.ts'
import { formatKr, formatOre, formatPercent, formatQuantity } from '../kernel/money.ts'
import { Problem } from '../kernel/problem.ts'
import { cut, oneLine } from '../kernel/text.ts'
import { texts } from '../texts/catalogue.ts'
import {
  canBeOrdered,
  caseOf,
  chosen,
  companyIdWords,
  deductionWord,
  priceCapOre,
  startDateOf,
  startsEarly,
} from '../texts/chosen.ts'
import type { LegalText } from '../texts/text.ts'
import { agreementWords } from './agreement.messages.ts'
import { dealOf } from './deal.ts'
import { priceOf, priceRows } from './drafts.ts'

export type Agreement = {
  v: 1
  documentId: string
  version: number
  versionHash: string
  signer: {
    /** Of a member where it is the company that signs. */
    partyId: string
    name: string
    /** In whose place, by that person's own word. */
    for?: { partyId: string; name: string }
    company?: true
  }
  /** Swedish day of the signing. */
  concludedOn: string
  chosen: string[]
  totals: { netOre: number; vatOre: number; totalOre: number; toPayOre: number }
  vat: { rate: number; baseOre: number; vatOre: number }[]
  deduction: {
    kind: 'rot' | 'rut'
    ratePercent: number
    amountKr: number
    persons: { id: string; kr: number }[]
  } | null
  /** Statements the signer ticked, in the words they stood in. */
  ticked: { id: string; version: number; words: string }[]
  /** Legal texts the version carries, by id, version and hash. */
  texts: { id: string; version: number; sha256: string }[]
  /** SHA-256 of every picture and file the document shows. */
  attachments: string[]
  /** The words on the button that was pressed. */
  order: { id: string; version: number; words: string }
  /** In the signer's own words: by what right they sign for a company or an association. */
  authority?: string
}

/** SHA-256 (hex) of the canonical form. */
export const agreementHash = async (a: Agreement): Promise<string> => sha256Hex(canonicalBytes(a))

/** SHA-256 (hex) of what everybody who signs agrees to: all of it but who signs, on which day, and what that person ticked. */
export const dealHash = async (a: Agreement): Promise<string> => sha256Hex(canonicalBytes(dealOf(a)))

/** Whether a consumer may withdraw from what is ordered: not from what lowers the price. */
const withdrawalApplies = (f: FrozenVersion, price: PriceResult): boolean =>
  isConsumer(f) && caseOf(f, price.totalOre).case === 'applies' && !(f.change && price.totalOre <= 0)

/** What an order means for when work may begin: the last day to withdraw, and whether an early start was asked for. */
export function startTerms(agreement: Pick<Agreement, 'concludedOn' | 'texts' | 'ticked' | 'totals'>): {
  withdrawLast: string | null
  earlyStart: boolean
} {
  const informed = agreement.texts.some(t => t.id === texts.withdrawalA.id)
  return {
    withdrawLast: informed ? withdrawalLastDay(agreement.concludedOn) : null,
    earlyStart: agreement.ticked.some(t => t.id === texts.earlyStart.id),
  }
}

/** Whoever signs in another's place is not named in the version: it was sent before. */
export type Delegate = { name: string; forPartyId: string }

export type Statement = { id: string; text: LegalText; words: string; required: boolean }

const isConsumer = (f: FrozenVersion) => f.client.kind === 'person'
const plain = (words: string) => words.replaceAll('**', '')

/** The statements above the button: those that are required, then those the signer may make. */
export function statementsOf(
  frozen: FrozenVersion,
  price: PriceResult,
  signerId: string,
  today: string,
  language: Language,
  delegate: Delegate | null = null,
): Statement[] {
  const one = (text: LegalText, required: boolean, fields: Record<string, string>): Statement => ({
    id: text.id,
    text,
    words: chosen(text, language, fields).words,
    required,
  })
  const inPlace = delegate
    ? [one(texts.inPlace, true, { name: frozen.parties.find(p => p.id === delegate.forPartyId)?.name ?? '' })]
    : []
  if (!isConsumer(frozen)) {
    const signer = frozen.parties.find(p => p.id === signerId)
    const number = frozen.client.organisationNumber
    return [
      ...inPlace,
      one(texts.authority, true, {
        client: frozen.client.name,
        clientNumber: number ? `, ${language === 'sv' ? 'org.nr' : 'company number'} ${number}` : '',
        signerRole: signer?.title ?? agreementWords[language].role,
      }),
    ]
  }
  const found: Statement[] = [...inPlace]
  if (price.deduction && price.deduction.amountKr > 0)
    found.push(one(texts.rotRefusedAck, true, { kind: price.deduction.kind.toUpperCase() }))
  if (withdrawalApplies(frozen, price) && startsEarly(frozen, today)) {
    found.push(
      one(texts.earlyStart, false, {
        company: frozen.company.name,
        startDate: dateWords(startDateOf(frozen) ?? today, language),
      }),
      one(texts.lossWhenDone, false, {}),
    )
  }
  return found
}

/** The words on the order button, which carry the duty to pay (DAL 2:9; CJEU C-249/21: only these words count). */
export function orderLabel(
  frozen: FrozenVersion,
  price: PriceResult,
  picked: ReadonlySet<string>,
  language: Language,
): { text: LegalText; words: string } {
  const { form } = frozen.content.pricing
  const fields = {
    priceForm: agreementWords[language].forms[form],
    toPay: formatKr(wholeKronor(price.toPayOre), language),
    total: formatKr(wholeKronor(price.totalOre), language),
  }
  const consumer = isConsumer(frozen)
  if (frozen.change) return changeLabel(frozen, price, language)
  if (frozen.kind === 'agreement' && picked.size === 0) {
    const text = consumer ? texts.orderAgreementConsumer : texts.orderAgreementBusiness
    return { text, words: chosen(text, language, {}).words }
  }
  const text =
    form === 'running' || form === 'approximate'
      ? consumer
        ? texts.orderConsumerRunning
        : texts.orderBusinessRunning
      : picked.size > 0
        ? consumer
          ? texts.orderConsumerOptions
          : texts.orderBusinessOptions
        : consumer
          ? texts.orderConsumerFixed
          : texts.orderBusinessFixed
  return { text, words: chosen(text, language, fields).words }
}

/** The words on the button of an ÄTA: what it adds, lowers or leaves as it was. */
function changeLabel(
  frozen: FrozenVersion,
  price: PriceResult,
  language: Language,
): { text: LegalText; words: string } {
  const { form } = frozen.content.pricing
  const consumer = isConsumer(frozen)
  const settledLater = form !== 'fixed' && form !== 'ceiling'
  const text =
    price.totalOre < 0
      ? consumer
        ? texts.orderChangeLess
        : texts.orderChangeLessBusiness
      : price.totalOre === 0
        ? texts.orderChangeSame
        : settledLater
          ? consumer
            ? texts.orderChangeConsumerRunning
            : texts.orderChangeBusinessRunning
          : consumer
            ? texts.orderChangeConsumer
            : texts.orderChangeBusiness
  const fields = {
    no: String(frozen.change?.no ?? ''),
    priceForm: agreementWords[language].forms[form],
    toPay: formatKr(wholeKronor(price.toPayOre), language),
    less: formatKr(wholeKronor(-price.toPayOre), language),
  }
  return { text, words: chosen(text, language, fields).words }
}

const wholeKronor = (ore: number) => Math.round(ore / 100) * 100

export function makeAgreement(of: {
  frozen: FrozenVersion
  versionHash: string
  picked: ReadonlySet<string>
  ticked: ReadonlySet<string>
  signerId: string
  delegate?: Delegate | null
  authority?: string
  today: string
}): { agreement: Agreement; price: PriceResult } {
  const { frozen, picked } = of
  if (!canBeOrdered(frozen)) throw new Problem('not-ordered-here', {}, { status: 409 })
  const { delegate = null } = of
  const named = frozen.parties.find(p => p.id === (delegate?.forPartyId ?? of.signerId))
  const signer = delegate && named ? { ...named, id: of.signerId, name: delegate.name } : named
  if (!signer?.signs) throw new Problem('signer-unknown', {}, { status: 403 })
  const rows = priceRows(frozen.content)
  const price = priceOf(
    frozen.content,
    picked,
    frozen.parties.filter(p => p.share > 0),
  )
  if (!price) throw new Problem('offer-without-price', {}, { status: 409 })
  if (missingChoices(rows, picked).length > 0) throw new Problem('choice-missing', {}, { field: 'chosen' })
  if (price.totalOre <= 0 && !frozen.change) throw new Problem('order-without-price', {}, { field: 'chosen' })
  const statements = statementsOf(frozen, price, of.signerId, of.today, 'sv', delegate)
  for (const s of statements)
    if (s.required && !of.ticked.has(s.id)) throw new Problem('tick-missing', {}, { field: s.id })
  const order = orderLabel(frozen, price, picked, 'sv')
  return {
    price,
    agreement: {
      v: 1,
      documentId: frozen.documentId,
      version: frozen.version,
      versionHash: of.versionHash,
      signer: {
        partyId: signer.id,
        name: signer.name,
        ...(delegate && named ? { for: { partyId: named.id, name: named.name } } : {}),
      },
      concludedOn: of.today,
      chosen: [...picked].sort(),
      totals: {
        netOre: price.netOre,
        vatOre: price.vatOre,
        totalOre: price.totalOre,
        toPayOre: price.toPayOre,
      },
      vat: price.vat.map(v => ({ rate: v.rate, baseOre: v.baseOre, vatOre: v.vatOre })),
      deduction: price.deduction && {
        kind: price.deduction.kind,
        ratePercent: price.deduction.ratePercent,
        amountKr: price.deduction.amountKr,
        persons: price.deduction.persons.map(p => ({ id: p.id, kr: p.deductionKr })),
      },
      ticked: statements
        .filter(s => of.ticked.has(s.id))
        .map(s => ({ id: s.id, version: s.text.version, words: plain(s.words) })),
      texts: frozen.texts,
      attachments: frozen.files.map(f => f.sha256),
      order: { id: order.text.id, version: order.text.version, words: order.words },
      ...(of.authority && !isConsumer(frozen) ? { authority: of.authority } : {}),
    },
  }
}

/** `sum`: what is to be paid. A value of several parts has a line for each. */
export type SummaryRow = { label: string; value: string; sum?: true }

/** The summary that stands directly above the button, and on the proof page. */
export function orderSummary(
  frozen: FrozenVersion,
  /** `complete`: everybody has signed, and `concludedOn` is the day the last did. */
  agreement: Pick<Agreement, 'chosen' | 'concludedOn'> & { complete?: boolean },
  price: PriceResult,
  language: Language,
): SummaryRow[] {
  const w = agreementWords[language]
  const { pricing } = frozen.content
  const cap = priceCapOre(frozen, price.totalOre)
  const reverse = pricing.vatMode === 'reverse-charge'
  const rows: SummaryRow[] = [
    { label: w.what, value: frozen.content.title },
    { label: w.from, value: `${frozen.company.name}, ${companyIdWords(frozen, language, 'document')}` },
    {
      label: w.price,
      value: [
        `${formatKr(price.totalOre, language)} ${reverse ? `${w.exclVat}, ${w.reverse}` : w.inclVat}`,
        w.forms[pricing.form],
        ...(cap === null ? [] : [w.atMost(formatKr(cap, language))]),
      ].join(', '),
    },
  ]
  if (frozen.change) {
    const { contract, originalOre, orderedOre } = frozen.change
    const days = frozen.content.change?.days ?? null
    rows.splice(1, 0, { label: w.contract, value: `${contract.number}, ${contract.title}` })
    rows.push(
      { label: w.time, value: days === null ? w.daysUnknown : w.days(days) },
      { label: w.sumAfter, value: formatKr(originalOre + orderedOre + price.totalOre, language) },
    )
    if (pricing.deduction !== 'none' && !price.deduction) rows.push({ label: w.deduction, value: w.lessLater })
  }
  const picked = pickedRows(frozen, agreement.chosen, language)
  if (picked.length > 0) rows.push({ label: w.chosen, value: picked.join(', ') })
  if (price.deduction) {
    const names = price.deduction.persons.map(
      p => `${frozen.parties.find(x => x.id === p.id)?.name ?? ''} ${formatOre(p.deductionKr * 100, language)}`,
    )
    rows.push({
      label: w.deduction,
      value: `${deductionWord(price.deduction.kind, language)} ${formatKr(price.deduction.amountKr * 100, language)}${names.length > 1 ? ` (${names.join(', ')})` : ''}`,
    })
  }
  rows.push({ label: w.toPay, value: formatKr(price.toPayOre, language), sum: true })
  rows.push({
    label: w.extra,
    value: pricing.form === 'running' || pricing.form === 'ceiling' ? w.runningExtra : w.nothingExtra,
  })
  const payment = frozen.content.blocks.find(b => b.type === 'payment-plan')
  if (payment?.type === 'payment-plan')
    rows.push({
      label: w.payment,
      value: payment.parts.length
        ? payment.parts.map(p => `${p.label}: ${formatPercent(p.basisPoints, language)}`).join('\n')
        : cut(oneLine(payment.body), 160),
    })
  const times = frozen.content.blocks.find(b => b.type === 'times')
  if (times?.type === 'times')
    rows.push({
      label: w.work,
      value: [times.start && w.start(times.start), times.end && w.end(times.end)].filter(Boolean).join(', '),
    })
  if (isConsumer(frozen))
    rows.push({
      label: w.withdrawal,
      value: withdrawalApplies(frozen, price)
        ? (frozen.signing || frozen.companySigns) && !agreement.complete
          ? w.fromAll
          : w.until(dateWords(withdrawalLastDay(agreement.concludedOn), language))
        : w.none,
    })
  return rows
}

/** What was picked, in words: packages by name, rows by theirs, and quantities that are not the ones proposed. */
function pickedRows(frozen: FrozenVersion, chosenIds: readonly string[], language: Language): string[] {
  const picked = new Set(chosenIds)
  const quantities = pickedQuantities(picked)
  const packages = frozen.content.blocks.flatMap(b => (b.type === 'packages' ? b.options : []))
  return [
    ...packages.filter(o => picked.has(o.id)).map(o => o.name),
    ...priceRows(frozen.content).flatMap(r => {
      const milli = r.quantityRange ? quantities.get(r.id) : undefined
      const words =
        milli === undefined ? r.description : `${r.description}: ${formatQuantity(milli, language)} ${r.unit}`.trimEnd()
      return milli !== undefined || (!r.inPackage && r.offered !== 'included' && picked.has(r.id)) ? [words] : []
    }),
  ]
}

const LONGEST = 1500

/** First 64 bits of the agreement hash in groups of four, as a person can compare them. */
export const shortHash = (hash: string): string => hash.slice(0, 16).match(/.{4}/g)?.join(' ') ?? ''

/**
 * The text shown in the BankID app, always Swedish (texts-sv §6.2): the company first, no number, link or address. At most 1 500
 * characters.
 */
export function signText(frozen: FrozenVersion, agreement: Agreement, price: PriceResult, hash: string): string {
  const name = (text: string) => cut(oneLine(text), 80)
  const w = agreementWords.sv
  const { pricing } = frozen.content
  const cap = priceCapOre(frozen, price.totalOre)
  const ticked = new Set(agreement.ticked.map(t => t.id))
  const from = `Av: ${name(frozen.company.name)}, ${companyIdWords(frozen, 'sv', 'outside')}`
  const about = [`Vad: ${name(frozen.content.title)}`, `Nummer: ${frozen.number}, version ${frozen.version}`]
  const code = `Dokumentets kontrollkod: ${shortHash(hash)}`
  const picked = pickedRows(frozen, agreement.chosen, 'sv')
  const { change } = frozen
  const less = price.totalOre < 0
  const changes = change
    ? [
        `Till avtalet: ${name(change.contract.title)}, ${change.contract.number}`,
        `Tid: ${w.days(frozen.content.change?.days ?? 0)}`,
      ]
    : []
  const together =
    frozen.signing || frozen.companySigns ? 'Avtalet gäller först när alla som ska skriva under har gjort det.' : null
  if (frozen.content.change?.days === null) changes[1] = `Tid: ${w.daysUnknown}`
  const after = change
    ? `Summa efter tillägget: ${formatKr(change.originalOre + change.orderedOre + price.totalOre, 'sv')}`
    : null
  const inPlace = agreement.signer.for ? `I stället för: ${name(agreement.signer.for.name)}` : null
  if (agreement.signer.company)
    return lines([
      `JAG SKRIVER UNDER FÖR ${name(frozen.company.name)}`,
      companyIdWords(frozen, 'sv', 'outside'),
      '',
      `Kund: ${name(frozen.client.name)}`,
      ...about,
      ...changes,
      `Pris: ${formatKr(price.totalOre, 'sv')} ${pricing.vatMode === 'reverse-charge' ? 'exkl. moms' : 'inkl. moms'} (${w.forms[pricing.form]})`,
      picked.length > 0 ? `Valda delar: ${cut(picked.map(oneLine).join(', '), 300)}` : null,
      after,
      code,
    ])
  if (!isConsumer(frozen)) {
    const signer = frozen.parties.find(p => p.id === agreement.signer.partyId)
    const reverse = pricing.vatMode === 'reverse-charge'
    return lines([
      change
        ? `JAG ${less ? 'GODKÄNNER' : 'BESTÄLLER'} ÄTA ${change.no} FÖR ${name(frozen.client.name)}`
        : `JAG BESTÄLLER FÖR ${name(frozen.client.name)}`,
      `${frozen.client.organisationNumber ? `org.nr ${frozen.client.organisationNumber}, ` : ''}som ${name(signer?.title ?? w.role)}`,
      inPlace,
      agreement.authority ? `Behörighet: ${cut(oneLine(agreement.authority), 150)}` : null,
      '',
      from,
      ...about,
      ...changes,
      `Pris: ${formatKr(price.netOre, 'sv')} exkl. moms (${w.forms[pricing.form]})`,
      reverse ? 'Omvänd betalningsskyldighet för moms' : null,
      cap === null ? null : `Högst: ${formatKr(cap, 'sv')}`,
      picked.length > 0 ? `Valda delar: ${cut(picked.map(oneLine).join(', '), 300)}` : null,
      after,
      together,
      code,
    ])
  }
  const statements = [
    ticked.has(texts.earlyStart.id)
      ? '- Arbetet får börja innan ångerfristen är slut. Ångrar jag mig betalar jag för det som är utfört.'
      : null,
    ticked.has(texts.lossWhenDone.id) ? '- Ångerrätten upphör när hela arbetet är utfört.' : null,
    ticked.has(texts.rotRefusedAck.id)
      ? '- Jag betalar den del Skatteverket inte betalar, om skälet är mina egna förhållanden.'
      : null,
  ].filter(s => s !== null)
  const withdrawal = withdrawalApplies(frozen, price)
    ? frozen.signing || frozen.companySigns
      ? 'Ångerrätt i 14 dagar från det att alla har skrivit under.'
      : `Ångerrätt till och med ${dateWords(withdrawalLastDay(agreement.concludedOn), 'sv')}.`
    : null
  return lines([
    change
      ? less
        ? `JAG GODKÄNNER ÄNDRING ${change.no}, ${formatKr(-price.totalOre, 'sv')} LÄGRE`
        : `JAG BESTÄLLER TILLÄGG ${change.no} MED BETALNINGSSKYLDIGHET`
      : 'JAG BESTÄLLER MED BETALNINGSSKYLDIGHET',
    inPlace,
    '',
    from,
    ...about,
    ...changes,
    `Pris: ${formatKr(price.totalOre, 'sv')} inkl. moms (${w.forms[pricing.form]})`,
    cap === null ? null : `Högst: ${formatKr(cap, 'sv')}`,
    picked.length > 0 ? `Mina val: ${cut(picked.map(oneLine).join(', '), 300)}` : null,
    price.deduction
      ? `Preliminärt avdrag ${price.deduction.kind.toUpperCase()}: ${formatKr(price.deduction.amountKr * 100, 'sv')}`
      : null,
    price.deduction ? `Jag betalar: ${formatKr(price.toPayOre, 'sv')}` : null,
    after,
    ...(statements.length > 0 ? ['', 'Jag har kryssat i:', ...statements] : []),
    '',
    withdrawal,
    together,
    code,
  ])
}

function lines(parts: readonly (string | null)[]): string {
  const text = parts.filter(p => p !== null).join('\n')
  if (text.length > LONGEST) throw new Error('The text to sign is longer than a phone can show.')
  return text
}

/** What is bound into the signature and not shown (integrations/bankid: "What we sign"). */
export const signedData = (agreement: Agreement, hash: string): Uint8Array =>
  canonicalBytes({ v: 1, documentId: agreement.documentId, sha256: hash })
