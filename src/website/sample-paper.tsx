// A quote as it looks, for the pages that speak of one: the company's name is the reader's own as it is typed. A picture, not read aloud.
import type { Language } from '../platform/http/endpoint.ts'

const words = {
  sv: {
    kind: 'Offert',
    company: 'Ditt företag',
    title: 'Altan i lärk på Solbacken 3',
    rows: [
      ['Rivning av gammal altan', '12 tim × 620', '7 440'],
      ['Stomme och trall', '38 tim × 620', '23 560'],
      ['Lärkvirke och skruv', '1 sats', '21 800'],
    ],
    deduction: ['ROT, 30 % av arbetet', '−9 300'],
    sum: ['Att betala', '43 500 kr'],
  },
  en: {
    kind: 'Quote',
    company: 'Your company',
    title: 'A larch deck at Solbacken 3',
    rows: [
      ['Taking down the old deck', '12 h × 620', '7,440'],
      ['Frame and decking', '38 h × 620', '23,560'],
      ['Larch and screws', '1 set', '21,800'],
    ],
    deduction: ['ROT, 30% of the work', '−9,300'],
    sum: ['To pay', 'SEK 43,500'],
  },
}

export function SamplePaper({ language, company }: { language: Language; company?: string | undefined }) {
  const w = words[language]
  return (
    <div className="paper sample" aria-hidden="true">
      <div className="sample-head">
        <strong data-company="">{company || w.company}</strong>
        <span className="num">
          {w.kind}
          <b>2026-0001</b>
        </span>
      </div>
      <p className="sample-title">{w.title}</p>
      <ul>
        {w.rows.map(([what, how, amount]) => (
          <li key={what}>
            <span>
              {what}
              <small>{how}</small>
            </span>
            <span className="num">{amount}</span>
          </li>
        ))}
        <li>
          <span>{w.deduction[0]}</span>
          <span className="num">{w.deduction[1]}</span>
        </li>
      </ul>
      <p className="sample-sum">
        {w.sum[0]} <b>{w.sum[1]}</b>
      </p>
      <div className="line-dotted" />
    </div>
  )
}
