// Pictures: chosen, dropped or pasted; the service looks at what they are.
import { useRef, useState } from 'react'
import type { Block } from '../../blocks/contract.ts'
import { Icon } from '../../design/icons.tsx'
import { api, fileUrl, type Picture } from '../api.ts'
import { appWords } from '../app.messages.ts'
import { sentenceOf } from '../use-data.ts'
import { useSay } from '../words.tsx'
import { changeBlock } from './content.ts'
import { editorWords as w } from './editor.messages.ts'
import { useDraft } from './use-draft.ts'

type PictureBlock = Extract<Block, { type: 'pictures' }>

/** Uploads one after another; a refused one is told by name and does not stop the rest. */
function useUpload(put: (picture: Picture) => void) {
  const say = useSay()
  const { addPicture } = useDraft()
  const [busy, setBusy] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const upload = async (files: readonly File[]) => {
    setRefused(null)
    for (const file of files) {
      setBusy(file.name)
      try {
        const picture = await api.upload(file, 'picture')
        addPicture(picture)
        put(picture)
      } catch (error) {
        setRefused(`${file.name}: ${sentenceOf(error, say)}`)
      }
    }
    setBusy(null)
  }
  return { upload, busy, refused }
}

export function PictureButton({
  word,
  put,
  multiple = true,
  className = 'link',
}: {
  word: string
  put: (picture: Picture) => void
  multiple?: boolean
  className?: string
}) {
  const say = useSay()
  const input = useRef<HTMLInputElement>(null)
  const { upload, busy, refused } = useUpload(put)
  return (
    <span className="picture-button">
      <button type="button" className={className} disabled={busy !== null} onClick={() => input.current?.click()}>
        <Icon name="picture" />
        {busy ? say(w.uploading, { name: busy }) : word}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple={multiple}
        hidden
        onChange={e => {
          void upload([...(e.target.files ?? [])])
          e.target.value = ''
        }}
      />
      {refused && (
        <span className="error" role="alert">
          {refused}
        </span>
      )}
    </span>
  )
}

export function Pictures({ block }: { block: PictureBlock }) {
  const say = useSay()
  const { change } = useDraft()
  const [over, setOver] = useState(false)
  const pictures = (
    make: (pictures: PictureBlock['pictures']) => PictureBlock['pictures'],
    field: string | null = null,
  ) =>
    change(
      changeBlock<PictureBlock>(block.id, b => ({ ...b, pictures: make(b.pictures) })),
      field,
    )
  const put = (p: Picture) => pictures(all => [...all, { file: p.sha256, alt: '', caption: '' }])
  const { upload, busy, refused } = useUpload(put)
  const filesIn = (items: DataTransfer | null) => [...(items?.files ?? [])]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button does the same
    <div
      className={over ? 'drop over' : 'drop'}
      onDragOver={e => {
        if (!e.dataTransfer.types.includes('Files')) return
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={e => {
        setOver(false)
        const files = filesIn(e.dataTransfer)
        if (files.length === 0) return
        e.preventDefault()
        void upload(files)
      }}
      onPaste={e => {
        const files = filesIn(e.clipboardData)
        if (files.length === 0) return
        e.preventDefault()
        void upload(files)
      }}
    >
      {block.pictures.map((p, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same picture may stand twice
        <figure key={`${p.file}${i}`} className="picture-edit">
          <img src={fileUrl(p.file)} alt={p.alt} loading="lazy" />
          <figcaption>
            <label>
              <span>{say(w.alt)}</span>
              <input
                className="input"
                value={p.alt}
                maxLength={300}
                placeholder={say(w.altWhy)}
                onChange={e => pictures(all => all.with(i, { ...p, alt: e.target.value }), `alt ${block.id} ${i}`)}
              />
            </label>
            <label>
              <span>{say(w.caption)}</span>
              <input
                className="input"
                value={p.caption}
                maxLength={300}
                onChange={e => pictures(all => all.with(i, { ...p, caption: e.target.value }), `cap ${block.id} ${i}`)}
              />
            </label>
            <button
              type="button"
              className="link"
              aria-label={`${say(appWords.remove)}: ${p.alt || say(w.pictureNo, { n: i + 1 })}`}
              onClick={() => pictures(all => all.toSpliced(i, 1))}
            >
              {say(appWords.remove)}
            </button>
          </figcaption>
        </figure>
      ))}
      <p className="drop-word">
        <PictureButton word={say(w.addPictures)} put={put} />
        <span className="help">{busy ? say(w.uploading, { name: busy }) : say(w.dropPictures)}</span>
      </p>
      {refused && (
        <p className="error" role="alert">
          {refused}
        </p>
      )}
    </div>
  )
}
