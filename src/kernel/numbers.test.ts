import { describe, expect, test } from 'vitest'
import { isMobile, printPhone, readEmail, readPhone } from './contact.ts'
import { readOrganisationNumber, vatNumberOf } from './organisation-number.ts'
import { readBankgiro, readIban, readPlusgiro, readSwish } from './payments.ts'
import { findPersonalNumbers, maskPersonalNumber, PersonalNumber, readPersonalNumber } from './personal-number.ts'

const TODAY = '2026-11-23'
const value = <T>(r: { ok: true; value: T } | { ok: false; code: string }) => (r.ok ? r.value : r.code)

describe('numbers of people', () => {
  test.each([
    ['198406012388', '198406012388'],
    ['19840601-2388', '198406012388'],
    ['840601-2388', '198406012388'],
    ['8406012388', '198406012388'],
    ['19090527+1474', '190905271474'],
    ['090527+1474', '190905271474'],
  ])('%s is read', (typed, digits) => {
    const read = readPersonalNumber(typed, TODAY)
    expect(read.ok && read.value.reveal()).toBe(digits)
  })
  test.each([
    ['198406012389', 'personal-number-check'],
    ['19840631-2388', 'date-impossible'],
    ['840601', 'personal-number-form'],
    ['hej', 'personal-number-form'],
  ])('%s is refused: %s', (typed, code) => expect(value(readPersonalNumber(typed, TODAY))).toBe(code))

  test('a number is shown with its birthday only, and never by printing it', () => {
    const number = PersonalNumber.of('198406012388')
    expect(maskPersonalNumber(number)).toBe('19840601-****')
    expect(`${number}`).not.toContain('2388')
    expect(JSON.stringify({ number })).not.toContain('2388')
  })
  test('numbers in a text are found, other figures are not', () => {
    expect(findPersonalNumbers('Mitt nummer är 840601-2388, ring 070-174 06 05', TODAY)).toHaveLength(1)
    expect(findPersonalNumbers('Offert 2026-0187 på 138 390 kr, 878000-3656', TODAY)).toHaveLength(0)
  })
})

describe('numbers of companies', () => {
  test.each(['878000-3656', '8780003656', '16878000-3656', 'SE878000365601'])('%s is read', typed =>
    expect(value(readOrganisationNumber(typed))).toBe('878000-3656'),
  )
  test.each([
    ['878000-3657', 'organisation-number-check'],
    ['840601-2388', 'organisation-number-personal'],
    ['87800', 'organisation-number-form'],
  ])('%s is refused: %s', (typed, code) => expect(value(readOrganisationNumber(typed))).toBe(code))
  test('the VAT number follows from it', () => expect(vatNumberOf('878000-3656')).toBe('SE878000365601'))
})

describe('where money goes', () => {
  test.each(['5402-9681', '297-3675', '640-5070'])('bankgiro %s is right', n => expect(value(readBankgiro(n))).toBe(n))
  test('bankgiro 5402-9682 is wrong', () => expect(value(readBankgiro('5402-9682'))).toBe('bankgiro-check'))
  test.each(['4-2', '28 65 43-4', '410 54 68-5'])('plusgiro %s is right', n => expect(value(readPlusgiro(n))).toBe(n))
  test('plusgiro 410 54 68-6 is wrong', () => expect(value(readPlusgiro('410 54 68-6'))).toBe('plusgiro-check'))
  test('an IBAN is read and printed in fours', () =>
    expect(value(readIban('se4550000000058398257466'))).toBe('SE45 5000 0000 0583 9825 7466'))
  test('an IBAN with a digit changed is wrong', () =>
    expect(value(readIban('SE45 5000 0000 0583 9825 7467'))).toBe('iban-check'))
  test('a company’s Swish begins with 123', () => {
    expect(value(readSwish('1233900610'))).toBe('123 390 06 10')
    expect(value(readSwish('0701740605'))).toBe('swish-form')
  })
})

describe('how people are reached', () => {
  test.each([
    ['070-174 06 05', '+46701740605'],
    ['0046701740605', '+46701740605'],
    ['+47 22 12 34 56', '+4722123456'],
  ])('the phone %s is %s', (typed, e164) => expect(value(readPhone(typed))).toBe(e164))
  test('a number a digit short says so', () => expect(value(readPhone('070-174 06 0'))).toBe('phone-short'))
  test('phones are printed as Swedes write them', () => expect(printPhone('+46701740605')).toBe('070-174 06 05'))
  test('a land line gets no text message', () => {
    expect(isMobile('+46701740605')).toBe(true)
    expect(isMobile('+46313900605')).toBe(false)
  })
  test.each([
    ['asa.berg', 'email-at'],
    ['asa@berg', 'email-end'],
    ['asa berg@mejl.example', 'email-form'],
    [`${'a'.repeat(70)}@mejl.example`, 'email-long'],
  ])('%s is refused: %s', (typed, code) => expect(value(readEmail(typed))).toBe(code))
  test('an address keeps its letters before the @', () =>
    expect(value(readEmail(' Åsa.Berg@MEJL.example '))).toBe('Åsa.Berg@mejl.example'))
})
