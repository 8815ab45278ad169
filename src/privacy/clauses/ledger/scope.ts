// P-0 to P-3: who, which words, and what accepting the policy means.
import { part } from '../clause.ts'

export const scope = part({
  'P-0.1': {
    kind: 'duty',
    sv: 'Policyn säger tydligt hur uppgifter samlas in, hanteras och delas.',
    en: 'The policy says plainly how data are collected, handled and shared.',
    verified: 'SBH',
  },
  'P-0.2': {
    kind: 'duty',
    sv: 'Den som använder tjänsten förstår där den är varför en uppgift behövs.',
    en: 'Whoever uses the service understands, where they are, why a value is needed.',
    verified: 'UB',
  },
  'P-1.1': {
    kind: 'fact',
    sv: 'Policyn gäller alla tjänster och webbplatser som operatören driver.',
    en: 'The policy covers every service and website the operator runs.',
    verified: 'US',
  },
  'P-1.2': {
    kind: 'definition',
    sv: 'Med ”Tjänster” menas alla tjänsterna tillsammans, och samma ord används överallt.',
    en: '“Services” means all of them together, and the same word is used everywhere.',
    verified: 'S',
  },
  'P-1.3': {
    kind: 'fact',
    sv: 'Operatören är personuppgiftsansvarig för det den själv bestämmer över.',
    en: 'The operator is controller of what it decides itself.',
    verified: 'SU',
  },
  'P-1.4': {
    kind: 'duty',
    sv: 'Operatören svarar för att policyn och lagen följs, och kan visa det.',
    en: 'The operator answers for the policy and the law being followed, and can show it.',
    verified: 'SH',
  },
  'P-2.1': {
    kind: 'definition',
    sv: 'En Kund är den som är registrerad användare: bolag, enskild firma eller privatperson.',
    en: 'A Kund is whoever is registered: a company, a sole trader or a private person.',
    verified: 'D',
    planned: 'company-profile',
  },
  'P-2.2': {
    kind: 'definition',
    sv: 'En Slutkund är mottagare hos en Kund; samma människa hos två Kunder är två poster som inte kan kopplas ihop.',
    en: 'A Slutkund is a recipient of one Kund; the same human at two Kunder is two records that cannot be joined.',
    verified: 'D',
  },
  'P-2.3': {
    kind: 'definition',
    sv: 'Serviceavtalet är det avtal som Kunden tecknar, och det går att läsa i sin helhet.',
    en: 'The Serviceavtal is what the Kund signs, and it can be read in full.',
    verified: 'B',
  },
  'P-2.4': {
    kind: 'definition',
    sv: 'Underlag är offert, avtal, ÄTA, faktura och annat som säger vad Kunden vill göra åt Slutkunden.',
    en: 'Underlag are quotes, agreements, change orders, invoices and what else says what the Kund proposes to do.',
    verified: 'S',
  },
  'P-2.5': {
    kind: 'definition',
    sv: 'Webbsidan är de publika sidorna under operatörens adress.',
    en: 'The website is the public pages under the operator’s address.',
    verified: 'S',
  },
  'P-2.6': {
    kind: 'definition',
    sv: 'Kontot är Kundens inloggning, och därifrån används tjänsten.',
    en: 'The account is how the Kund signs in, and the service is used from there.',
    verified: 'A',
  },
  'P-2.7': {
    kind: 'definition',
    sv: 'Den som besöker sidorna är besökare, och besök knyts till en person bara där datakartan säger det.',
    en: 'Whoever visits the pages is a visitor, and visits lead to a person only where the data map says so.',
    verified: 'D',
  },
  'P-2.8': {
    kind: 'definition',
    sv: 'Personuppgift är allt som kan peka ut en levande människa; varje lagrat fält säger om det är en.',
    en: 'Personal data are whatever can point out a living human; every stored field says whether it is.',
    verified: 'S',
    planned: 'data-map',
  },
  'P-3.1': {
    kind: 'fact',
    sv: 'Vad som samlas in och varför beror på om du är Kund, Slutkund eller besökare.',
    en: 'What is collected and why depends on whether you are Kund, Slutkund or visitor.',
    verified: 'U',
  },
  'P-3.2': {
    kind: 'fact',
    sv: 'Att ha tagit del av policyn antecknas som just det, aldrig som samtycke.',
    en: 'Having read the policy is noted as that, never as a consent.',
    verified: 'DA',
  },
  'P-3.3': {
    kind: 'duty',
    sv: 'Uppgifter delas bara med de leverantörer som står i bilaga 1.',
    en: 'Data are shared only with the suppliers listed in annex 1.',
    verified: 'GS',
  },
})
