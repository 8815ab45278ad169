// "Får jag börja?" in words: the answer, and the rule behind it (texts-sv §4.6).
import type { StartCode } from './start.ts'

type Words = { answer: string; rule: (day: string, sum: string) => string }

const sv: Record<StartCode, Words> = {
  'start.ordered': { answer: 'Ja.', rule: day => `Kunden beställde ${day}.` },
  'start.wait-withdrawal': {
    answer: 'Vänta.',
    rule: day =>
      `Kunden har ångerrätt till och med ${day} och har inte bett om tidig start. Börjar du ändå kan du bli utan betalning om kunden ångrar sig.`,
  },
  'start.early-ok': {
    answer: 'Ja, på kundens begäran.',
    rule: () => 'Ångrar sig kunden får du betalt för det som är gjort, om priset är skäligt.',
  },
  'start.not-noticed': {
    answer: 'Nej.',
    rule: () => 'Underrätta kunden först, skriftligt. Dagbok och möten räcker inte.',
  },
  'start.asked': {
    answer: 'Nej, inte än.',
    rule: () => 'Du ska fråga och vänta på svaret en rimlig tid. Pröva även att ringa, och anteckna att du försökte.',
  },
  'start.small': {
    answer: 'Ja, men bara detta.',
    rule: () =>
      'Kunden går inte att nå, och priset är obetydligt eller lågt mot avtalet. Meddela kunden direkt efteråt.',
  },
  'start.wish': {
    answer: 'Ja, om skälen håller.',
    rule: () => 'Det ska finnas särskilda skäl att tro att kunden vill ha det gjort nu. Du har skrivit ner dem.',
  },
  'start.danger': {
    answer: 'Ja, du måste.',
    rule: () => 'Arbete som inte kan vänta utan fara för allvarlig skada ska göras. Underrätta kunden genast.',
  },
  'start.rescinded': { answer: 'Nej.', rule: () => 'Kunden har ångrat sig i tid. Stoppa det som har börjat.' },
  'start.refused': { answer: 'Nej.', rule: day => `Kunden tackade nej ${day}.` },
  'start.disputed': {
    answer: 'Vänta.',
    rule: () =>
      'Kunden har svarat men inte beställt. Kom överens först, eller gör det med kundens besked om att ni är oense skrivet.',
  },
  'start.order-in-writing': {
    answer: 'Nej.',
    rule: () =>
      'En ÄTA som kunden vill ha ska vara skriftligt beställd innan du börjar, annars riskerar du ersättningen. Skicka den för underskrift.',
  },
  'start.low-value': {
    answer: 'Ja.',
    rule: (_, sum) =>
      `Du har underrättat, och värdet är under ${sum} (halva prisbasbeloppet). Redovisa kostnaden löpande.`,
  },
  'start.wait-for-view': {
    answer: 'Vänta.',
    rule: (_, sum) =>
      sum
        ? `Värdet är ${sum} (halva prisbasbeloppet) eller mer. Begär beställarens besked och vänta på det.`
        : 'Begär beställarens besked och vänta på det.',
  },
  'start.unknown': { answer: 'Vi kan inte svara.', rule: () => 'Ange vilka villkor som gäller för avtalet.' },
}
const en: Record<StartCode, Words> = {
  'start.ordered': { answer: 'Yes.', rule: day => `The client ordered on ${day}.` },
  'start.wait-withdrawal': {
    answer: 'Wait.',
    rule: day =>
      `The client may withdraw until ${day} and has not asked for an early start. If you start anyway you may go unpaid if the client withdraws.`,
  },
  'start.early-ok': {
    answer: 'Yes, at the client’s request.',
    rule: () => 'If the client withdraws you are paid for what is done, if the price is reasonable.',
  },
  'start.not-noticed': {
    answer: 'No.',
    rule: () => 'Give the client written notice first. A site diary and meetings are not enough.',
  },
  'start.asked': {
    answer: 'No, not yet.',
    rule: () => 'Ask, and wait a reasonable time for the answer. Try the phone too, and write down that you did.',
  },
  'start.small': {
    answer: 'Yes, but only this.',
    rule: () =>
      'The client cannot be reached, and the price is insignificant or low against the agreement. Tell the client right after.',
  },
  'start.wish': {
    answer: 'Yes, if the reasons hold.',
    rule: () => 'There must be special reasons to believe the client wants it done now. You have written them down.',
  },
  'start.danger': {
    answer: 'Yes, you must.',
    rule: () => 'Work that cannot wait without danger of serious damage must be done. Tell the client at once.',
  },
  'start.rescinded': { answer: 'No.', rule: () => 'The client has withdrawn in time. Stop what has begun.' },
  'start.refused': { answer: 'No.', rule: day => `The client refused on ${day}.` },
  'start.disputed': {
    answer: 'Wait.',
    rule: () =>
      'The client has answered but not ordered. Agree first, or have it in writing from the client that you disagree.',
  },
  'start.order-in-writing': {
    answer: 'No.',
    rule: () =>
      'A change the client wants must be ordered in writing before you start, or you risk your payment. Send it to be signed.',
  },
  'start.low-value': {
    answer: 'Yes.',
    rule: (_, sum) =>
      `You have given notice, and the value is below ${sum} (half the price base amount). Report the cost as you go.`,
  },
  'start.wait-for-view': {
    answer: 'Wait.',
    rule: (_, sum) =>
      sum
        ? `The value is ${sum} (half the price base amount) or more. Ask for the client’s view and wait for it.`
        : 'Ask for the client’s view and wait for it.',
  },
  'start.unknown': { answer: 'We cannot tell.', rule: () => 'State which terms apply to the agreement.' },
}
export const startWords = { sv, en }
