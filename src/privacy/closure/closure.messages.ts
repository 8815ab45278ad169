import { messages } from '../../kernel/messages.ts'

export const closureMessages = messages({
  'company-closed': {
    sv: 'Företaget är avslutat: det går att läsa och hämta, men inget kan ändras. Allt om det står under Inställningar, Export och avslut.',
    en: 'The company is closed: it can be read and fetched, but nothing can be changed. All about it stands under Settings, Export and closing.',
  },
  'closure-name': {
    sv: (f: { name: string }) => `Skriv företagets namn så som det står här: ${f.name}.`,
    en: (f: { name: string }) => `Write the company’s name as it stands here: ${f.name}.`,
  },
  'closure-begun': {
    sv: 'Företaget avslutas redan.',
    en: 'The company is already closing.',
  },
  'closure-too-late': {
    sv: 'Det finns inget avslut att ångra. De fjorton dagarna för det kan ha gått ut; skapa annars ett nytt företag och läs in exporten.',
    en: 'There is no closing to take back. The fourteen days for it may be over; you can make a new company and have the export taken in.',
  },
})
