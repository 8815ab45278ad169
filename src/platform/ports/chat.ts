// Where the operator's staff answers chats, when that is somewhere else than here: the words, and an address where one was given. No file, no name,
// nothing that was not written in the chat.
import { port } from './port.ts'

export type ChatMessage = {
  /** Ours, of the case: whoever wrote is known there by it. */
  caseId: string
  email: string | null
  text: string
}
export type ChatPort = {
  /** The answer is what whoever wrote is called there. */
  relay(message: ChatMessage): Promise<{ reference: string }>
}
export const supportChat = port<ChatPort>('chat', {
  processor: 'chat',
  discloses: ['support_message.body', 'support_case.reply_to'],
})
