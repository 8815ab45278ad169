import { messages } from '../../kernel/messages.ts'

type F = { name: string }

export const signingWords = messages({
  roleOf: { sv: (f: F) => `Vad ${f.name} ska göra`, en: (f: F) => `What ${f.name} is to do` },
  'role-signer': { sv: 'ska skriva under', en: 'is to sign' },
  'role-approver': { sv: 'godkänner först', en: 'approves first' },
  'role-viewer': { sv: 'får läsa', en: 'may read' },
  'role-copy': { sv: 'får läsa, och en kopia', en: 'may read, and gets a copy' },
  earlier: { sv: (f: F) => `Flytta ${f.name} uppåt`, en: (f: F) => `Move ${f.name} up` },
  howMany: { sv: 'Hur många behöver skriva under?', en: 'How many need to sign?' },
  'signing-one': { sv: 'Det räcker med en av dem', en: 'One of them is enough' },
  'signing-all': { sv: 'Alla, i vilken ordning som helst', en: 'All, in any order' },
  'signing-ordered': { sv: 'Alla, en i taget uppifrån', en: 'All, one at a time from the top' },
  companySigns: { sv: 'Vi skriver också under, sist', en: 'We sign too, last' },
  companySignsHelp: {
    sv: 'Avtalet gäller när ni också har skrivit under med BankID.',
    en: 'The agreement applies when you too have signed with BankID.',
  },
  'means-one': {
    sv: 'Avtalet gäller när den första har skrivit under. Övriga står som att de inte har gjort det.',
    en: 'The agreement applies when the first has signed. The others are shown as not having signed.',
  },
  'means-all': {
    sv: 'Avtalet gäller när alla har skrivit under. Tackar en nej är det slut för alla.',
    en: 'The agreement applies when everybody has signed. If one declines it is over for all.',
  },
  'means-ordered': {
    sv: 'Nästa får sin länk när den före har skrivit under. Tackar en nej är det slut för alla.',
    en: 'The next gets their link when the one before has signed. If one declines it is over for all.',
  },
})
