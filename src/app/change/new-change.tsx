// "Ny ÄTA": one tap from the agreement to the camera.
import { useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import { api } from '../api.ts'
import { go } from '../router.tsx'
import { useMay } from '../session.tsx'
import { useToast } from '../shell/toast.tsx'
import { sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { changeWords as w } from './change.messages.ts'

export function NewChange({ contractId, main = false }: { contractId: string; main?: boolean }) {
  const say = useSay()
  const toast = useToast()
  const may = useMay()
  const [busy, setBusy] = useState(false)
  const begin = async () => {
    setBusy(true)
    try {
      const made = await api.beginChange(contractId)
      go(`/app/dokument/${made.id}/skriv`)
    } catch (error) {
      toast(sentenceOf(error, say))
      setBusy(false)
    }
  }
  if (!may('documents.write')) return null
  return (
    <button type="button" className={main ? 'button main' : 'button'} disabled={busy} onClick={() => void begin()}>
      <Icon name="camera" />
      {say(w.newChange)}
    </button>
  )
}
