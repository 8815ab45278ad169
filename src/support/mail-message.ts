// A mail as it comes over the wire (RFC 5322, 2045–2047), taken apart as far as a case needs: from whom, the words, and what is attached.
// Not a library because little is needed, and what is not understood is left out rather than guessed.

export type IncomingMail = {
  from: string | null
  subject: string
  text: string
  attachments: { mime: string; bytes: Buffer }[]
  /** Sent by a machine (RFC 3834): it is answered by nobody. */
  automatic: boolean
}

const MAX_DEPTH = 8

export function readMail(raw: Buffer): IncomingMail {
  const found: IncomingMail = { from: null, subject: '', text: '', attachments: [], automatic: false }
  const top = partOf(raw)
  found.from = /[^\s<>,;:"]+@[^\s<>,;:"]+\.[^\s<>,;:"]+/.exec(top.header('from'))?.[0]?.toLowerCase() ?? null
  found.subject = words(top.header('subject'))
  const auto = top.header('auto-submitted').toLowerCase()
  found.automatic = (auto !== '' && auto !== 'no') || /bulk|junk|list/i.test(top.header('precedence'))
  gather(top, found, 0)
  return found
}

type Part = { header: (name: string) => string; body: Buffer }

function partOf(raw: Buffer): Part {
  const text = raw.toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)
  const head = end ? text.slice(0, end.index) : text
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return {
    header: name => headers.get(name) ?? '',
    body: end ? raw.subarray(end.index + end[0].length) : Buffer.alloc(0),
  }
}

function gather(part: Part, into: IncomingMail, depth: number): void {
  const type = part.header('content-type') || 'text/plain'
  const mime = (type.split(';')[0] ?? '').trim().toLowerCase()
  const boundary = parameter(type, 'boundary')
  if (mime.startsWith('multipart/') && boundary) {
    if (depth >= MAX_DEPTH) return
    const children = split(part.body, boundary).map(partOf)
    // Of alternatives the plain one is read: what the others look like is nobody's concern here.
    const plain = children.find(c => /^text\/plain/i.test(c.header('content-type') || 'text/plain'))
    for (const child of mime === 'multipart/alternative' ? [plain ?? children[0]] : children)
      if (child) gather(child, into, depth + 1)
    return
  }
  const bytes = decoded(part)
  const attached = /^attachment/i.test(part.header('content-disposition'))
  if (!attached && mime === 'text/plain') into.text += inCharset(bytes, parameter(type, 'charset'))
  else if (!attached && mime === 'text/html')
    into.text += inCharset(bytes, parameter(type, 'charset'))
      .replace(/<(script|style)[\s\S]*?<\/\1>/gi, '')
      .replace(/<(br|\/p|\/div|\/tr)[^>]*>/gi, '\n')
      .replace(/<[^>]+>/g, '')
      .replaceAll('&nbsp;', ' ')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
  else into.attachments.push({ mime, bytes })
}

const parameter = (header: string, name: string): string | null => {
  const m = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^;\\s]*))`, 'i').exec(header)
  return m ? (m[1] ?? m[2] ?? null) : null
}

function split(body: Buffer, boundary: string): Buffer[] {
  const parts: Buffer[] = []
  const mark = Buffer.from(`--${boundary}`, 'latin1')
  let from = -1
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (from >= 0) parts.push(body.subarray(from, at))
    const after = at + mark.length
    if (body.subarray(after, after + 2).toString('latin1') === '--') break
    from = body.indexOf('\n', after) + 1
    if (from === 0) break
  }
  return parts
}

function decoded({ header, body }: Part): Buffer {
  const how = header('content-transfer-encoding').toLowerCase()
  if (how === 'base64') return Buffer.from(body.toString('latin1').replace(/[^A-Za-z0-9+/=]/g, ''), 'base64')
  if (how === 'quoted-printable') return quotedPrintable(body.toString('latin1'))
  return body
}

const quotedPrintable = (text: string) =>
  Buffer.from(
    text
      .replace(/[ \t]*=\r?\n/g, '')
      .replace(/=([0-9A-Fa-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

/** As the sender says; what nobody knows is read as UTF-8. */
function inCharset(bytes: Uint8Array, charset: string | null): string {
  try {
    return new TextDecoder(charset ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}

/** Encoded words of a header. */
const words = (header: string) =>
  header
    .replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1')
    .replace(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi, (_, charset: string, how: string, text: string) =>
      inCharset(
        how.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replaceAll('_', ' ')),
        charset,
      ),
    )
    .trim()
