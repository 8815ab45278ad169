// Signing when they meet: the page is opened here and the device handed over. It is a page of its own; nobody is signed in on it.
import { useEffect, useState } from 'react'
import type { DocumentDetail } from '../../documents/contract.ts'
import { api } from '../api.ts'
import { Sheet } from '../shell/sheet.tsx'
import { sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { followWords as w } from './follow.messages.ts'

export function InPerson({
  detail,
  party,
  close,
}: {
  detail: DocumentDetail
  party: { id: string; name: string }
  close: () => void
}) {
  const say = useSay()
  const [path, setPath] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: one link for each time the sheet is opened
  useEffect(() => {
    api.inPerson(detail.id, party.id).then(
      made => setPath(made.path),
      error => setRefused(sentenceOf(error, say)),
    )
  }, [])
  return (
    <Sheet
      title={say(w.inPersonTitle, { name: party.name })}
      close={close}
      foot={
        path && (
          <a className="button main" href={`${path}/`} target="_blank" rel="noopener noreferrer" onClick={close}>
            {say(w.inPersonOpen, { name: party.name })}
          </a>
        )
      }
    >
      {refused && (
        <p className="notice bad" role="alert">
          {refused}
        </p>
      )}
      <p>{say(w.inPersonLead, { name: party.name })}</p>
      {detail.clientKind === 'person' && detail.concludedWhere === 'distance' && (
        <p className="notice warn">{say(w.inPersonWhere)}</p>
      )}
    </Sheet>
  )
}
