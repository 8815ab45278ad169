// To whom: the client, and who of its people receive, sign and share. Where the agreement comes about decides the right to withdraw.
import { useState } from 'react'
import { binds } from '../../blocks/frozen.ts'
import type { ClientView } from '../../clients/contract.ts'
import { Icon } from '../../design/icons.tsx'
import type { PartyView } from '../../documents/contract.ts'
import { printPhone } from '../../kernel/contact.ts'
import { withdrawalCase } from '../../texts/withdrawal-case.ts'
import { api, type Recipients } from '../api.ts'
import { CLIENT_FORM, ClientForm } from '../clients/client-form.tsx'
import { SelectField } from '../shell/fields.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { ClientPicker } from './client-picker.tsx'
import { draftPrice } from './draft-view.ts'
import { editorWords as w } from './editor.messages.ts'
import { asInput, CompanySigns, EarlierButton, HowManySign, RoleField, usualSigning } from './signing-order.tsx'
import { useDraft } from './use-draft.ts'

/** Everybody of a client receives and signs, with equal shares, until somebody says otherwise. */
const everybody = (client: ClientView) =>
  client.people.map(p => ({ clientPersonId: p.id, signs: true, share: client.kind === 'person' ? 1 : 0 }))

export function Receivers() {
  const say = useSay()
  const toast = useToast()
  const draft = useDraft()
  const { detail } = draft
  const [open, setOpen] = useState(false)
  const [form, setForm] = useState<{ name: string } | null>(null)
  const [choosing, setChoosing] = useState(false)

  const save = async (more: Partial<Recipients>) => {
    try {
      await draft.saveRecipients({
        clientId: detail.clientId,
        parties: detail.parties.map(asInput),
        concludedWhere: detail.concludedWhere,
        workType: detail.workType,
        ...more,
      })
    } catch (error) {
      toast(sentenceOf(error, say))
    }
  }
  const choose = async (client: ClientView) => {
    setChoosing(false)
    setForm(null)
    setOpen(true)
    await save({ clientId: client.id, parties: everybody(client), signing: usualSigning(client.kind) })
  }
  const names = detail.parties.map(p => p.name)
  const joined =
    names.length > 1 ? `${names.slice(0, -1).join(', ')} ${say(w.and)} ${names[names.length - 1]}` : names[0]
  return (
    <div className="receivers" id="del-recipients" tabIndex={-1}>
      {detail.clientId && !choosing ? (
        <>
          <p className="to">
            <span>{say(w.toLine, { names: joined ?? detail.clientName })}</span>
            <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {say(w.receivers)}
              <Icon name={open ? 'up' : 'down'} />
            </button>
          </p>
          {open && (
            <ReceiverPanel
              save={save}
              edit={() => setForm({ name: '' })}
              change={() => {
                setChoosing(true)
              }}
            />
          )}
        </>
      ) : (
        <ClientPicker
          choose={id => void api.client(id).then(choose, error => toast(sentenceOf(error, say)))}
          create={name => setForm({ name })}
          cancel={detail.clientId ? () => setChoosing(false) : null}
        />
      )}
      {form && (
        <ClientFormSheet
          id={choosing ? null : detail.clientId}
          name={form.name}
          close={() => setForm(null)}
          saved={client => {
            if (client.id !== detail.clientId) return void choose(client)
            setForm(null)
            // Somebody added to the household is a receiver too; one taken away is no longer.
            const known = new Map(detail.parties.map(p => [p.clientPersonId, p]))
            void save({
              parties: everybody(client).map(p => {
                const was = known.get(p.clientPersonId)
                return was ? asInput(was) : p
              }),
            })
          }}
        />
      )}
    </div>
  )
}

function ClientFormSheet({
  id,
  name,
  close,
  saved,
}: {
  id: string | null
  name: string
  close: () => void
  saved: (client: ClientView) => void
}) {
  const say = useSay()
  const { content } = useDraft()
  const client = useData(async signal => (id ? api.client(id, signal) : null), [id])
  const [busy, setBusy] = useState(false)
  return (
    <Sheet
      title={say(id ? w.clientDetails : w.newClient)}
      close={close}
      foot={
        <button type="submit" form={CLIENT_FORM} className="button main" disabled={busy}>
          {say(w.saveClient)}
        </button>
      }
    >
      {(client.data || !id) && (
        <ClientForm
          client={client.data}
          name={name}
          deducts={content.pricing.deduction !== 'none'}
          saved={saved}
          busy={setBusy}
        />
      )}
      {client.failed && <p className="error">{client.failed}</p>}
    </Sheet>
  )
}

function ReceiverPanel({
  save,
  edit,
  change,
}: {
  save: (more: Partial<Recipients>) => Promise<void>
  edit: () => void
  change: () => void
}) {
  const say = useSay()
  const { detail, content } = useDraft()
  const deducts = content.pricing.deduction !== 'none'
  const person = (p: PartyView, more: Partial<Recipients['parties'][number]>) =>
    void save({ parties: detail.parties.map(x => ({ ...asInput(x), ...(x.id === p.id ? more : {}) })) })
  const price = draftPrice(content, detail.parties, { unreadable: false })
  const right = withdrawalCase({
    clientKind: detail.clientKind ?? 'person',
    where: detail.concludedWhere,
    work: detail.workType,
    totalOre: price?.totalOre ?? Number.MAX_SAFE_INTEGER,
  })
  return (
    <div className="receiver-panel">
      <ul>
        {detail.parties.map(p => (
          <li key={p.id}>
            <p>
              <b>{p.name}</b>
              <small>
                {[p.email, p.phone && printPhone(p.phone)].filter(Boolean).join(', ') || (
                  <span className="late">{say(w.noAddress)}</span>
                )}
                {deducts && (
                  <>
                    <br />
                    {p.personalNumberMasked ?? <span className="late">{say(w.numberMissing)}</span>}
                  </>
                )}
              </small>
            </p>
            {detail.signing === 'ordered' && (
              <EarlierButton party={p} parties={detail.parties} save={parties => void save({ parties })} />
            )}
            {binds(detail.kind) && <RoleField party={p} change={more => person(p, more)} />}
            {deducts && (
              <label className="bit">
                {say(w.shareOf)}
                <select value={p.share} onChange={e => person(p, { share: Number(e.target.value) })}>
                  {[...new Set([0, 1, 2, 3, 4, p.share])]
                    .sort((a, b) => a - b)
                    .map(n => (
                      <option key={n} value={n}>
                        {n}
                      </option>
                    ))}
                </select>
              </label>
            )}
          </li>
        ))}
      </ul>
      <HowManySign detail={detail} change={signing => void save({ signing })} />
      <CompanySigns detail={detail} change={companySigns => void save({ companySigns })} />
      <p className="panel-links">
        <button type="button" className="link" onClick={edit}>
          {say(w.clientDetails)}
        </button>
        <button type="button" className="link" onClick={change}>
          {say(w.changeClient)}
        </button>
      </p>
      {detail.clientKind === 'person' && (
        <div className="two">
          <SelectField
            label={say(w.where)}
            value={detail.concludedWhere}
            change={concludedWhere => void save({ concludedWhere })}
            options={(['distance', 'home', 'premises'] as const).map(v => [v, say(w[`where-${v}`])])}
          />
          <SelectField
            label={say(w.kindOfWork)}
            value={detail.workType}
            change={workType => void save({ workType })}
            options={(['ordinary', 'construction', 'urgent', 'custom-goods'] as const).map(v => [
              v,
              say(w[`work-${v}`]),
            ])}
          />
        </div>
      )}
      {detail.clientKind === 'person' && (
        <p className="help" role="status">
          {say(right.case === 'applies' ? w.withdrawalApplies : w.withdrawalNone)}
        </p>
      )}
    </div>
  )
}
