// What each role and key may do: drawn from the same rows that the server obeys.
import { permissionWords, roleWords, scopeWords } from '../../accounts/permission-words.ts'
import { grid, permissions } from '../../accounts/permissions.ts'
import { Icon } from '../../design/icons.tsx'
import { roleKeys, scopeKeys } from '../../platform/http/endpoint.ts'
import { useSession } from '../session.tsx'
import { useSay } from '../words.tsx'
import { settingsWords as w } from './settings.messages.ts'

export function Permissions() {
  const say = useSay()
  const { me } = useSession()
  const columns = [
    ...roleKeys.map(r => ({ key: r, word: say(roleWords[r]), mine: r === me.role, has: rolesOf(r) })),
    ...scopeKeys.map(s => ({
      key: s,
      word: say(w.keyFor, { scope: say(scopeWords[s]).toLowerCase() }),
      mine: false,
      has: (p: (typeof permissions)[number]) => grid[p].scopes.includes(s),
    })),
  ]
  return (
    <>
      <p>
        <a className="crumb" href="/app/installningar/team">
          <Icon name="left" />
          {say(w['part-team'])}
        </a>
      </p>
      <h2>{say(w.permissions)}</h2>
      <p>{say(w.permissionsLead)}</p>
      <table className="register grid">
        <thead>
          <tr>
            <th scope="col">{say(w.mayDo)}</th>
            {columns.map(c => (
              <th key={c.key} scope="col" className={c.mine ? 'wide mine' : 'wide'}>
                {c.word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissions.map(p => (
            <tr key={p}>
              <th scope="row">
                {say(permissionWords[p])}
                <small>
                  {columns
                    .filter(c => c.has(p))
                    .map(c => c.word)
                    .join(', ')}
                </small>
              </th>
              {columns.map(c => (
                <td key={c.key} className={c.mine ? 'wide mine' : 'wide'}>
                  {c.has(p) ? <Icon name="check" title={say(w.yes)} /> : <span className="sr">{say(w.no)}</span>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

const rolesOf = (role: (typeof roleKeys)[number]) => (p: (typeof permissions)[number]) => grid[p].roles.includes(role)
