// How the price is meant: form, VAT, deduction, discount on the whole. Beneath the table, since it decides what the table sums to.
import { useState } from 'react'
import type { Pricing as PricingFields } from '../../blocks/contract.ts'
import { addDays, stockholmDate } from '../../kernel/dates.ts'
import { DateField, FigureField, Segments, SelectField, TextField } from '../shell/fields.tsx'
import { refusalWords, useLanguage, useSay } from '../words.tsx'
import { editorWords as w } from './editor.messages.ts'
import { printDiscount, readDiscount } from './fields.ts'
import { useDraft } from './use-draft.ts'

/** How long after today a customer is expected to have paid, until somebody says otherwise. */
const PAY_WITHIN_DAYS = 90
/** The rates and caps are known from here on (blocks/rates.data.json). */
const FIRST_PAY_DAY = '2021-01-01'

export function Pricing() {
  const say = useSay()
  const language = useLanguage()
  const { content, change, detail, unreadable, setUnreadable } = useDraft()
  const p = content.pricing
  const set = (more: Partial<PricingFields>, field: string | null = null) =>
    change(c => ({ ...c, pricing: stripped({ ...c.pricing, ...more }) }), field)
  const [discount, setDiscount] = useState(unreadable['whole.discount'] ?? printDiscount(p.discount, language))
  const readable = readDiscount(discount, language)
  const basis = p.vatMode === 'reverse-charge' ? 'reverse' : p.pricesIncludeVat ? 'incl' : 'excl'
  return (
    <div className="pricing">
      <SelectField
        label={say(w.priceForm)}
        value={p.form}
        change={form =>
          set({
            form,
            limitPercent: form === 'approximate' ? (p.limitPercent ?? 15) : undefined,
            ceilingOre: form === 'ceiling' ? p.ceilingOre : undefined,
          })
        }
        options={(['fixed', 'approximate', 'running', 'ceiling', 'unit-price'] as const).map(f => [
          f,
          say(w[`form-${f}`]),
        ])}
      />
      {p.form === 'ceiling' && (
        <FigureField
          label={say(w.ceiling)}
          kind="kr"
          value={p.ceilingOre ?? 0}
          change={v => set({ ceilingOre: v > 0 ? v : undefined }, 'ceiling')}
          suffix="kr"
        />
      )}
      {p.form === 'approximate' && (
        <FigureField
          label={say(w.limit)}
          why={say(w.limitWhy)}
          kind="percent"
          value={(p.limitPercent ?? 15) * 100}
          change={v => set({ limitPercent: Math.round(v / 100) }, 'limit')}
          suffix="%"
        />
      )}
      <SelectField
        label={say(w.pricesAre)}
        value={basis}
        change={v =>
          set({
            vatMode: v === 'reverse' ? 'reverse-charge' : 'standard',
            pricesIncludeVat: v === 'incl',
            ...(v === 'reverse' ? { deduction: 'none' } : {}),
          })
        }
        options={[
          ['incl', say(w.inclVat)],
          ['excl', say(w.exclVat)],
          ...(detail.clientKind === 'person' && basis !== 'reverse'
            ? []
            : [['reverse', say(w.reverseCharge)] as const]),
        ]}
      />
      <TextField
        label={say(w.wholeDiscount)}
        value={discount}
        placeholder={say(w.discountHint)}
        error={readable.ok ? undefined : refusalWords(readable, language)}
        change={text => {
          setDiscount(text)
          const read = readDiscount(text, language)
          setUnreadable('whole.discount', read.ok ? null : text)
          if (read.ok) set({ discount: read.value }, 'whole discount')
        }}
      />
      {basis !== 'reverse' && (
        <Segments
          label={say(w.deduction)}
          value={p.deduction}
          change={deduction =>
            set({
              deduction,
              payBy:
                deduction === 'none' ? undefined : (p.payBy ?? addDays(stockholmDate(new Date()), PAY_WITHIN_DAYS)),
            })
          }
          options={[
            ['none', say(w.noDeduction)],
            ['rot', 'ROT'],
            ['rut', 'RUT'],
          ]}
        />
      )}
      {p.deduction !== 'none' && (
        <DateField
          label={say(w.payBy)}
          why={say(w.payByWhy)}
          name="pay-by"
          value={p.payBy ?? ''}
          min={FIRST_PAY_DAY}
          change={day => {
            if (day) set({ payBy: day }, 'payBy')
          }}
        />
      )}
    </div>
  )
}

/** Fields that do not apply are left out rather than empty. */
const stripped = (p: PricingFields): PricingFields =>
  Object.fromEntries(Object.entries(p).filter(([, v]) => v !== undefined)) as PricingFields
