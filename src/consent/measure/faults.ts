// A fault in our own scripts, as it may be kept: its kind, words that the makers of browsers use, and places in our own files. Everything else
// of a message could be somebody's: it is left out, whatever it looks like.
import { assetUrl } from '../../platform/http/assets.ts'

const KINDS = new Set(
  'Error TypeError RangeError ReferenceError SyntaxError URIError EvalError AggregateError DOMException AbortError NetworkError QuotaExceededError SecurityError NotAllowedError InvalidStateError'.split(
    ' ',
  ),
)

/** Words of the messages that Chromium, Firefox and Safari write themselves. */
const WORDS = new Set(
  `a an and are argument arguments array assignment at await be before bytes call called cannot can't class closed const constant constructor
  context converting could define defined delete denied deprecated descriptor destructure does doesn't dynamically element end error exceeded
  execute expected expression extensible failed fetch fetched find for from function get has have http if import in index infinite
  initialization initialized input instance invalid is isn't iterable json key left length load loaded loading maximum method missing
  module must network new no not null number object of on only operation or out parameter parse pending permission position promise
  properties property proxy quota range read reading recursion reference rejected rejection request resource response return script setting
  size stack state storage string structure symbol syntax target than the this time to token too type undefined unexpected unhandled unknown
  unterminated url use value values variable was while with without`.split(/\s+/),
)

export type Fault = { kind: string; message: string; frames: string }

export function scrubbed(given: { kind?: unknown; message?: unknown; stack?: unknown }): Fault {
  const text = (value: unknown, length: number) => (typeof value === 'string' ? value.slice(0, length) : '')
  const kind = text(given.kind, 40)
  const message = text(given.message, 1000)
    .split(/\s+/)
    .map(word => word.toLowerCase().replace(/^[^a-z]+|[^a-z]+$/g, ''))
    .map(word => (WORDS.has(word) ? word : '…'))
    .join(' ')
    .replace(/…( …)+/g, '…')
    .slice(0, 200)
  const frames = [
    ...text(given.stack, 8000).matchAll(
      /(\/(?:website|room|app\/assets)\/[\w.-]+\.js)(?:\?[^:\s]*)?:(\d{1,6}):(\d{1,6})/g,
    ),
  ]
    // A file that we do not have is not ours, whatever it is called.
    .filter(m => assetUrl(m[1] as string) !== m[1])
    .slice(0, 8)
    .map(m => `${m[1]}:${m[2]}:${m[3]}`)
    .join(' ')
  return { kind: KINDS.has(kind) ? kind : 'Other', message, frames }
}
