// Canonical JSON after RFC 8785, for the values we hash: keys sorted by UTF-16 code units, no spaces, integers only. The same
// bytes come out in the browser, on the server and in whoever checks years from now.

/** The canonical bytes of a value. Throws on fractions, undefined, functions and anything that is not plain JSON. */
export function canonicalBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(canonicalText(value))
}

export function canonicalText(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') {
    // A lone surrogate has no UTF-8 form: two parties could not agree on its bytes.
    if (!value.isWellFormed()) throw new TypeError('A text that is not well-formed Unicode cannot be hashed.')
    return JSON.stringify(value)
  }
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new TypeError('Only whole numbers are hashed; write öre, thousandths or basis points.')
    return String(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  if (typeof value === 'object') {
    const prototype = Object.getPrototypeOf(value)
    if (prototype !== Object.prototype && prototype !== null) throw new TypeError('Only plain objects are hashed.')
    const entries = Object.entries(value as Record<string, unknown>).filter(([, v]) => v !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalText(v)}`).join(',')}}`
  }
  throw new TypeError(`A ${typeof value} cannot be hashed.`)
}

/** SHA-256 as 64 hex digits. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  return hex(new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes as BufferSource)))
}

export const hex = (bytes: Uint8Array) => Array.from(bytes, b => b.toString(16).padStart(2, '0')).join('')
