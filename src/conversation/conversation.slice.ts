import { AnswerInput, Done } from '../documents/contract.ts'
import { endpoint } from '../platform/http/endpoint.ts'
import { slice } from '../platform/slice.ts'
import { conversationMessages } from './conversation.messages.ts'
import { conversationTables } from './conversation.tables.ts'
import { answer } from './questions.ts'

export const conversationSlice = slice({
  name: 'conversation',
  tables: conversationTables,
  endpoints: [
    endpoint({
      post: '/api/app/documents/:id/questions/:questionId/answer',
      permission: 'documents.send',
      does: 'Answers a question; the asker is told.',
      input: AnswerInput,
      output: Done,
      handle: async ({ services, tx, actor, input }) => {
        await answer(services, tx, actor, {
          documentId: input.id,
          questionId: input.questionId,
          answer: input.answer,
        })
        return { done: true as const }
      },
    }),
  ],
  messages: conversationMessages,
})
