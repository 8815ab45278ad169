// Who does what with the document, and whether one signature is enough.
import { binds } from '../../blocks/frozen.ts'
import { Icon } from '../../design/icons.tsx'
import type { DocumentDetail, PartyView } from '../../documents/contract.ts'
import { type Role, roleOf, roles, type Signing } from '../../documents/signers.ts'
import type { Recipients } from '../api.ts'
import { CheckBox, SelectField } from '../shell/fields.tsx'
import { useSay } from '../words.tsx'
import { signingWords as w } from './signing.messages.ts'

type Party = Recipients['parties'][number]

export const asInput = (p: PartyView): Party => ({
  clientPersonId: p.clientPersonId,
  signs: p.signs,
  otherwise: p.otherwise,
  share: p.share,
})

/** A household's quote is made an agreement by one of them; who signs for a company does so together. */
export const usualSigning = (kind: DocumentDetail['clientKind']): Signing => (kind === 'person' ? 'one' : 'all')

export function RoleField({
  party,
  change,
}: {
  party: PartyView
  change: (more: Pick<Party, 'signs' | 'otherwise'>) => void
}) {
  const say = useSay()
  return (
    <label className="bit role">
      <span className="sr">{say(w.roleOf, { name: party.name })}</span>
      <select
        value={roleOf(party)}
        onChange={e => {
          const role = e.target.value as Role
          change(role === 'signer' ? { signs: true } : { signs: false, otherwise: role })
        }}
      >
        {roles.map(role => (
          <option key={role} value={role}>
            {say(w[`role-${role}`])}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Moves a person one step up: the order they stand in is the order they sign in. */
export function EarlierButton({
  party,
  parties,
  save,
}: {
  party: PartyView
  parties: readonly PartyView[]
  save: (parties: Party[]) => void
}) {
  const say = useSay()
  const at = parties.findIndex(p => p.id === party.id)
  if (!party.signs || !parties.slice(0, at).some(p => p.signs)) return null
  const moved = [...parties]
  moved.splice(at - 1, 0, ...moved.splice(at, 1))
  return (
    <button type="button" className="icon-button" onClick={() => save(moved.map(asInput))}>
      <Icon name="up" title={say(w.earlier, { name: party.name })} />
    </button>
  )
}

/** The company's own signature, last. */
export function CompanySigns({ detail, change }: { detail: DocumentDetail; change: (companySigns: boolean) => void }) {
  const say = useSay()
  if (!binds(detail.kind) || detail.parties.length === 0) return null
  return (
    <CheckBox
      label={say(w.companySigns)}
      checked={detail.companySigns}
      change={change}
      help={say(w.companySignsHelp)}
    />
  )
}

/** Asked only where there are several who sign. */
export function HowManySign({ detail, change }: { detail: DocumentDetail; change: (signing: Signing) => void }) {
  const say = useSay()
  if (!binds(detail.kind) || detail.parties.filter(p => p.signs).length < 2) return null
  return (
    <>
      <SelectField
        label={say(w.howMany)}
        value={detail.signing}
        change={change}
        options={(['one', 'all', 'ordered'] as const).map(v => [v, say(w[`signing-${v}`])])}
      />
      <p className="help" role="status">
        {say(w[`means-${detail.signing}`])}
      </p>
    </>
  )
}
