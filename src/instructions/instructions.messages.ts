import { messages } from '../kernel/messages.ts'

export const instructionMessages = messages({
  'processing-agreement-first': {
    sv: 'Innan den första kunden läggs in behöver en ägare godkänna personuppgiftsbiträdesavtalet, under Inställningar, Personuppgifter.',
    en: 'Before the first client is entered an owner needs to accept the data processing agreement, under Settings, Personal data.',
  },
  'instruction-none': {
    sv: 'Det hör inte till det företaget har instruerat, och görs därför inte.',
    en: 'It is not among what the company has instructed, so it is not done.',
  },
  'instruction-channel-off': {
    sv: 'Företagets instruktion säger att kunder inte ska få sms. Skicka med mejl, eller låt en ägare ändra under Inställningar, Personuppgifter.',
    en: 'The company’s instruction says that clients get no text messages. Send by mail, or let an owner change it under Settings, Personal data.',
  },
  'instruction-no-tax-reduction': {
    sv: 'Företagets instruktion säger nej till ROT, RUT och grön teknik. Ta bort avdraget och personnumren, eller låt en ägare ändra under Inställningar, Personuppgifter.',
    en: 'The company’s instruction says no to tax reductions. Remove the deduction and the personal numbers, or let an owner change it under Settings, Personal data.',
  },
  'instruction-no-codes': {
    sv: 'Företaget tar bara emot underskrift med BankID. Skriv under med BankID i stället.',
    en: 'The company accepts signatures with BankID only. Sign with BankID instead.',
  },
  'instruction-no-sms-code': {
    sv: 'Företaget skickar inga sms. Skriv under med BankID eller en kod i mejl i stället.',
    en: 'The company sends no text messages. Sign with BankID or a code by mail instead.',
  },
  'processor-objected': {
    sv: (f: { name: string }) =>
      `Företaget har invänt mot ${f.name}, så inget skickas den vägen. En ägare kan ta tillbaka invändningen under Inställningar, Personuppgifter.`,
    en: (f: { name: string }) =>
      `The company has objected to ${f.name}, so nothing goes that way. An owner can withdraw the objection under Settings, Personal data.`,
  },
  'processor-too-early': {
    sv: (f: { name: string }) =>
      `${f.name} är en ny underleverantör och får användas först 30 dagar efter att företaget fått veta det.`,
    en: (f: { name: string }) =>
      `${f.name} is a new sub-processor and may be used only 30 days after the company was told.`,
  },
})
