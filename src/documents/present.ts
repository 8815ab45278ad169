// From a version (or a draft made version-like) to the words and figures a reader meets. Pure and the same everywhere: the editor's
// paper, the room, the sealed PDF.
import type { Block, PriceResult, PriceRow } from '../blocks/contract.ts'
import { binds, type FrozenVersion } from '../blocks/frozen.ts'
import { pickedQuantities, pricedRows } from '../blocks/picks.ts'
import { computePrice, isCounted, optionEffect, packageEffect, rowAmount } from '../blocks/price.ts'
import { ruleSet } from '../blocks/rule-sets.ts'
import { proseOf } from '../blocks/text.ts'
import type {
  AmountView,
  DocumentView,
  Language,
  PictureView,
  RowView,
  SectionView,
  TotalsView,
} from '../blocks/view.ts'
import { printPhone } from '../kernel/contact.ts'
import { dateWords, daysLeftWords } from '../kernel/dates.ts'
import { columnDecimals, formatKr, formatOre, formatPercent, formatQuantity, spokenOre } from '../kernel/money.ts'
import { texts } from '../texts/catalogue.ts'
import {
  type ChosenText,
  chosen as chosenText,
  companyIdWords,
  deductionText,
  deductionWord,
  kindTexts,
  priceFormText,
  responsibleText,
  roleText,
  validityText,
  withdrawalTexts,
} from '../texts/chosen.ts'
import { agreementWords } from './agreement.messages.ts'
import { type KindWords, kindWords } from './kind-words.ts'
import { type PresentWords, presentWords as words } from './present.messages.ts'

export type PresentInput = {
  frozen: FrozenVersion
  chosen: ReadonlySet<string>
  language: Language
  /** Stockholm date of the reader's day, or of the signature once signed. */
  today: string
}

export function presentDocument({ frozen, chosen, language, today }: PresentInput): DocumentView {
  const w = words[language]
  const { company, client, content } = frozen
  const rows = pricedRows(content)
  const input = { rows, pricing: content.pricing, chosen, persons: frozen.parties.filter(p => p.share > 0) }
  const price = rows.length > 0 ? computePrice(input) : null
  const files = new Map(frozen.files.map(f => [f.sha256, f]))
  const picture = (file: string, alt: string, caption = ''): PictureView | null => {
    const f = files.get(file)
    return f ? { file, alt, caption, width: f.width, height: f.height } : null
  }
  const consumer = client.kind === 'person'
  const reverse = content.pricing.vatMode === 'reverse-charge'
  const basis = basisWords(content.pricing.pricesIncludeVat && !reverse, language)

  const sections: SectionView[] = [...firstSections(frozen, price, language, today)]
  for (const block of content.blocks) {
    // An ÄTA shows only what somebody has filled in: it is written standing up.
    if (frozen.change && isBlank(block)) continue
    const head = { id: block.id, anchor: `s-${block.id}`, heading: block.heading, name: block.heading }
    switch (block.type) {
      case 'letter':
      case 'text':
      case 'terms':
      case 'about':
        sections.push({ ...head, kind: 'prose', prose: proseOf(block.body), letter: block.type === 'letter' })
        break
      case 'not-included':
        sections.push({ ...head, kind: 'list', items: block.items.filter(i => i.trim() !== '') })
        break
      case 'pictures':
        sections.push({
          ...head,
          kind: 'pictures',
          pictures: block.pictures.flatMap(p => picture(p.file, p.alt, p.caption) ?? []),
        })
        break
      case 'times':
        sections.push({
          ...head,
          kind: 'rows',
          rows: [
            ...(block.start ? [{ label: w.start, value: block.start }] : []),
            ...(block.end ? [{ label: w.end, value: block.end }] : []),
          ],
          prose: [],
        })
        break
      case 'payment-plan':
        sections.push({
          ...head,
          kind: 'rows',
          rows: block.parts.map(p => ({ label: p.label, value: formatPercent(p.basisPoints, language) })),
          prose: proseOf(block.body),
        })
        break
      case 'packages':
        sections.push({ ...head, kind: 'packages', ...packagesSection(block, input, price, language, picture) })
        break
      case 'price-table':
        sections.push({
          ...head,
          kind: 'price',
          basis,
          ...priceSection(block.rows, block.choices, input, price, language, picture),
        })
        break
    }
  }
  if (frozen.change && price && !content.change?.priceFollows) sections.push(changeLedger(frozen, price, language))
  if (price) {
    const deduction = deductionText(frozen, price, language)
    const legal = [...(deduction ? [deduction] : []), ...withdrawalTexts(frozen, price, today, language)]
    sections.push(...legal.map(t => legalSection(t, w.terms)))
  }

  return {
    language,
    languageNote: language === 'en' ? texts.languageNote.en : null,
    kindWord: kindWord(frozen, language),
    number: frozen.number,
    version: frozen.version,
    title: content.title,
    cover: content.cover ? picture(content.cover, '') : null,
    company: {
      name: company.name,
      idLine: [companyIdWords(frozen, language, 'document'), ...(company.fTax ? [w.fTax] : [])].join('. '),
      addressLines: company.address,
      phone: company.phone ? printPhone(company.phone) : null,
      email: company.email,
      logo: company.logo ? picture(company.logo, company.name) : null,
      brand: company.brand,
      contact: {
        name: company.contact.name,
        phone: company.contact.phone ? printPhone(company.contact.phone) : null,
        email: company.contact.email,
        photo: company.contact.photo ? picture(company.contact.photo, company.contact.name) : null,
        initials: initialsOf(company.contact.name),
      },
      payment: company.payment.map(p => ({ label: w.payment[p.kind], value: p.value })),
    },
    client: { name: client.name, addressLines: client.address, workAddressLines: client.workAddress },
    toLine: `${w.to} ${joined(frozen.parties.length > 0 ? frozen.parties.map(p => p.name) : [client.name], language)}`,
    sum: sumView(frozen, price, language),
    validity: {
      line: `${w.validTo} ${dateWords(content.validTo, language)}`,
      daysLeft: daysLeftWords(content.validTo, today, language),
      times: timesLine(frozen, w),
    },
    sections,
    totals: totalsView(frozen, price, language, [
      ...(price && !content.change?.priceFollows ? proseOf(priceFormText(frozen, price, language).words) : []),
      ...(reverse ? proseOf(chosenText(texts.reverseCharge, language, {}).words) : []),
      ...(consumer && price?.deduction ? proseOf(w.ifRefused(formatKr(price.totalOre, language))) : []),
      ...(binds(frozen.kind) ? proseOf(validityText(frozen, language).words) : []),
    ]),
    responsible: [...proseOf(roleText(frozen, language).words), ...proseOf(responsibleText(frozen, language).words)],
  }
}

/** "Offert", "Tillägg 2": what the paper calls itself. */
export function kindWord(frozen: Pick<FrozenVersion, 'kind' | 'change' | 'client'>, language: Language): string {
  const w = words[language]
  if (frozen.kind === 'change-order') return w.change(frozen.change?.no ?? 0, frozen.client.kind === 'person')
  return w.kinds[frozen.kind]
}

/** The same in running text: "offerten", "tillägget". */
export const kindWordsOf = (frozen: Pick<FrozenVersion, 'kind' | 'client'>, language: Language): KindWords =>
  kindWords(frozen.kind, frozen.client.kind === 'person', language)

const isBlank = (b: Block): boolean =>
  (b.type === 'pictures' && b.pictures.length === 0) ||
  (b.type === 'price-table' && b.rows.length === 0) ||
  (b.type === 'packages' && b.options.length === 0) ||
  (b.type === 'text' && b.body.trim() === '')

function legalSection(t: ChosenText, name: string): SectionView {
  return {
    id: `t-${t.text.id}`,
    anchor: `t-${t.text.id.replaceAll('.', '-')}`,
    heading: t.heading ?? '',
    name: t.heading ?? name,
    kind: 'legal',
    textId: t.text.id,
    textVersion: t.text.version,
    prose: proseOf(t.words),
    tone: t.text.id === 'withdrawal.form' ? 'form' : 'plain',
  }
}

/** Said first and open, not among the terms that are folded. */
const firstText = (t: ChosenText): SectionView => ({
  id: `t-${t.text.id}`,
  anchor: `t-${t.text.id.replaceAll('.', '-')}`,
  heading: t.heading ?? '',
  name: t.heading ?? '',
  kind: 'prose',
  prose: proseOf(t.words),
  letter: false,
})

/** What a reader must know before all else: that it does not bind, or what an ÄTA is about and asks. */
function firstSections(
  frozen: FrozenVersion,
  price: PriceResult | null,
  language: Language,
  today: string,
): SectionView[] {
  const w = words[language]
  const legal = kindTexts(frozen, price, today, language).map(firstText)
  const said = frozen.content.change
  if (!frozen.change || !said) return legal
  const { contract } = frozen.change
  const pairs: [string, string][] = [
    [w.contract, `${contract.number}, ${contract.title}`],
    [w.changeType, w.changeTypes[said.type]],
    [w.place, said.place],
    [w.foundOn, said.foundOn ? dateWords(said.foundOn, language) : ''],
    [w.time, timeWords(said.days, language)],
    [w.rules, frozen.client.kind === 'person' ? '' : (ruleSet(said.rules)?.[language] ?? '')],
  ]
  const facts: SectionView = {
    id: 'change',
    anchor: 's-change',
    heading: w.changeHead,
    name: w.changeHead,
    kind: 'rows',
    rows: pairs.filter(([, value]) => value.trim() !== '').map(([label, value]) => ({ label, value })),
    prose: proseOf(
      [
        [w.reason, said.reason],
        [w.ifNot, said.ifNot],
      ]
        .filter(([, value]) => value?.trim())
        .map(([label, value]) => `**${label}.** ${value?.trim()}`)
        .join('\n\n'),
    ),
  }
  return [...legal, facts]
}

/** "förlängs med 2 arbetsdagar" */
const timeWords = (days: number | null, language: Language) =>
  days === null ? agreementWords[language].daysUnknown : agreementWords[language].days(days)

/** What the agreement comes to with this ÄTA: as it stood when it was sent. */
function changeLedger(frozen: FrozenVersion, price: PriceResult, language: Language): SectionView {
  const w = words[language]
  const { originalOre, orderedOre, pendingOre } = frozen.change as NonNullable<FrozenVersion['change']>
  const signed = (ore: number) => (ore > 0 ? `+${formatKr(ore, language)}` : formatKr(ore, language))
  const today = originalOre + orderedOre
  const rows = [
    { label: w.original, value: formatKr(originalOre, language) },
    ...(orderedOre === 0 ? [] : [{ label: w.ordered, value: signed(orderedOre) }]),
    { label: w.today, value: formatKr(today, language) },
    { label: w.thisOne, value: signed(price.totalOre) },
    { label: w.ifOrdered, value: formatKr(today + price.totalOre, language) },
    ...(pendingOre === 0 ? [] : [{ label: w.pending, value: signed(pendingOre) }]),
  ]
  return {
    id: 'change-sum',
    anchor: 's-change-sum',
    heading: w.ledgerHead,
    name: w.ledgerHead,
    kind: 'rows',
    rows,
    prose: [],
  }
}

type Input = Parameters<typeof computePrice>[0]
type PictureOf = (file: string, alt: string) => PictureView | null

function priceSection(
  rows: readonly PriceRow[],
  choices: readonly { id: string; label: string }[],
  input: Input,
  price: PriceResult | null,
  language: Language,
  picture: PictureOf,
): Pick<Extract<SectionView, { kind: 'price' }>, 'groups' | 'choices' | 'options'> {
  const w = words[language]
  const quantities = pickedQuantities(input.chosen)
  const amountOf = (r: PriceRow) => rowAmount(r, r.quantityRange && quantities.get(r.id))
  const decimals = columnDecimals(rows.map(amountOf))
  const view = (r: PriceRow): RowView => rowView(r, input, language, decimals, picture)
  const groups = (['labour', 'material', 'other'] as const).flatMap(work => {
    const mine = rows.filter(r => r.work === work && r.offered === 'included')
    if (mine.length === 0) return []
    const gives = work === 'labour' && input.pricing.deduction !== 'none' && mine.some(r => r.deductible)
    return [
      {
        label: gives ? w.givesDeduction(w.works[work], input.pricing.deduction as 'rot' | 'rut') : w.works[work],
        subtotal: amountView(
          mine.reduce((sum, r) => sum + amountOf(r), 0),
          language,
          decimals,
        ),
        rows: mine.map(view),
      },
    ]
  })
  const optional = rows.filter(r => r.offered === 'optional')
  return {
    groups,
    choices: choices
      .map(c => ({
        id: c.id,
        label: `${c.label}, ${w.chooseOne}`,
        rows: rows.filter(r => r.offered === 'choice' && r.choiceId === c.id).map(view),
      }))
      .filter(c => c.rows.length > 0),
    options:
      optional.length > 0
        ? {
            label: w.optional,
            aside: price?.deduction ? w.afterDeduction(price.deduction.kind) : '',
            rows: optional.map(view),
          }
        : null,
  }
}

function rowView(r: PriceRow, input: Input, language: Language, decimals: 0 | 2, picture: PictureOf): RowView {
  const w = words[language]
  const milli = (r.quantityRange && pickedQuantities(input.chosen).get(r.id)) ?? r.quantityMilli
  const amount = rowAmount(r, milli)
  const quantity = formatQuantity(milli, language)
  const unitPrice = formatOre(r.unitPriceOre, language)
  return {
    id: r.id,
    description: r.description,
    note: r.note?.trim() ? r.note : null,
    calculation:
      milli === 1000 && r.unit === ''
        ? ''
        : milli === 1000 && !r.quantityRange
          ? `1 ${r.unit}`
          : `${quantity} ${r.unit} × ${unitPrice}`.replace('  ', ' '),
    quantity,
    unit: r.unit,
    unitPrice,
    workWord: w.works[r.work],
    discount: r.discount
      ? `${w.discount} ${r.discount.kind === 'percent' ? formatPercent(r.discount.basisPoints, language) : formatKr(r.discount.ore, language)}`
      : null,
    vat: input.pricing.vatMode === 'reverse-charge' ? '' : formatPercent(r.vatRate * 100, language),
    amount: amountView(amount, language, decimals),
    range: r.quantityRange ? rangeView(r.quantityRange, milli, r.unit, language) : null,
    option: r.offered === 'included' ? null : optionView(r, input, language, picture),
  }
}

/** Thousandths as a form's figure: "12.5". */
const formFigure = (milli: number) => String(milli / 1000)

function rangeView(
  range: NonNullable<PriceRow['quantityRange']>,
  milli: number,
  unit: string,
  language: Language,
): RowView['range'] {
  const { minMilli, maxMilli, stepMilli } = range
  return {
    value: formFigure(milli),
    min: formFigure(minMilli),
    max: formFigure(maxMilli),
    step: formFigure(stepMilli),
    words: words[language].quantityRange(formatQuantity(minMilli, language), formatQuantity(maxMilli, language), unit),
  }
}

/** Each package by what it costs whole, and beside it what it costs more or less than the one the company advises. */
function packagesSection(
  block: Extract<Block, { type: 'packages' }>,
  input: Input,
  price: PriceResult | null,
  language: Language,
  picture: PictureOf,
): Pick<Extract<SectionView, { kind: 'packages' }>, 'label' | 'aside' | 'options'> {
  const w = words[language]
  // As in options: a consumer is told what is paid, a business the net.
  const gross = input.pricing.pricesIncludeVat || input.pricing.vatMode === 'reverse-charge'
  const found = block.options
    .filter(o => o.rows.length > 0)
    .map(o => {
      const effect = packageEffect(input, { id: o.id, group: block.id })
      return { o, effect, shown: gross ? effect.toPayOre : o.rows.reduce((sum, r) => sum + rowAmount(r), 0) }
    })
  const advised = found.find(f => f.o.recommended)
  return {
    label: w.choosePackage,
    aside: price?.deduction ? w.afterDeduction(price.deduction.kind) : '',
    options: found.map(({ o, effect, shown }) => ({
      id: o.id,
      name: o.name,
      text: o.text.trim(),
      picture: o.picture ? picture(o.picture, o.name) : null,
      rows: o.rows.map(r => rowView({ ...r, offered: 'included' }, input, language, 0, picture)),
      ticked: input.chosen.has(o.id),
      recommended: o.recommended,
      beside: o.recommended
        ? w.recommended
        : advised
          ? w.against(formatKr(Math.abs(shown - advised.shown), language), shown > advised.shown, advised.o.name)
          : '',
      price: formatKr(shown, language),
      before:
        gross && effect.toPayOre !== effect.totalOre
          ? `${formatOre(effect.totalOre, language)} ${w.beforeDeduction(input.pricing.deduction as 'rot' | 'rut')}`
          : null,
    })),
  }
}

function optionView(r: PriceRow, input: Input, language: Language, picture: PictureOf): RowView['option'] {
  const w = words[language]
  const effect = optionEffect(input, r)
  const milli = (r.quantityRange && pickedQuantities(input.chosen).get(r.id)) ?? r.quantityMilli
  const free = rowAmount(r, milli) === 0
  const signed = (ore: number) => (ore > 0 ? `+${formatOre(ore, language)}` : formatOre(ore, language))
  const shown =
    input.pricing.pricesIncludeVat || input.pricing.vatMode === 'reverse-charge' ? effect.toPayOre : rowAmount(r, milli)
  return {
    ticked: isCounted(r, input.chosen),
    effect: free ? w.included : signed(shown),
    before:
      !free && effect.toPayOre !== effect.totalOre
        ? `${formatOre(effect.totalOre, language)} ${w.beforeDeduction(input.pricing.deduction as 'rot' | 'rut')}`
        : null,
    picture: r.picture ? picture(r.picture, r.description) : null,
  }
}

export const amountView = (ore: number | null, language: Language, decimals: 0 | 2 | 'auto' = 'auto'): AmountView =>
  ore === null
    ? { figure: null, spoken: words[language].counting }
    : { figure: formatOre(ore, language, decimals), spoken: spokenOre(ore, language) }

const basisWords = (includes: boolean, language: Language) =>
  includes ? words[language].inclVat : words[language].exclVat

/** What the customer will pay, as the one large figure. Businesses are told the net: their VAT is a passage. */
function sumView(frozen: FrozenVersion, price: PriceResult | null, language: Language): DocumentView['sum'] {
  const w = words[language]
  const form = w.forms[frozen.content.pricing.form]
  if (!price) return { label: form, figure: null, unit: '', aside: [] }
  const business = frozen.client.kind !== 'person'
  const label = price.deduction
    ? `${form}, ${w.afterComputed(price.deduction.kind)}`
    : `${form}, ${business ? w.exclVatWords : w.inclVatWords}`
  const figure = formatOre(business ? price.netOre : price.toPayOre, language)
  const aside = business
    ? frozen.content.pricing.vatMode === 'reverse-charge'
      ? [w.reverse]
      : [`${w.vat} ${formatKr(price.vatOre, language)}`, `${formatKr(price.totalOre, language)} ${w.inclVatWords}`]
    : price.deduction
      ? [
          `${formatKr(price.totalOre, language)} ${w.inclVatWords}`,
          `${deductionWord(price.deduction.kind, language)} ${formatKr(-price.deduction.amountKr * 100, language)}`,
        ]
      : [`${w.ofWhichVat} ${formatKr(price.vatOre, language)}`]
  return { label, figure, unit: 'kr', aside }
}

export function totalsView(
  frozen: Pick<FrozenVersion, 'content' | 'client' | 'parties'>,
  price: PriceResult | null,
  language: Language,
  under: TotalsView['under'],
): TotalsView {
  const w = words[language]
  if (!price) return { lines: [], persons: null, last: { label: w.toPay, amount: amountView(null, language) }, under }
  const reverse = frozen.content.pricing.vatMode === 'reverse-charge'
  const business = frozen.client.kind !== 'person'
  const all = [...Object.values(price.byWork), price.totalOre, price.toPayOre, price.vatOre]
  const decimals = columnDecimals(all)
  const line = (label: string, ore: number, weight: 'plain' | 'strong' = 'plain') => ({
    label,
    amount: amountView(ore, language, decimals),
    weight,
  })
  const lines: TotalsView['lines'] = []
  if (!business)
    for (const work of ['labour', 'material', 'other'] as const)
      if (price.byWork[work] !== 0) lines.push(line(w.works[work], price.byWork[work]))
  if (price.discountOre > 0) lines.push(line(w.discountTaken, -price.discountOre))
  if (business) {
    lines.push(line(w.net, price.netOre, reverse ? 'strong' : 'plain'))
    for (const v of price.vat)
      if (!reverse) lines.push(line(`${w.vat} ${formatPercent(v.rate * 100, language)}`, v.vatOre))
  } else {
    lines.push(
      line(`${w.sum}, ${w.ofWhichVat} ${formatOre(price.vatOre, language, decimals)}`, price.totalOre, 'strong'),
    )
    if (price.vat.length > 1)
      for (const v of price.vat) lines.push(line(`${w.vat} ${formatPercent(v.rate * 100, language)}`, v.vatOre))
  }
  const d = price.deduction
  if (d)
    lines.push(
      line(`${d.kind.toUpperCase()}, ${formatPercent(d.ratePercent * 100, language)} ${w.ofLabour}`, -d.amountKr * 100),
    )
  const named = d?.persons.filter(p => p.id !== '') ?? []
  return {
    lines,
    persons:
      named.length > 1
        ? joined(
            named.map(
              p =>
                `${firstName(frozen.parties.find(x => x.id === p.id)?.name ?? '')} ${formatOre(p.deductionKr * 100, language)}`,
            ),
            language,
          )
        : null,
    last: { label: w.toPay, amount: amountView(price.toPayOre, language, decimals) },
    under,
  }
}

/** "Start vecka 3, klart vecka 7" */
function timesLine(frozen: FrozenVersion, w: PresentWords): string | null {
  const times = frozen.content.blocks.find(b => b.type === 'times')
  if (!times) return null
  const parts = [
    ...(times.start ? [`${w.start} ${times.start}`] : []),
    ...(times.end ? [`${times.start ? w.end.toLowerCase() : w.end} ${times.end}`] : []),
  ]
  return parts.join(', ') || null
}

const firstName = (name: string) => name.split(' ')[0] ?? name
const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map(p => p[0] as string)
    .filter((_, i, all) => i === 0 || i === all.length - 1)
    .join('')
    .toUpperCase()

export function joined(parts: readonly string[], language: Language): string {
  if (parts.length < 2) return parts[0] ?? ''
  return `${parts.slice(0, -1).join(', ')} ${words[language].and} ${parts[parts.length - 1]}`
}
