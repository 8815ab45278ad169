// The app's words in the member's language. A message's fields are checked by type where it is said.
import { createContext, useContext, useMemo } from 'react'
import { kernelMessages } from '../kernel/kernel.messages.ts'
import { type Fields, type Message, say } from '../kernel/messages.ts'

export type Language = 'sv' | 'en'
type FieldsOf<M> = M extends { sv: (fields: infer F) => string } ? [fields: F] : []
export type Say = <M extends Message<never>>(message: M, ...fields: FieldsOf<M>) => string

const LanguageContext = createContext<Language>('sv')
export const LanguageProvider = LanguageContext.Provider
export const useLanguage = () => useContext(LanguageContext)

export const sayer =
  (language: Language): Say =>
  (message, ...fields) =>
    say(message, language, (fields as readonly unknown[])[0] as Fields | undefined)

export function useSay(): Say {
  const language = useLanguage()
  return useMemo(() => sayer(language), [language])
}

/** The sentence for a figure or number that cannot be read. */
export const refusalWords = (
  refused: { code: keyof typeof kernelMessages; facts?: Record<string, string> },
  language: Language,
): string => say(kernelMessages[refused.code], language, refused.facts)
