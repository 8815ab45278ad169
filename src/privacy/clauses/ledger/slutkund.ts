// P-6 and P-7: what is held about a Slutkund, on whose behalf, and what a Slutkund may say of the service.
import { part } from '../clause.ts'

export const slutkund = part({
  'P-6.1': {
    kind: 'fact',
    sv: 'Slutkunden öppnar sitt underlag med en länk som inte går att gissa, och det känsliga kräver ett steg till.',
    en: 'A Slutkund opens the document by a link that cannot be guessed, and what is sensitive needs one step more.',
    verified: 'AB',
  },
  'P-6.2': {
    kind: 'fact',
    sv: 'Slutkundens uppgifter behandlas för Kundens räkning och når aldrig en annan Kund.',
    en: 'A Slutkund’s data are handled on the Kund’s behalf and never reach another Kund.',
    verified: 'DC',
  },
  'P-6.3': {
    kind: 'fact',
    sv: 'Kunden är personuppgiftsansvarig och operatören biträde, och det står i rummet och i mejlen.',
    en: 'The Kund is controller and the operator processor, and the room and the mails say so.',
    verified: 'B',
  },
  'P-6.4': {
    kind: 'duty',
    sv: 'Kunden styr ändamålet genom skriftliga instruktioner, och utan instruktion görs ingenting.',
    en: 'The Kund governs the purpose by written instructions, and without one nothing is done.',
    verified: 'DU',
  },
  'P-6.5': {
    kind: 'duty',
    sv: 'En instruktion som bedöms olaglig stoppas och Kunden får veta det.',
    en: 'An instruction believed unlawful is stopped and the Kund is told.',
    verified: 'A',
  },
  'P-6.6': {
    kind: 'duty',
    sv: 'Instruktionerna står i ett personuppgiftsbiträdesavtal som tecknas innan en Slutkund läggs in.',
    en: 'The instructions stand in a data processing agreement, signed before a Slutkund is entered.',
    verified: 'AS',
  },
  'P-6.7': {
    kind: 'permission',
    sv: 'Personnummer får sparas för ROT och RUT: krypterat, maskerat och visat i sin helhet bara med angivet skäl.',
    en: 'A personal number may be kept for ROT and RUT: encrypted, masked, shown in full only for a stated reason.',
    verified: 'CDBU',
    planned: 'tax-reduction',
  },
  'P-6.8': {
    kind: 'permission',
    sv: 'Slutkundens adress får sparas för kontakt och faktura.',
    en: 'A Slutkund’s address may be kept for contact and invoice.',
    verified: 'C',
  },
  'P-6.9': {
    kind: 'permission',
    sv: 'Adressen där arbetet görs får sparas; fastighet eller förening bara för ROT.',
    en: 'The address of the work may be kept; property or association only for ROT.',
    verified: 'C',
    planned: 'canary',
  },
  'P-6.10': {
    kind: 'permission',
    sv: 'Uppgifter om medsökande får sparas; den är en egen person med egna rättigheter.',
    en: 'Data on a co-applicant may be kept; that is a person of their own with rights of their own.',
    verified: 'CA',
    planned: 'tax-reduction',
  },
  'P-6.11': {
    kind: 'permission',
    sv: 'Slutkundens telefonnummer får sparas.',
    en: 'A Slutkund’s telephone number may be kept.',
    verified: 'C',
  },
  'P-6.12': {
    kind: 'permission',
    sv: 'Slutkundens e-postadress får användas för underlaget, aldrig för operatörens reklam.',
    en: 'A Slutkund’s e-mail may be used for the document, never for the operator’s marketing.',
    verified: 'G',
  },
  'P-6.13': {
    kind: 'permission',
    sv: 'Var jobbet görs och vad det kostar får sparas.',
    en: 'Where the work is done and what it costs may be kept.',
    verified: 'C',
    planned: 'canary',
  },
  'P-6.14': {
    kind: 'permission',
    sv: 'Om Slutkunden noteras bara det tekniska som visar leverans och underskrift, vad den än samtyckt till annars.',
    en: 'Of a Slutkund only the technical data that prove delivery and signing are noted, whatever was consented elsewhere.',
    verified: 'B',
  },
  'P-7.1': {
    kind: 'permission',
    sv: 'Slutkunden får säga vad den tyckte om signeringen och underlaget, frivilligt.',
    en: 'A Slutkund may say what they thought of the signing and the document, voluntarily.',
    verified: 'B',
  },
  'P-7.2': {
    kind: 'fact',
    sv: 'Omdömet går till Kunden; operatören får bara ett betyg som inte leder till någon.',
    en: 'The feedback goes to the Kund; the operator gets only a score that leads to nobody.',
    verified: 'D',
  },
  'P-7.3': {
    kind: 'fact',
    sv: 'Ändamålen för Slutkundens uppgifter bestäms av Kunden; operatörens egna kan inte läggas till.',
    en: 'The purposes for a Slutkund’s data are the Kund’s; the operator’s own cannot be added.',
    verified: 'S',
  },
})
