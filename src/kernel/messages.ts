// Texts for people. Swedish is the source; English must exist for every key and take the same fields, by type.

export type Fields = Record<string, string | number | boolean | null>
type Text<F extends Fields> = string | ((fields: F) => string)

export type Message<F extends Fields = Fields> = { sv: Text<F>; en: Text<F> }

/** A slice's catalogue. Keys are `slice.what`; a Problem's code is looked up here too. */
export function messages<const M extends Record<string, Message<never>>>(catalogue: M): M {
  return catalogue
}

/** The text of a message in a language. A missing field is a bug and throws. */
export function say(message: Message<never>, language: 'sv' | 'en', fields: Fields = {}): string {
  const text = message[language] as Text<Fields>
  return typeof text === 'string' ? text : text(fields)
}
