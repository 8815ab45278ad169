import { messages } from '../../kernel/messages.ts'

export const mergingMessages = messages({
  'merge-itself': {
    sv: 'En kund kan inte slås ihop med sig själv.',
    en: 'A client cannot be merged with itself.',
  },
  'merge-kinds-differ': {
    sv: 'Den ena är privatperson och den andra företag eller förening. Ändra slaget på den som är fel först, eller låt dem vara två.',
    en: 'One is a private person and the other a company or association. Change the kind of the one that is wrong first, or let them be two.',
  },
  'merge-numbers-differ': {
    sv: 'Kunderna har olika organisationsnummer och är alltså två. Rätta numret först om det ena är fel.',
    en: 'The clients have different company numbers and so are two. Correct the number first if one is wrong.',
  },
  'merge-people-differ': {
    sv: (f: { name: string }) =>
      `${f.name} har olika personnummer hos de två och är alltså två personer. Ta bort bocken för personen, eller rätta numret först.`,
    en: (f: { name: string }) =>
      `${f.name} has different personal numbers at the two and so is two people. Untick the person, or correct the number first.`,
  },
  'merge-being-erased': {
    sv: 'Uppgifterna om en av dem håller på att raderas. Vänta tills det är klart.',
    en: 'The data of one of them are being erased. Wait until that is done.',
  },
})
