// How the file is read: guessed, and changed by whoever knows it.
import {
  articleFields,
  clientFields,
  encodings,
  type HowInput,
  type ImportField,
  type ImportKind,
  type Preview,
  separators,
} from '../../imports/contract.ts'
import { SelectField } from '../shell/fields.tsx'
import { useSay } from '../words.tsx'
import { fieldWords, importWords as w } from './imports.messages.ts'

type Part = { kind: ImportKind; seen: Preview; change: (how: HowInput) => void }

const TOP_ROWS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
/** The columns are guessed anew where the file is read in another way. */
const anew = { columns: undefined, header: undefined, rows: {} }

export function Reading({ kind, seen, change }: Part) {
  const say = useSay()
  const rows = [...new Set([...TOP_ROWS, seen.header])].filter(n => n > 0).sort((a, b) => a - b)
  return (
    <section>
      <h2>{say(w.how)}</h2>
      <div className="reading">
        {seen.sheets.length > 1 && (
          <SelectField
            label={say(w.sheet)}
            value={String(seen.sheet)}
            change={v => change({ ...anew, sheet: Number(v) })}
            options={seen.sheets.map((name, i) => [String(i), name] as const)}
          />
        )}
        {seen.separator !== null && (
          <SelectField
            label={say(w.separator)}
            value={seen.separator}
            change={separator => change({ ...anew, separator })}
            options={separators.map(s => [s, say(w[`separator-${s}`])] as const)}
          />
        )}
        {seen.encoding !== null && (
          <SelectField
            label={say(w.encoding)}
            value={seen.encoding}
            change={encoding => change({ ...anew, encoding })}
            options={encodings.map(e => [e, say(w[`encoding-${e}`])] as const)}
          />
        )}
        <SelectField
          label={say(w.header)}
          value={String(seen.header)}
          change={v => change({ ...anew, header: Number(v) })}
          options={[['0', say(w.noHeader)] as const, ...rows.map(n => [String(n), say(w.headerRow, { n })] as const)]}
        />
        {kind === 'articles' && (
          <SelectField
            label={say(w.basis)}
            value={seen.basis}
            change={basis => change({ basis })}
            options={[
              ['excl', say(w.excl)],
              ['incl', say(w.incl)],
            ]}
          />
        )}
      </div>
    </section>
  )
}

/** Which column is which: each field at most once. */
export function Columns({ kind, seen, change }: Part) {
  const say = useSay()
  const fields: readonly ImportField[] = kind === 'articles' ? articleFields : clientFields
  const choose = (index: number, field: string) => {
    const columns = Object.fromEntries(
      seen.columns.flatMap(c => (c.field && c.index !== index && c.field !== field ? [[c.field, c.index]] : [])),
    )
    change({ columns: field ? { ...columns, [field]: index } : columns, header: seen.header })
  }
  return (
    <table className="register mapping">
      <thead>
        <tr>
          <th scope="col">{say(w.column)}</th>
          <th scope="col" className="wide">
            {say(w.examples)}
          </th>
          <th scope="col">{say(w.readAs)}</th>
        </tr>
      </thead>
      <tbody>
        {seen.columns.map(c => (
          <tr key={c.index}>
            <th scope="row">
              <bdi>{c.name}</bdi>
            </th>
            <td className="wide">
              <bdi>{c.samples.join(' · ')}</bdi>
            </td>
            <td>
              <select
                className={c.field ? 'input' : 'input unread'}
                aria-label={say(w.readColumnAs, { name: c.name })}
                value={c.field ?? ''}
                onChange={e => choose(c.index, e.target.value)}
              >
                <option value="">{say(w.notRead)}</option>
                {fields.map(f => (
                  <option key={f} value={f}>
                    {say(fieldWords[f])}
                  </option>
                ))}
              </select>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
