// What comes of each row: how many of each, what is wrong where, what is there already and what is done with it.
import { type HowInput, Known, outcomes, type Preview } from '../../imports/contract.ts'
import { formatQuantity } from '../../kernel/money.ts'
import { Segments } from '../shell/fields.tsx'
import { useLanguage, useSay } from '../words.tsx'
import { importWords as w } from './imports.messages.ts'

type Part = { seen: Preview; how: HowInput; change: (how: HowInput) => void }

export function Outcomes({ seen, how, change }: Part) {
  const say = useSay()
  const language = useLanguage()
  const count = (n: number) => formatQuantity(n * 1000, language)
  return (
    <>
      <section>
        <h2>{say(w.outcome)}</h2>
        <ul className="outcomes">
          {outcomes
            .filter(o => o === 'add' || (seen.counts[o] ?? 0) > 0)
            .map(o => (
              <li key={o} className={o}>
                <b className="num">{count(seen.counts[o] ?? 0)}</b> {say(w[o])}
              </li>
            ))}
        </ul>
        {seen.duplicatesInAll > 0 && (
          <Segments
            label={say(w.known)}
            value={how.known ?? 'update'}
            change={known => change({ known, rows: {} })}
            options={Known.options.map(k => [k, say(w[`known-${k}`])] as const)}
          />
        )}
      </section>
      {seen.faultsInAll > 0 && <Faults seen={seen} count={count} />}
      {seen.duplicates.length > 0 && <Duplicates seen={seen} how={how} change={change} count={count} />}
      {seen.shown.length > 0 && (
        <section>
          <h2>{say(w.first)}</h2>
          <table className="register">
            <tbody>
              {seen.shown.slice(0, 20).map(r => (
                <tr key={r.row}>
                  <td className="num row-number">{r.row}</td>
                  <th scope="row">
                    <bdi>{r.title}</bdi>
                    {r.detail && (
                      <small>
                        <bdi>{r.detail}</bdi>
                      </small>
                    )}
                  </th>
                  <td className="r">{say(w[`one-${r.outcome}`])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function Faults({ seen, count }: { seen: Preview; count: (n: number) => string }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(w.faults, { n: count(seen.faultsInAll) })}</h2>
      <p className="help">{say(w.faultsHelp)}</p>
      <table className="register">
        <thead>
          <tr>
            <th scope="col">{say(w.row)}</th>
            <th scope="col">{say(w.column)}</th>
            <th scope="col">{say(w.fault)}</th>
          </tr>
        </thead>
        <tbody>
          {seen.faults.map((f, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: faults never change places
            <tr key={i}>
              <td className="num row-number">{f.row}</td>
              <td>
                <bdi>{f.column}</bdi>
              </td>
              <td>{f.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {seen.faultsInAll > seen.faults.length && (
        <p className="help">{say(w.more, { n: count(seen.faultsInAll - seen.faults.length) })}</p>
      )}
    </section>
  )
}

function Duplicates({ seen, how, change, count }: Part & { count: (n: number) => string }) {
  const say = useSay()
  return (
    <section>
      <h2>{say(w.duplicates, { n: count(seen.duplicatesInAll) })}</h2>
      <table className="register">
        <thead>
          <tr>
            <th scope="col">{say(w.row)}</th>
            <th scope="col">{say(w.inFile)}</th>
            <th scope="col" className="wide">
              {say(w.inRegister)}
            </th>
            <th scope="col">{say(w.what)}</th>
          </tr>
        </thead>
        <tbody>
          {seen.duplicates.map(d => (
            <tr key={d.row}>
              <td className="num row-number">{d.row}</td>
              <th scope="row">
                <bdi>{d.title}</bdi>
                <small>
                  {d.earlier !== null ? say(w.asEarlier, { row: d.earlier }) : say(w[`by-${d.by}` as keyof typeof w])}
                </small>
              </th>
              <td className="wide">
                <bdi>{d.known?.name ?? ''}</bdi>
              </td>
              <td>
                <select
                  className="input"
                  aria-label={say(w.whatFor, { row: d.row })}
                  value={d.earlier !== null && d.choice === 'update' ? 'skip' : d.choice}
                  onChange={e => change({ rows: { ...how.rows, [String(d.row)]: e.target.value as Known } })}
                >
                  {Known.options
                    .filter(k => k !== 'update' || d.earlier === null)
                    .map(k => (
                      <option key={k} value={k}>
                        {say(w[`known-${k}`])}
                      </option>
                    ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {seen.duplicatesInAll > seen.duplicates.length && (
        <p className="help">{say(w.more, { n: count(seen.duplicatesInAll - seen.duplicates.length) })}</p>
      )}
    </section>
  )
}
