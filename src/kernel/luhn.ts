/** Check digit by modulus 10 (Luhn), for OCR, bankgiro, plusgiro, personal and organisation numbers. */
export function luhnHolds(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const d = Number(digits[digits.length - 1 - i])
    const weighed = i % 2 === 1 ? d * 2 : d
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}
