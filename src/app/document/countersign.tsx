// The company's own signature: with the member's BankID, on this device or by a QR code that changes every second.
import { useEffect, useState } from 'react'
import type { DocumentDetail } from '../../documents/contract.ts'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay } from '../session.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'

/** Says that everybody else has signed, with the way to do so. */
export function AwaitsCompany({ detail, changed }: { detail: DocumentDetail; changed: () => void }) {
  const say = useSay()
  const may = useMay()
  const [open, setOpen] = useState(false)
  if (!detail.awaitsCompany) return null
  return (
    <div className="notice warn awaits-company">
      <p>{say(w.awaitsCompany)}</p>
      {may('documents.send') && (
        <button type="button" className="button main" onClick={() => setOpen(true)}>
          {say(w.countersign)}
        </button>
      )}
      {open && (
        <CountersignSheet
          id={detail.id}
          close={() => setOpen(false)}
          done={() => {
            setOpen(false)
            changed()
          }}
        />
      )}
    </div>
  )
}

type Begun = { order: string; text: string; sameDevice: boolean }
type Stands = Awaited<ReturnType<typeof api.countersigning>>

function CountersignSheet({ id, close, done }: { id: string; close: () => void; done: () => void }) {
  const say = useSay()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [stands, setStands] = useState<Stands | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const handheld = matchMedia('(pointer: coarse)').matches

  const begin = async (sameDevice: boolean) => {
    setBusy(true)
    setRefused(null)
    setStands(null)
    try {
      setBegun({ ...(await api.countersign(id, sameDevice)), sameDevice })
    } catch (error) {
      setRefused(sentenceOf(error, say))
    }
    setBusy(false)
  }
  const order = begun?.order
  // biome-ignore lint/correctness/useExhaustiveDependencies: one order is watched until it has ended
  useEffect(() => {
    if (!order) return
    let ended = false
    const look = async () => {
      const now = await api.countersigning(id, order).catch(() => null)
      if (ended || !now) return
      setStands(now)
      if (now.state === 'complete') done()
      if (now.state !== 'pending') setBegun(null)
    }
    void look()
    const timer = setInterval(() => void look(), 1000)
    return () => {
      ended = true
      clearInterval(timer)
    }
  }, [order])
  const leave = () => {
    if (order) void api.cancelCountersign(id, order).catch(() => null)
    close()
  }
  return (
    <Sheet
      title={say(w.countersign)}
      close={leave}
      foot={
        begun ? (
          <button type="button" className="button" onClick={leave}>
            {say(appWords.cancel)}
          </button>
        ) : (
          // On a phone BankID is usually at hand; on a desk it is on the phone beside.
          [!handheld, handheld].map(here => (
            <button
              key={String(here)}
              type="button"
              className={here === handheld ? 'button main' : 'button'}
              disabled={busy}
              onClick={() => void begin(here)}
            >
              {say(here ? w.bankIdHere : w.bankIdOther)}
            </button>
          ))
        )
      }
    >
      {refused && (
        <p className="notice bad" role="alert">
          {refused}
        </p>
      )}
      {begun ? (
        <>
          <p role="status">{stands?.words}</p>
          {stands?.qr && (
            <div
              className="qr-plate"
              role="img"
              aria-label={say(w.qrAlt)}
              // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by our server from the order's own token
              dangerouslySetInnerHTML={{ __html: stands.qr }}
            />
          )}
          {stands?.startUrl && (
            <p>
              <a className={begun.sameDevice ? 'button main' : 'button'} href={stands.startUrl}>
                {say(w.openBankId)}
              </a>
            </p>
          )}
          <h3>{say(w.whatISign)}</h3>
          <pre className="signed-text" lang="sv">
            {begun.text}
          </pre>
        </>
      ) : (
        <>
          {stands && stands.state !== 'complete' && (
            <p className="notice warn" role="alert">
              {stands.words}
            </p>
          )}
          <p>{say(w.countersignLead)}</p>
        </>
      )}
    </Sheet>
  )
}
