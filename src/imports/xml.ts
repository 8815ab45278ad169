// The little of XML that a workbook is made of, read as it comes: elements, attributes, text. Declarations of types and entities are refused,
// so that nothing can be pulled in or blown up from inside.
import { Problem } from '../kernel/problem.ts'

export type XmlHandler = {
  /** Prefixes are taken off: "x:row" is "row". */
  open(name: string, attribute: (name: string) => string | undefined): void
  close(name: string): void
  text?(text: string): void
}

export function xmlReader(on: XmlHandler) {
  let rest = ''
  const tag = (raw: string) => {
    if (raw.startsWith('/')) return on.close(bare(raw.slice(1).trim()))
    const isClosed = raw.endsWith('/')
    const space = raw.search(/[\s/]/)
    const name = bare(space === -1 ? raw : raw.slice(0, space))
    on.open(name, wanted => {
      const found = attributeOf(wanted).exec(raw)
      return found ? unescaped(found[1] ?? found[2] ?? '') : undefined
    })
    if (isClosed) on.close(name)
  }
  return {
    feed(piece: string) {
      const xml = rest + piece
      let at = 0
      for (;;) {
        const open = xml.indexOf('<', at)
        if (open === -1) break
        if (on.text && open > at) on.text(unescaped(xml.slice(at, open)))
        const special = xml.startsWith('<!', open) || xml.startsWith('<?', open)
        // Too little has come to tell what it is.
        if (special && xml.length < open + 9) {
          at = open
          break
        }
        const [begin, ending] = special ? kindOf(xml, open) : [1, '>']
        const close = special ? xml.indexOf(ending, open + begin) : endOfTag(xml, open)
        if (close === -1) {
          at = open
          break
        }
        if (ending === ']]>') on.text?.(xml.slice(open + begin, close))
        else if (!special) tag(xml.slice(open + 1, close))
        at = close + ending.length
      }
      rest = xml.slice(at)
      // One value of a sheet is never this long: what does not end is not read again and again.
      if (rest.length > 1_000_000) throw new Problem('import-damaged')
    },
  }
}

function kindOf(xml: string, at: number): [begin: number, ending: string] {
  if (xml.startsWith('<!--', at)) return [4, '-->']
  if (xml.startsWith('<![CDATA[', at)) return [9, ']]>']
  if (xml.startsWith('<?', at)) return [2, '?>']
  throw new Problem('import-damaged')
}

/** A `>` inside quotes does not end a tag. */
function endOfTag(xml: string, from: number): number {
  let quote = ''
  for (let at = from + 1; at < xml.length; at++) {
    const c = xml[at] as string
    if (quote) quote = c === quote ? '' : quote
    else if (c === '"' || c === "'") quote = c
    else if (c === '>') return at
  }
  return -1
}

const attributes = new Map<string, RegExp>()
function attributeOf(name: string): RegExp {
  let found = attributes.get(name)
  if (!found) {
    found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    attributes.set(name, found)
  }
  return found
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1)
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name] ?? whole
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}
