// A text without the numbers that do not belong in it: each is replaced by a word, before anything is kept.
import { findCardNumbers } from './card-number.ts'
import { findPersonalNumbers } from './personal-number.ts'

export function hideNumbers(
  text: string,
  today: string,
  words: { number: string; card: string },
): { text: string; hidden: number } {
  const places = [
    ...findPersonalNumbers(text, today).map(p => ({ ...p, word: words.number })),
    ...findCardNumbers(text).map(p => ({ ...p, word: words.card })),
  ].sort((one, other) => one.from - other.from)
  let shown = ''
  let from = 0
  let hidden = 0
  for (const place of places) {
    // Digits that read as both are hidden once.
    if (place.from < from) continue
    shown += text.slice(from, place.from) + place.word
    from = place.to
    hidden++
  }
  return { text: shown + text.slice(from), hidden }
}
