// Words of the agreement's pages and of the mails about what is processed for a company.
import type { StopReason } from '../../instructions/choices.ts'

export const agreementWords = {
  sv: {
    title: 'Personuppgiftsbiträdesavtal',
    short:
      'Kort: Företaget bestämmer varför uppgifterna om dess kunder används. Vi gör bara det som står i instruktionen, skyddar uppgifterna, anlitar ingen ny leverantör utan att företaget fått veta det, hjälper till att svara kunderna och raderar när avtalet är slut.',
    version: (n: number, day: string) => `Version ${n}, gäller från ${day}`,
    older: 'En nyare version gäller nu.',
    newest: 'Läs den',
    check: 'Kontrollkod (SHA-256) för avtal och bilagor',
    answers: 'GDPR',
    A: 'Bilaga A – Instruktioner',
    B: 'Bilaga B – Uppgifter och personer',
    C: 'Bilaga C – Säkerhetsåtgärder',
    D: 'Bilaga D – Underbiträden',
    E: 'Bilaga E – Överföringar utanför EES',
    F: 'Bilaga F – Lagringstider',
    G: 'Bilaga G – Kunden',
    gText:
      'Företaget, den som godkände avtalet, när, och företagets val i instruktionerna står i tjänsten under Inställningar, Personuppgifter.',
    number: 'Nr',
    instruction: 'Instruktion',
    persons: 'Vems',
    kind: 'Slag',
    values: 'Uppgifter',
    purpose: 'Ändamål',
    name: 'Namn',
    task: 'Gör',
    country: 'Bolagets land',
    place: 'Plats',
    kept: 'Tid',
    none: 'Inga.',
    notSaid: 'inte angett',
  },
  en: {
    title: 'Data processing agreement',
    short:
      'In short: the company decides why the data about its clients are used. We do only what the instruction says, protect the data, engage no new supplier without telling the company, help to answer the clients and erase when the agreement ends.',
    version: (n: number, day: string) => `Version ${n}, in force from ${day}`,
    older: 'A newer version holds now.',
    newest: 'Read it',
    check: 'Check code (SHA-256) of agreement and annexes',
    answers: 'GDPR',
    A: 'Annex A – Instructions',
    B: 'Annex B – Data and people',
    C: 'Annex C – Security measures',
    D: 'Annex D – Sub-processors',
    E: 'Annex E – Transfers outside the EEA',
    F: 'Annex F – Periods of storage',
    G: 'Annex G – The Customer',
    gText:
      'The company, who accepted the agreement, when, and the company’s choices in the instructions stand in the service under Settings, Personal data.',
    number: 'No.',
    instruction: 'Instruction',
    persons: 'Whose',
    kind: 'Kind',
    values: 'Data',
    purpose: 'Purpose',
    name: 'Name',
    task: 'Does',
    country: 'Country of the company',
    place: 'Place',
    kept: 'Period',
    none: 'None.',
    notSaid: 'not said',
  },
} as const

/** Why an instruction is not followed, said to the company. */
export const stopWords: Readonly<Record<StopReason, { sv: string; en: string }>> = {
  'longer-than-claims': {
    sv: 'Fordringar preskriberas efter tio år (preskriptionslagen 2 §). Att spara underskrifter längre saknar ändamål och strider enligt vår bedömning mot artikel 5.1 e i GDPR. Det som gällde förut gäller fortfarande. Välj högst tio år.',
    en: 'Claims lapse after ten years (preskriptionslagen, section 2). Keeping signatures longer serves no purpose and in our view breaks article 5.1 e of the GDPR. What held before still holds. Choose ten years at most.',
  },
  'measuring-needs-consent': {
    sv: 'Att mäta om ett mejl öppnas läser från mottagarens enhet och kräver mottagarens eget samtycke (lagen om elektronisk kommunikation 9 kap. 28 §), som ett företag inte kan ge åt sina kunder. Inget mäts. Du ser ändå när kunden öppnar offerten.',
    en: 'Measuring whether a mail is opened reads from the recipient’s device and takes the recipient’s own consent (the Electronic Communications Act, chapter 9, section 28), which a company cannot give for its clients. Nothing is measured. You still see when the client opens the quote.',
  },
}
