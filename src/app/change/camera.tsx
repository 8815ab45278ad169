// Pictures straight from the camera: shown at once, made smaller here, and sent when there is coverage.
import { useEffect, useRef, useState } from 'react'
import { Icon } from '../../design/icons.tsx'
import { api, fileUrl, Offline } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { changeBlock } from '../editor/content.ts'
import { editorWords } from '../editor/editor.messages.ts'
import { useDraft } from '../editor/use-draft.ts'
import { sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { changeWords as w } from './change.messages.ts'
import { type PictureBlock, picturesIn } from './change-content.ts'

/** The service keeps nothing larger than this. */
const LONGEST_SIDE = 2400
const MOST = 24

type Pending = { key: number; file: Blob; shown: string; refused: string | null; waits: boolean }

export function Camera() {
  const say = useSay()
  const draft = useDraft()
  const block = picturesIn(draft.content)
  const [pending, setPending] = useState<readonly Pending[]>([])
  const all = useRef(pending)
  const keep = (next: readonly Pending[]) => {
    all.current = next
    setPending(next)
  }
  const busy = useRef(false)
  const putIn = useRef(draft)
  putIn.current = draft

  /** One after another, as they were taken; what has no coverage waits. */
  const send = async () => {
    if (busy.current) return
    busy.current = true
    try {
      for (;;) {
        const next = all.current.find(p => !p.refused && !p.waits)
        if (!next) break
        try {
          const picture = await api.upload(next.file, 'picture')
          const { addPicture, change, content } = putIn.current
          addPicture(picture)
          const to = picturesIn(content)
          if (to)
            change(
              changeBlock<PictureBlock>(to.id, b => ({
                ...b,
                pictures: [...b.pictures, { file: picture.sha256, alt: '', caption: '' }],
              })),
            )
          keep(all.current.filter(p => p !== next))
          URL.revokeObjectURL(next.shown)
        } catch (error) {
          const fate = error instanceof Offline ? { waits: true } : { refused: sentenceOf(error, say) }
          keep(all.current.map(p => (p === next ? { ...p, ...fate } : p)))
        }
      }
    } finally {
      busy.current = false
    }
  }
  const take = async (files: FileList | null) => {
    for (const file of files ?? []) {
      const smaller = await shrunk(file)
      const made = {
        key: Math.random(),
        file: smaller,
        shown: URL.createObjectURL(smaller),
        refused: null,
        waits: false,
      }
      keep([...all.current, made])
    }
    await send()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest send is called whenever coverage comes back
  useEffect(() => {
    const back = () => {
      keep(all.current.map(p => ({ ...p, waits: false })))
      void send()
    }
    const leaving = (e: Event) => {
      if (all.current.some(p => !p.refused)) e.preventDefault()
    }
    addEventListener('online', back)
    addEventListener('beforeunload', leaving)
    return () => {
      removeEventListener('online', back)
      removeEventListener('beforeunload', leaving)
    }
  }, [])
  if (!block) return null
  const taken = block.pictures
  const remove = (at: number) => {
    draft.change(changeBlock<PictureBlock>(block.id, b => ({ ...b, pictures: b.pictures.toSpliced(at, 1) })))
  }
  const none = taken.length + pending.length === 0
  const full = taken.length + pending.length >= MOST
  return (
    <section className={none ? 'camera none' : 'camera'} aria-label={say(w.pictures)}>
      {!none && (
        <ul className="taken">
          {taken.map((p, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may be taken twice
            <li key={`${p.file}${i}`}>
              <img src={fileUrl(p.file)} alt={p.alt || say(w.pictureNo, { n: i + 1 })} />
              <button
                type="button"
                className="icon-button on-picture"
                aria-label={`${say(appWords.remove)}: ${say(w.pictureNo, { n: i + 1 })}`}
                onClick={() => remove(i)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
          {pending.map((p, i) => (
            <li key={p.key} className="pending">
              <img src={p.shown} alt={say(w.pictureNo, { n: taken.length + i + 1 })} />
              {p.refused && (
                <button
                  type="button"
                  className="icon-button on-picture"
                  aria-label={`${say(appWords.remove)}: ${say(w.pictureNo, { n: taken.length + i + 1 })}`}
                  onClick={() => keep(all.current.filter(x => x !== p))}
                >
                  <Icon name="close" />
                </button>
              )}
              <p role="status" className={p.refused ? 'bad' : undefined}>
                {p.refused ?? say(p.waits ? w.pictureWaits : w.pictureGoes)}
              </p>
            </li>
          ))}
        </ul>
      )}
      {!full && (
        <p className="take">
          <label className={none ? 'shoot first' : 'shoot'}>
            <Icon name="camera" />
            <span>{say(none ? w.takePicture : w.another)}</span>
            <input
              type="file"
              accept="image/*"
              capture="environment"
              onChange={e => {
                void take(e.target.files)
                e.target.value = ''
              }}
            />
          </label>
          {none && (
            <label className="shoot choose">
              <Icon name="picture" />
              <span>{say(editorWords.addPictures)}</span>
              <input
                type="file"
                accept="image/*"
                multiple
                onChange={e => {
                  void take(e.target.files)
                  e.target.value = ''
                }}
              />
            </label>
          )}
        </p>
      )}
    </section>
  )
}

/** The picture no larger than it will be kept, so that it goes through where coverage is poor. What cannot be drawn goes as it is. */
async function shrunk(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file)
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height))
    if (scale === 1 && file.size < 2_000_000) return file
    const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    picture.close()
    const smaller = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
    return smaller.size < file.size ? smaller : file
  } catch {
    return file
  }
}
