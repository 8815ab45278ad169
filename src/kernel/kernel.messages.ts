import { messages } from './messages.ts'

export const kernelMessages = messages({
  'number-unreadable': {
    sv: 'Det går inte att läsa som ett tal. Skriv till exempel 1 752,50.',
    en: 'This cannot be read as a number. Write for example 1,752.50.',
  },
  'number-too-precise': { sv: 'Talet har för många decimaler.', en: 'The number has too many decimals.' },
  'number-too-large': {
    sv: 'Talet är för stort. Kontrollera nollorna.',
    en: 'The number is too large. Check the zeros.',
  },
  'number-negative': { sv: 'Talet kan inte vara negativt.', en: 'The number cannot be negative.' },
  'number-ambiguous': {
    sv: (f: { thousands: string }) =>
      `Är det ${f.thousands} eller decimaler? Skriv ${f.thousands} utan punkt, eller med två decimaler.`,
    en: (f: { thousands: string }) =>
      `Is that ${f.thousands}, or decimals? Write ${f.thousands} without the mark, or with two decimals.`,
  },
  'date-impossible': { sv: 'Datumet finns inte.', en: 'That date does not exist.' },
  'personal-number-form': {
    sv: 'Skriv personnumret med tolv siffror, till exempel ÅÅÅÅMMDD-NNNN.',
    en: 'Write the personal number with twelve digits, YYYYMMDD-NNNN.',
  },
  'personal-number-check': {
    sv: 'Kontrollsiffran stämmer inte. Titta på de fyra sista.',
    en: 'The check digit is wrong. Look at the last four.',
  },
  'personal-number-future': {
    sv: 'Födelsedagen ligger i framtiden. Titta på årtalet.',
    en: 'The birth date is in the future. Look at the year.',
  },
  'organisation-number-form': {
    sv: 'Ett organisationsnummer har tio siffror, till exempel NNNNNN-NNNN.',
    en: 'A company number has ten digits, NNNNNN-NNNN.',
  },
  'organisation-number-check': {
    sv: 'Kontrollsiffran stämmer inte. Titta på de fyra sista.',
    en: 'The check digit is wrong. Look at the last four.',
  },
  'organisation-number-personal': {
    sv: 'Det här är ett personnummer. Välj enskild firma, så sparas det krypterat.',
    en: 'This is a personal number. Choose sole trader and it is stored encrypted.',
  },
  'bankgiro-form': {
    sv: 'Ett bankgironummer har sju eller åtta siffror.',
    en: 'A bankgiro number has seven or eight digits.',
  },
  'bankgiro-check': { sv: 'Bankgirots kontrollsiffra stämmer inte.', en: 'The bankgiro check digit is wrong.' },
  'plusgiro-form': {
    sv: 'Ett plusgironummer har två till åtta siffror.',
    en: 'A plusgiro number has two to eight digits.',
  },
  'plusgiro-check': { sv: 'Plusgirots kontrollsiffra stämmer inte.', en: 'The plusgiro check digit is wrong.' },
  'iban-form': {
    sv: 'Ett svenskt IBAN börjar med SE och har 24 tecken.',
    en: 'A Swedish IBAN begins with SE and has 24 characters.',
  },
  'iban-check': {
    sv: 'IBAN stämmer inte. Jämför med internetbanken.',
    en: 'The IBAN does not add up. Compare with your bank.',
  },
  'swish-form': {
    sv: 'Ett Swishnummer för företag har tio siffror och börjar med 123.',
    en: 'A company Swish number has ten digits beginning with 123.',
  },
  'email-at': { sv: 'Adressen saknar @.', en: 'The address lacks an @.' },
  'email-end': { sv: 'Adressen saknar slutet, till exempel .se', en: 'The address lacks its end, for example .se' },
  'email-form': {
    sv: 'Adressen går inte att läsa. Kontrollera att inget tecken blev fel.',
    en: 'The address cannot be read. Check for a wrong character.',
  },
  'email-long': {
    sv: 'Adressen är för lång för att vara en e-postadress.',
    en: 'The address is too long to be an e-mail address.',
  },
  'phone-form': {
    sv: 'Skriv numret med siffror, till exempel 070-123 45 67.',
    en: 'Write the number with digits, for example 070-123 45 67.',
  },
  'phone-zero': {
    sv: 'Numret saknar riktnummer eller landskod. Börja med 0 eller +.',
    en: 'The number lacks its area or country code. Begin with 0 or +.',
  },
  'phone-short': { sv: 'Numret saknar en siffra.', en: 'The number is a digit short.' },
  'phone-length': { sv: 'Numret har fel antal siffror.', en: 'The number has the wrong count of digits.' },
})

export type KernelCode = keyof typeof kernelMessages
