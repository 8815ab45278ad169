// Reads XML that already stands in its canonical form (Canonical XML 1.0, https://www.w3.org/TR/2001/REC-xml-c14n-20010315), and
// nothing else. A digest over an element's literal text is then the digest over its canonical form, so no transformation is needed
// between what is hashed and what is read: the gap that signature wrapping and comment tricks live in does not exist.
//
// Refused: DOCTYPE, entities and character references, comments, CDATA, processing instructions, prefixes, attributes out of order,
// empty-element tags, carriage returns, text beside elements.

export type XmlElement = {
  name: string
  attributes: Readonly<Record<string, string>>
  children: readonly XmlElement[]
  /** Of an element without children. */
  text: string
  /** The element as it stands, tags included: what a digest is taken over. */
  literal: string
}

export class XmlRefused extends Error {
  constructor(what: string, at: number) {
    super(`The XML is not in the form it must have: ${what} at ${at}.`)
    this.name = 'XmlRefused'
  }
}

const DECLARATION = /^<\?xml version="1\.0"(?: encoding="UTF-8")?(?: standalone="(?:yes|no)")?\?>\n?/
const OPENING = /<([A-Za-z][A-Za-z0-9]*)((?: [A-Za-z][A-Za-z0-9]*="[^"<>&\u0000-\u001f]*")*)>/y
const ATTRIBUTE = / ([A-Za-z][A-Za-z0-9]*)="([^"]*)"/g
const TEXT = /[^<>&\u0000-\u0009\u000b-\u001f\u007f\ufffe\uffff]*/y
const CLOSING = /<\/([A-Za-z][A-Za-z0-9]*)>/y

const MAX_DEPTH = 16

/** The root element of a document. Throws XmlRefused. */
export function readCanonicalXml(document: string): XmlElement {
  const start = DECLARATION.exec(document)?.[0].length ?? 0
  const { element, end } = readElement(document, start, 0)
  if (end !== document.length) throw new XmlRefused('something after the root element', end)
  return element
}

function readElement(document: string, start: number, depth: number): { element: XmlElement; end: number } {
  if (depth > MAX_DEPTH) throw new XmlRefused('too many levels', start)
  const opening = matchAt(OPENING, document, start)
  if (!opening) throw new XmlRefused('expected an opening tag', start)
  const name = opening[1] as string
  let at = start + opening[0].length

  const textFrom = at
  at += matchAt(TEXT, document, at)?.[0].length ?? 0
  const text = document.slice(textFrom, at)

  const children: XmlElement[] = []
  while (document[at] === '<' && document[at + 1] !== '/') {
    if (text !== '') throw new XmlRefused('text beside elements', at)
    const child = readElement(document, at, depth + 1)
    children.push(child.element)
    at = child.end
  }

  const closing = matchAt(CLOSING, document, at)
  if (closing?.[1] !== name) throw new XmlRefused(`expected the end of ${name}`, at)
  const end = at + closing[0].length
  return {
    element: {
      name,
      attributes: attributesOf(opening[2] as string, start),
      children,
      text,
      literal: document.slice(start, end),
    },
    end,
  }
}

/** In canonical order: the namespace first, the others by name, none twice. */
function attributesOf(written: string, at: number): Record<string, string> {
  const found: Record<string, string> = Object.create(null)
  let before = ''
  for (const [, name, value] of written.matchAll(ATTRIBUTE) as Iterable<[string, string, string]>) {
    const order = name === 'xmlns' ? ' ' : name
    if (order <= before) throw new XmlRefused('attributes out of order', at)
    before = order
    found[name] = value
  }
  return found
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}
