// The step before the first client: the agreement about whose data they are, accepted where the work is.
import { useState } from 'react'
import { api } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { useMay } from '../session.tsx'
import { Sheet } from '../shell/sheet.tsx'
import { Failed, Loading } from '../shell/states.tsx'
import { sentenceOf, useData } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { processingWords as w } from './processing.messages.ts'

export function AgreementFirst({ close, accepted }: { close: () => void; accepted: () => void }) {
  const say = useSay()
  const mayAccept = useMay()('company.manage')
  const processing = useData(api.processing, [])
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const accept = async (hash: string) => {
    setBusy(true)
    setRefused(null)
    try {
      await api.acceptAgreement(hash)
      accepted()
    } catch (error) {
      setRefused(sentenceOf(error, say))
      // Another version holds by now: nobody accepts what they have not seen.
      processing.again()
    } finally {
      setBusy(false)
    }
  }
  const agreement = processing.data?.agreement
  return (
    <Sheet
      title={say(w.firstTitle)}
      close={close}
      foot={
        mayAccept && agreement ? (
          <>
            <button type="button" className="button" onClick={close}>
              {say(appWords.cancel)}
            </button>
            <button type="button" className="button main" disabled={busy} onClick={() => void accept(agreement.hash)}>
              {say(w.acceptAndSave)}
            </button>
          </>
        ) : undefined
      }
    >
      {processing.failed && <Failed text={processing.failed} again={processing.again} />}
      {refused && <Failed text={refused} />}
      {!agreement && !processing.failed && <Loading lines={2} />}
      {agreement && (
        <>
          <p>{say(w.firstText)}</p>
          <p>
            <a href={agreement.path} target="_blank" rel="noreferrer">
              {say(w.read)} {say(w.opensNew)}
            </a>
          </p>
          <p className="help">{say(mayAccept ? w.firstOnce : w.firstAskOwner)}</p>
        </>
      )}
    </Sheet>
  )
}
