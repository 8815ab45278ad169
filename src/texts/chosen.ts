// Which texts a document carries, chosen by rule, with their fields in the reader's words. Presenter, agreement, signing text and mail
// take them from here, so that all say the same.
import type { PriceResult } from '../blocks/contract.ts'
import { binds, type FrozenVersion } from '../blocks/frozen.ts'
import { lowValueOre, ruleSet } from '../blocks/rule-sets.ts'
import type { Language } from '../blocks/view.ts'
import { printPhone } from '../kernel/contact.ts'
import { dateWords, withdrawalLastDay } from '../kernel/dates.ts'
import { formatKr, mulDiv } from '../kernel/money.ts'
import { conditionsFor, deductionConditions, texts, withdrawalReasons } from './catalogue.ts'
import { type LegalText, render } from './text.ts'
import { type WithdrawalCase, withdrawalCase } from './withdrawal-case.ts'

/** The part of a frozen version that the rules look at; a draft in the editor has it too. */
export type TextSubject = Pick<
  FrozenVersion,
  'kind' | 'company' | 'client' | 'content' | 'concluded' | 'number' | 'operator' | 'change'
>

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
    fixed: s.change ? texts.priceFixedChange : texts.priceFixed,
    'unit-price': texts.priceUnit,
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
  const fields = { company: s.company.name, validTo: language === 'sv' ? `${day} kl. 23.59` : `${day} 23:59` }
  const text = { 'change-order': texts.changeValidity, agreement: texts.agreementValidity, quote: texts.validity }
  return chosen(text[s.kind as keyof typeof text] ?? texts.validity, language, fields)
}

/** What kind of paper this is, said first: that a price indication does not bind, what an ÄTA asks and what may be begun. */
export function kindTexts(s: TextSubject, price: PriceResult | null, today: string, language: Language): ChosenText[] {
  if (s.kind === 'price-indication') return [chosen(texts.indication, language, { company: s.company.name })]
  const said = s.content.change
  if (!s.change || !said) return []
  const fields = {
    company: s.company.name,
    client: s.client.name,
    contract: s.change.contract.number,
    no: String(s.change.no),
    answerBy: dateWords(said.answerBy ?? s.content.validTo, language),
  }
  const found = said.raisedBy === 'discovered'
  const consumer = isConsumer(s)
  const text = consumer
    ? found
      ? texts.changeNoticeConsumer
      : texts.changeOrderConsumer
    : found
      ? texts.changeNoticeBusiness
      : texts.changeOrderBusiness
  const list = [chosen(text, language, fields)]
  const rules = ruleSet(said.rules)
  if (!consumer && found && rules) {
    const limit = lowValueOre(rules, said.raisedBy, today)
    const below = limit !== null && !said.priceFollows && price !== null && price.netOre < limit
    list.push(
      below
        ? chosen(texts.changeStartBelow, language, { limit: formatKr(limit, language) })
        : chosen(texts.changeStartAbove, language, {}),
    )
  }
  if (said.priceFollows) list.push(chosen(texts.changePriceFollows, language, {}))
  return list
}

/** Whether a yes can be given to it: it binds, and its price is known. */
export const canBeOrdered = (s: Pick<TextSubject, 'kind' | 'content'>): boolean =>
  binds(s.kind) && !s.content.change?.priceFollows

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
  // Nothing is bought where nothing binds, and what lowers the price is no purchase.
  if (!canBeOrdered(s) || (s.change && (price?.totalOre ?? 0) <= 0)) return []
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
  // An ÄTA is done in the middle of work that goes on.
  if (s.change) return true
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
export function textsReliedOn(s: TextSubject, price: PriceResult | null, today: string): LegalText[] {
  const found = [
    ...(price && !s.content.change?.priceFollows ? [priceFormText(s, price, 'sv')] : []),
    ...(binds(s.kind) ? [validityText(s, 'sv')] : []),
    ...kindTexts(s, price, today, 'sv'),
    roleText(s, 'sv'),
    responsibleText(s, 'sv'),
    ...withdrawalTexts(s, price, today, 'sv'),
  ]
  const deduction = price && deductionText(s, price, 'sv')
  if (deduction) found.push(deduction)
  const ticks: LegalText[] = !canBeOrdered(s)
    ? []
    : isConsumer(s)
      ? [texts.earlyStart, texts.lossWhenDone, ...(deduction ? [texts.rotRefusedAck] : [])]
      : [texts.authority]
  if (s.content.pricing.vatMode === 'reverse-charge') ticks.push(texts.reverseCharge)
  return [...found.map(f => f.text), ...ticks]
}
