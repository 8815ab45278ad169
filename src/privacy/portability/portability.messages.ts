import { messages } from '../../kernel/messages.ts'

export const portabilityMessages = messages({
  'import-not-whole': {
    sv: 'Filen är inte hel. Hämta den igen och läs in den på nytt; ingenting har lästs in.',
    en: 'The file is not whole. Fetch it again and take it in anew; nothing has been taken in.',
  },
  'import-not-ours': {
    sv: 'Det här är ingen export av ett företag. Välj ZIP-filen som du hämtade under Export och avslut.',
    en: 'This is no export of a company. Choose the ZIP file that you fetched under Export and closing.',
  },
  'import-altered': {
    sv: (f: { file: string }) =>
      `Filen har ändrats sedan den gjordes (${f.file} stämmer inte). Hämta en ny export; ingenting har lästs in.`,
    en: (f: { file: string }) =>
      `The file has been altered since it was made (${f.file} does not fit). Fetch a new export; nothing has been taken in.`,
  },
  'import-foreign': {
    sv: (f: { operator: string }) =>
      `Exporten är underskriven av en annan tjänst, enligt filen ${f.operator}. Hämta den tjänstens öppna nyckel från den själv och ange den med --trust.`,
    en: (f: { operator: string }) =>
      `The export is signed by another service, according to the file ${f.operator}. Get that service’s public key from it and state it with --trust.`,
  },
  'import-version': {
    sv: (f: { version: string; known: number }) =>
      `Exporten har format ${f.version}, och den här tjänsten läser ${f.known}. Gör en ny export, eller uppdatera tjänsten.`,
    en: (f: { version: string; known: number }) =>
      `The export has format ${f.version}, and this service reads ${f.known}. Make a new export, or update the service.`,
  },
  'import-newer': {
    sv: (f: { what: string }) =>
      `Exporten kommer från en nyare tjänst: här finns inte ${f.what}, och det skulle gå förlorat. Uppdatera tjänsten först.`,
    en: (f: { what: string }) =>
      `The export comes from a newer service: there is no ${f.what} here, and it would be lost. Update the service first.`,
  },
  'import-too-big': {
    sv: (f: { gigabytes: number }) =>
      `Exporten är större än ${f.gigabytes} GB uppackad. Ange en högre gräns med --most om det är väntat.`,
    en: (f: { gigabytes: number }) =>
      `The export is larger than ${f.gigabytes} GB unpacked. State a higher limit with --most if that is expected.`,
  },
  'import-without-numbers': {
    sv: 'Exporten är gjord utan personnummer och bevisfiler. Den går att läsa men inte att läsa in. Gör en ny med dem.',
    en: 'The export was made without personal numbers and evidence. It can be read but not taken in. Make a new one with them.',
  },
  'import-not-empty': {
    sv: 'Företaget har redan kunder, artiklar eller dokument. Läs in i ett företag som är tomt, så att inget blandas ihop.',
    en: 'The company already has clients, articles or documents. Take it into a company that is empty, so that nothing is mixed up.',
  },
  'import-agreement-first': {
    sv: 'Ägaren måste godkänna PUB-avtalet innan kunders uppgifter läses in. Det görs under Inställningar, Personuppgifter.',
    en: 'The owner must accept the data processing agreement before clients’ data are taken in. That is done under Settings, Personal data.',
  },
  'export-over': {
    sv: 'Exporten är borta: den ligger kvar ett dygn. Gör en ny.',
    en: 'The export is gone: it is kept for a day. Make a new one.',
  },
  'export-needs-two': {
    sv: 'En export med personnummer görs av två: ange vem som gör den och en annan som godkänner, med --by och --approved-by.',
    en: 'An export with personal numbers is made by two: state who makes it and another who approves, with --by and --approved-by.',
  },
  'owner-unknown': {
    sv: 'Ingen med den adressen äger ett företag här. Ägaren skapar kontot först.',
    en: 'Nobody with that address owns a company here. The owner makes the account first.',
  },
})
