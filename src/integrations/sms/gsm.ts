// What a text message may hold: the GSM 03.38 alphabet. Other characters are replaced rather than doubling the message's length.
const BASIC =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
const EXTENDED = '^{}\\[~]|€'
const REPLACED: Readonly<Record<string, string>> = {
  '\u2013': '-',
  '\u2014': '-',
  '\u2212': '-',
  '\u2019': "'",
  '\u2018': "'",
  '\u201d': '"',
  '\u201c': '"',
  '\u00a0': ' ',
  '\u2026': '...',
}

export const isGsm = (text: string) => [...text].every(c => BASIC.includes(c) || EXTENDED.includes(c))

/** How many messages a text of that alphabet leaves as: 160 septets in one, 153 in each of several. Extended characters take two. */
export function gsmParts(text: string): number {
  const septets = [...text].reduce((sum, c) => sum + (EXTENDED.includes(c) ? 2 : 1), 0)
  return septets <= 160 ? 1 : Math.ceil(septets / 153)
}

/** The text in that alphabet; what has no place in it becomes its bare letter or a question mark. */
export function gsmText(text: string): string {
  let out = ''
  for (const c of text.normalize('NFC')) {
    const r = REPLACED[c] ?? c
    if (isGsm(r)) out += r
    else {
      const bare = c.normalize('NFD')[0] as string
      out += BASIC.includes(bare) ? bare : '?'
    }
  }
  return out
}

/** The sender shown: at most eleven letters and digits, which is what networks take. */
export const senderName = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z0-9 ]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 11)
    .trim() || 'Cling'
