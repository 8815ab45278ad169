import { messages } from '../kernel/messages.ts'

export const conversationMessages = messages({
  'question-answered': { sv: 'Frågan är redan besvarad.', en: 'The question has already been answered.' },
})
