/** Code points a TrueType file has drawings for: its `cmap` table, formats 4 and 12 (OpenType 1.9). Empty when it has no such table. */
export function codePointsOf(font: Uint8Array): Set<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const found = new Set<number>()
  const cmap = tableAt(view, 'cmap')
  if (cmap === null) return found
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const at = cmap + view.getUint32(cmap + 4 + i * 8 + 4)
    const format = view.getUint16(at)
    if (format === 4) addSegments(view, at, found)
    else if (format === 12) addGroups(view, at, found)
  }
  return found
}

function tableAt(view: DataView, tag: string): number | null {
  for (let i = 0; i < view.getUint16(4); i++) {
    const at = 12 + i * 16
    const name = String.fromCharCode(...[0, 1, 2, 3].map(n => view.getUint8(at + n)))
    if (name === tag) return view.getUint32(at + 8)
  }
  return null
}

function addSegments(view: DataView, at: number, found: Set<number>) {
  const segments = view.getUint16(at + 6) / 2
  const ends = at + 14
  const starts = ends + segments * 2 + 2
  const deltas = starts + segments * 2
  const offsets = deltas + segments * 2
  for (let s = 0; s < segments; s++) {
    const start = view.getUint16(starts + s * 2)
    const end = view.getUint16(ends + s * 2)
    const delta = view.getUint16(deltas + s * 2)
    const offset = view.getUint16(offsets + s * 2)
    for (let c = start; c <= end && c !== 0xffff; c++) {
      const listed = offset === 0 ? c : view.getUint16(offsets + s * 2 + offset + (c - start) * 2)
      if (listed !== 0 && ((listed + delta) & 0xffff) !== 0) found.add(c)
    }
  }
}

function addGroups(view: DataView, at: number, found: Set<number>) {
  for (let g = 0; g < view.getUint32(at + 12); g++) {
    const from = view.getUint32(at + 16 + g * 12)
    const to = view.getUint32(at + 20 + g * 12)
    for (let c = from; c <= to; c++) found.add(c)
  }
}
