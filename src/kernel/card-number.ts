// Payment card numbers that people write where they should not (ISO/IEC 7812).

/** Places in a free text that read as a payment card's number: 13 to 19 digits of a card's range, in groups or not, with a right check digit. */
export function findCardNumbers(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  for (const m of text.matchAll(/(?<![\dA-Za-z+-])[2-6]\d(?:[ -]?\d){11,17}(?![\d-])/g)) {
    const digits = m[0].replace(/\D/g, '')
    if (isCardRange(digits) && isLuhn(digits)) found.push({ from: m.index, to: m.index + m[0].length })
  }
  return found
}

/** American Express and Diners (3), Visa (4), Mastercard (51–55, 2221–2720), Maestro and others (5, 6). */
const isCardRange = (digits: string): boolean =>
  /^[3-6]/.test(digits) || (Number(digits.slice(0, 4)) >= 2221 && Number(digits.slice(0, 4)) <= 2720)

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}
