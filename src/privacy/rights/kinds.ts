// What can be asked for, by article of the GDPR, with how well we must know who asks. Never more is asked than we hold.

export const caseKinds = {
  extract: { article: '15', level: 1, sv: 'Registerutdrag', en: 'Extract' },
  rectification: { article: '16', level: 1, sv: 'Rättelse', en: 'Correction' },
  erasure: { article: '17', level: 1, sv: 'Radering', en: 'Erasure' },
  restriction: { article: '18', level: 1, sv: 'Begränsning', en: 'Restriction' },
  portability: { article: '20', level: 1, sv: 'Flytta uppgifter', en: 'Data to take along' },
  objection: { article: '21.1', level: 1, sv: 'Invändning', en: 'Objection' },
  withdrawal: { article: '7.3', level: 0, sv: 'Ta tillbaka samtycke', en: 'Withdrawal of consent' },
  'opt-out': { article: '21.2', level: 0, sv: 'Stoppa reklam', en: 'Stop advertising' },
} as const satisfies Record<string, { article: string; level: 0 | 1 | 2 | 3; sv: string; en: string }>
export type CaseKind = keyof typeof caseKinds
export const isCaseKind = (text: string): text is CaseKind => Object.hasOwn(caseKinds, text)

/** Swedish words in addresses. */
export const caseWords: Readonly<Record<CaseKind, string>> = {
  extract: 'utdrag',
  rectification: 'ratta',
  erasure: 'radera',
  restriction: 'begransa',
  portability: 'flytta',
  objection: 'invanda',
  withdrawal: 'samtycke',
  'opt-out': 'reklam',
}
export const kindOfWord = (word: string) =>
  (Object.keys(caseWords) as CaseKind[]).find(kind => caseWords[kind] === word) ?? null
