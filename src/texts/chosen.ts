// Which texts a document carries, chosen by rule, with their fields in the reader's words. Presenter, agreement, signing text and mail
// take them from here, so that all say the same.
import type { PriceResult } from '../blocks/contract.ts'
import type { FrozenVersion } from '../blocks/frozen.ts'
import type { Language } from '../blocks/view.ts'
import { printPhone } from '../kernel/contact.ts'
import { dateWords, withdrawalLastDay } from '../kernel/dates.ts'
import { formatKr, mulDiv } from '../kernel/money.ts'
import { conditionsFor, deductionConditions, texts, withdrawalReasons } from './catalogue.ts'
import { type LegalText, render } from './text.ts'
import { type WithdrawalCase, withdrawalCase } from './withdrawal-case.ts'

/** The part of a frozen version that the rules look at; a draft in the editor has it too. */
export type TextSubject = Pick<FrozenVersion, 'company' | 'client' | 'content' | 'concluded' | 'number' | 'operator'>

export type ChosenText = { text: LegalText; words: string; heading: string | null }

const isConsumer = (s: TextSubject) => s.client.kind === 'person'

export function caseOf(s: TextSubject, totalOre: number): WithdrawalCase {
  return withdrawalCase({ clientKind: s.client.kind, where: s.concluded.where, work: s.concluded.work, totalOre })
}

/** "org.nr 878000-3656"; a sole trader's number is a personal number and is not repeated in mails or in the BankID text. */
export const companyIdWords = (s: TextSubject, language: Language, where: 'document' | 'outside'): string => {
  if (s.company.form === 'sole-trader' && where === 'outside')
    return language === 'sv' ? 'enskild firma' : 'sole trader'
  return `${language === 'sv' ? 'org.nr' : 'company number'} ${s.company.organisationNumber}`
}

export const deductionWord = (kind: 'rot' | 'rut', language: Language) =>
  language === 'sv' ? `${kind.toUpperCase()}-avdrag` : `${kind.toUpperCase()} deduction`

/** The most the customer can come to pay under an approximate price or a ceiling, whole kronor in öre; null for other forms. */
export function priceCapOre(s: TextSubject, totalOre: number): number | null {
  const p = s.content.pricing
  if (p.form === 'ceiling') return p.ceilingOre ?? null
  if (p.form !== 'approximate') return null
  // Rounded down: the limit may not grow by rounding (KtjL 36 §).
  return Math.floor(mulDiv(totalOre, 100 + (p.limitPercent ?? 15), 100) / 100) * 100
}

export function priceFormText(s: TextSubject, price: PriceResult, language: Language): ChosenText {
  const form = s.content.pricing.form
  const text = {
    fixed: texts.priceFixed,
    approximate: texts.priceApproximate,
    running: texts.priceRunning,
    ceiling: texts.priceCeiling,
  }[form]
  const cap = priceCapOre(s, price.totalOre)
  return chosen(text, language, {
    total: formatKr(price.totalOre, language),
    priceLimitPct: String(s.content.pricing.limitPercent ?? 15),
    priceCap: cap === null ? '' : formatKr(cap, language),
  })
}

export function validityText(s: TextSubject, language: Language): ChosenText {
  const day = dateWords(s.content.validTo, language)
  return chosen(texts.validity, language, {
    company: s.company.name,
    validTo: language === 'sv' ? `${day} kl. 23.59` : `${day} 23:59`,
  })
}

export function deductionText(s: TextSubject, price: PriceResult, language: Language): ChosenText | null {
  const d = price.deduction
  if (!d || !isConsumer(s)) return null
  const cap = formatKr((d.persons[0]?.capKr ?? 0) * 100, language)
  return chosen(texts.rotInfo, language, {
    kind: d.kind.toUpperCase(),
    total: formatKr(price.totalOre, language),
    deduction: formatKr(d.amountKr * 100, language),
    toPay: formatKr(price.toPayOre, language),
    rate: String(d.ratePercent),
    payBy: dateWords(s.content.pricing.payBy ?? s.content.validTo, language),
    conditions: conditionsFor[d.kind]
      .map(key => `- ${deductionConditions[key][language].replace('{cap}', cap)}`)
      .join('\n'),
  })
}

/** Information on withdrawal, and the form where the right applies. `concludedOn` is today while nothing is signed. */
export function withdrawalTexts(
  s: TextSubject,
  price: PriceResult | null,
  concludedOn: string,
  language: Language,
): ChosenText[] {
  const which = caseOf(s, price?.totalOre ?? 0)
  if (which.case === 'none') {
    if (which.reason === 'business') return []
    return [
      chosen(texts.withdrawalC, language, {
        company: s.company.name,
        reasonText: withdrawalReasons[which.reason][language],
      }),
    ]
  }
  const fields = {
    company: s.company.name,
    companyAddress: s.company.address.join(', '),
    companyEmail: s.company.email,
    companyPhone: s.company.phone ? printPhone(s.company.phone) : '',
    withdrawLast: dateWords(withdrawalLastDay(concludedOn), language),
    docTitle: s.content.title,
    docNo: s.number,
  }
  return [
    chosen(texts.withdrawalA, language, fields),
    ...(startsEarly(s, concludedOn) ? [chosen(texts.withdrawalB, language, fields)] : []),
    chosen(texts.withdrawalForm, language, fields),
  ]
}

/** The day work begins, when the document says it in a way that can be computed with. */
export const startDateOf = (s: Pick<TextSubject, 'content'>): string | null =>
  s.content.blocks.flatMap(b => (b.type === 'times' && b.startDate ? [b.startDate] : []))[0] ?? null

/** Whether work would begin inside the withdrawal period. */
export function startsEarly(s: TextSubject, concludedOn: string): boolean {
  const start = startDateOf(s)
  return start !== null && start <= withdrawalLastDay(concludedOn)
}

export function roleText(s: TextSubject, language: Language): ChosenText {
  return chosen(texts.roleLine, language, {
    company: s.company.name,
    companyId: companyIdWords(s, language, 'document'),
  })
}
export function responsibleText(s: TextSubject, language: Language): ChosenText {
  return chosen(texts.responsible, language, { company: s.company.name, operator: s.operator })
}

export function chosen(text: LegalText, language: Language, fields: Record<string, string>): ChosenText {
  return {
    text,
    words: render(text, language, fields),
    heading: text.heading ? render({ ...text, sv: text.heading.sv, en: text.heading.en }, language, fields) : null,
  }
}

/** Ids of every text a version relies on, whatever the customer picks. */
export function textsReliedOn(s: TextSubject, price: PriceResult, today: string): LegalText[] {
  const found = [
    priceFormText(s, price, 'sv'),
    validityText(s, 'sv'),
    roleText(s, 'sv'),
    responsibleText(s, 'sv'),
    ...withdrawalTexts(s, price, today, 'sv'),
  ]
  const deduction = deductionText(s, price, 'sv')
  if (deduction) found.push(deduction)
  const ticks = isConsumer(s)
    ? [texts.earlyStart, texts.lossWhenDone, ...(deduction ? [texts.rotRefusedAck] : [])]
    : [texts.authority]
  if (s.content.pricing.vatMode === 'reverse-charge') ticks.push(texts.reverseCharge as never)
  return [...found.map(f => f.text), ...ticks]
}
