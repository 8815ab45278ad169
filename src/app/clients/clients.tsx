// The register, by name.
import { Fragment, useEffect } from 'react'
import { Icon } from '../../design/icons.tsx'
import { printPhone } from '../../kernel/contact.ts'
import { api, exportUrl } from '../api.ts'
import { go, useHere } from '../router.tsx'
import { useMay } from '../session.tsx'
import { Pages, usePages } from '../shell/pages.tsx'
import { SearchField } from '../shell/search-field.tsx'
import { Menu } from '../shell/sheet.tsx'
import { Shell } from '../shell/shell.tsx'
import { useSay } from '../words.tsx'
import { clientWords as w } from './clients.messages.ts'

export function Clients() {
  const say = useSay()
  const may = useMay()
  const q = useHere().search.get('q') ?? ''
  const list = usePages(
    async (cursor, signal) => {
      const { clients, next } = await api.clients({ q, ...(cursor ? { cursor } : {}) }, signal)
      return { items: clients, next }
    },
    [q],
  )
  useEffect(() => {
    document.title = `${say(w.clients)} · Cling`
  }, [say])
  return (
    <Shell>
      <div className="page">
        <header className="page-head">
          <h1>{say(w.clients)}</h1>
          <SearchField at="/app/kunder" value={q} label={say(w.search)} />
          {may('clients.write') && (
            <span className="head-actions">
              <Menu
                label={say(w.more)}
                items={[
                  { label: say(w.duplicates), icon: 'clients', pick: () => go('/app/kunder/dubbletter') },
                  { label: say(w.readIn), icon: 'file', pick: () => go('/app/kunder/las-in') },
                  { label: say(w.export), icon: 'download', pick: () => location.assign(exportUrl('clients')) },
                ]}
              />
              <a className="button main" href="/app/kunder/ny">
                <Icon name="plus" />
                {say(w.newClient)}
              </a>
            </span>
          )}
        </header>
        <Pages list={list} empty={q ? say(w.noMatch, { q }) : say(w.empty)}>
          {items => (
            <table className="register">
              <thead>
                <tr>
                  <th scope="col">{say(w.name)}</th>
                  <th scope="col">{say(w.contact)}</th>
                  <th scope="col" className="wide">
                    {say(w.city)}
                  </th>
                  <th scope="col" className="r">
                    {say(w.quotes)}
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map(c => (
                  <tr key={c.id}>
                    <th scope="row">
                      <a href={`/app/kunder/${c.id}`} className="row-link">
                        {c.name}
                      </a>
                      <small>{say(w[`kind-${c.kind}`])}</small>
                    </th>
                    <td>
                      <Address email={c.email} />
                      {c.phone && <small>{printPhone(c.phone)}</small>}
                    </td>
                    <td className="wide">{c.city}</td>
                    <td className="r">{c.documents > 0 ? c.documents : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Pages>
      </div>
    </Shell>
  )
}

/** Broken, where it must be, after its sign or a full stop. */
function Address({ email }: { email: string | null }) {
  if (!email) return null
  return email.split(/(?<=[@.])/).map((part, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one address never change places
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}
