import { messages } from '../kernel/messages.ts'

export const clientMessages = messages({
  'personal-number-needless': {
    sv: 'Personnummer behövs bara för privatpersoner med ROT eller RUT. Ta bort det.',
    en: 'A personal number is needed only for private persons with ROT or RUT. Remove it.',
  },
  'personal-number-twice': {
    sv: 'Personnumret står redan på en annan person här. Varje person anges en gång.',
    en: 'Another person here already has that number. Name each person once.',
  },
})
