import { messages } from '../kernel/messages.ts'

export const companyMessages = messages({
  'picture-unknown': {
    sv: 'Filen är ingen bild som går att visa. Använd JPEG, PNG eller WebP.',
    en: 'The file is not a picture that can be shown. Use JPEG, PNG or WebP.',
  },
  'picture-missing': {
    sv: 'Bilden finns inte hos er. Ladda upp den igen.',
    en: 'The picture is not with you. Upload it again.',
  },
  'picture-broken': {
    sv: 'Bilden är skadad och går inte att läsa. Prova att spara om den.',
    en: 'The picture is damaged and cannot be read. Try saving it again.',
  },
  'picture-too-large': {
    sv: (f: { megabytes: number }) => `Bilden är för stor. Högst ${f.megabytes} MB.`,
    en: (f: { megabytes: number }) => `The picture is too large. At most ${f.megabytes} MB.`,
  },
  'picture-too-many-pixels': {
    sv: (f: { megapixels: number }) => `Bilden har för många bildpunkter. Högst ${f.megapixels} miljoner.`,
    en: (f: { megapixels: number }) => `The picture has too many pixels. At most ${f.megapixels} million.`,
  },
  'colour-form': {
    sv: 'Skriv färgen med sex tecken, till exempel #1F6F54.',
    en: 'Write the colour with six digits, for example #1F6F54.',
  },
  'postcode-form': {
    sv: 'Ett postnummer har fem siffror, till exempel 412 55.',
    en: 'A postcode has five digits, for example 412 55.',
  },
  'website-form': {
    sv: 'Skriv webbadressen, till exempel www.provel.se.',
    en: 'Write the web address, for example www.provel.se.',
  },
})
