import { messages } from '../kernel/messages.ts'

export const accountMessages = messages({
  'password-short': {
    sv: (f: { least: string }) => `Minst ${f.least} tecken. En mening du minns är bäst.`,
    en: (f: { least: string }) => `At least ${f.least} characters. A sentence you remember is best.`,
  },
  'password-long': { sv: 'Högst 200 tecken.', en: 'At most 200 characters.' },
  'password-obvious': {
    sv: 'Det lösenordet är bland de första någon gissar. Lägg till några ord.',
    en: 'That password is among the first anyone would guess. Add a few words.',
  },
  'sign-in-wrong': {
    sv: 'E-postadressen och lösenordet hör inte ihop. Kontrollera båda.',
    en: 'The address and the password do not belong together. Check both.',
  },
  'account-resting': {
    sv: (f: { minutes: number }) =>
      `För många fel lösenord. Kontot vilar i ${f.minutes} ${f.minutes === 1 ? 'minut' : 'minuter'}. Du kan välja ett nytt lösenord under tiden.`,
    en: (f: { minutes: number }) =>
      `Too many wrong passwords. The account rests for ${f.minutes} ${f.minutes === 1 ? 'minute' : 'minutes'}. You can choose a new password meanwhile.`,
  },
  'account-unconfirmed': {
    sv: 'Bekräfta din e-postadress först. Vi har just mejlat dig en ny länk.',
    en: 'Confirm your e-mail address first. We have just mailed you a new link.',
  },
  'account-link-ended': {
    sv: 'Länken är använd eller för gammal. Be om en ny.',
    en: 'The link has been used or is too old. Ask for a new one.',
  },
  'account-without-company': {
    sv: 'Kontot hör inte till något företag längre.',
    en: 'The account no longer belongs to a company.',
  },
  'member-already': {
    sv: 'Personen är redan med i företaget.',
    en: 'That person is already in the company.',
  },
  'member-elsewhere': {
    sv: 'Ditt konto hör redan till ett företag. Be om en inbjudan till en annan adress.',
    en: 'Your account already belongs to a company. Ask to be invited by another address.',
  },
  'api-key-unknown': {
    sv: 'Nyckeln finns inte, eller är redan avslutad.',
    en: 'There is no such key, or it has already been ended.',
  },
  'member-last-owner': {
    sv: 'Företaget behöver minst en ägare. Gör någon annan till ägare först.',
    en: 'The company needs at least one owner. Make somebody else an owner first.',
  },
  'member-owners-only': {
    sv: 'Bara en ägare kan göra någon till ägare, och ändra eller ta bort en ägare. Be en ägare göra det.',
    en: 'Only an owner can make somebody an owner, or change or remove one. Ask an owner to do it.',
  },
  'member-has-joined': {
    sv: 'Personen har redan tackat ja och är med i företaget. Ta bort medlemmen i stället.',
    en: 'That person has already accepted and is in the company. Remove the member instead.',
  },
  'hand-over-to-oneself': {
    sv: 'Du äger redan företaget. Välj den som ska ta över.',
    en: 'You own the company already. Choose who takes over.',
  },
  'hand-over-to-nobody': {
    sv: 'Den som är inbjuden måste komma in först. Lämna sedan över.',
    en: 'Whoever is invited must come in first. Then hand over.',
  },
  'company-name-missing': { sv: 'Skriv företagets namn.', en: 'Write the company’s name.' },
})

type Fields = { company: string }
type AccountMailText = {
  subject: string
  header: string
  body: (f: Fields) => readonly string[]
  button: string
  after: readonly string[]
}
const ignore = {
  sv: 'Var det inte du? Då behöver du inte göra något.',
  en: 'Was it not you? Then you need not do anything.',
}

/** Mails about the account. The link opens a page with a button: a scanner that fetches links confirms nothing. */
export const accountMails = {
  confirm: {
    sv: {
      subject: 'Bekräfta din e-postadress',
      header: 'Välkommen till Cling',
      body: f => [`Bekräfta adressen, så är ${f.company} igång.`],
      button: 'Bekräfta adressen',
      after: ['Länken gäller i tre dygn.', ignore.sv],
    },
    en: {
      subject: 'Confirm your e-mail address',
      header: 'Welcome to Cling',
      body: f => [`Confirm the address and ${f.company} is up and running.`],
      button: 'Confirm the address',
      after: ['The link works for three days.', ignore.en],
    },
  },
  reset: {
    sv: {
      subject: 'Välj ett nytt lösenord',
      header: 'Nytt lösenord i Cling',
      body: () => ['Någon, förmodligen du, bad om att få välja ett nytt lösenord.'],
      button: 'Välj nytt lösenord',
      after: ['Länken gäller i en timme och kan användas en gång.', ignore.sv],
    },
    en: {
      subject: 'Choose a new password',
      header: 'New password in Cling',
      body: () => ['Somebody, probably you, asked to choose a new password.'],
      button: 'Choose a new password',
      after: ['The link works for one hour, once.', ignore.en],
    },
  },
  already: {
    sv: {
      subject: 'Du har redan ett konto',
      header: 'Ett konto finns redan i Cling',
      body: f => [
        `Någon, förmodligen du, ville skapa ett konto med den här adressen. Det finns redan ett, för ${f.company}. Logga in med det, eller välj ett nytt lösenord.`,
      ],
      button: 'Välj nytt lösenord',
      after: ['Länken gäller i en timme.', ignore.sv],
    },
    en: {
      subject: 'You already have an account',
      header: 'There is already an account in Cling',
      body: f => [
        `Somebody, probably you, wanted to make an account with this address. There is one already, for ${f.company}. Sign in with it, or choose a new password.`,
      ],
      button: 'Choose a new password',
      after: ['The link works for one hour.', ignore.en],
    },
  },
  invite: {
    sv: {
      subject: 'Du är inbjuden till Cling',
      header: 'En inbjudan till Cling',
      body: f => [`${f.company} har bjudit in dig att skriva offerter tillsammans. Välj ett lösenord, så är du med.`],
      button: 'Gå med',
      after: ['Länken gäller i sju dygn.', ignore.sv],
    },
    en: {
      subject: 'You are invited to Cling',
      header: 'An invitation to Cling',
      body: f => [`${f.company} has invited you to write quotes together. Choose a password and you are in.`],
      button: 'Join',
      after: ['The link works for seven days.', ignore.en],
    },
  },
  'invite-known': {
    sv: {
      subject: 'Du är inbjuden till Cling',
      header: 'En inbjudan till Cling',
      body: f => [
        `${f.company} har bjudit in dig att skriva offerter tillsammans. Din adress har redan ett konto i Cling, och ett konto hör till ett företag. Vill du vara med, be ${f.company} bjuda in en annan av dina adresser.`,
        `${f.company} får inte veta att du har ett konto.`,
      ],
      button: 'Logga in',
      after: [],
    },
    en: {
      subject: 'You are invited to Cling',
      header: 'An invitation to Cling',
      body: f => [
        `${f.company} has invited you to write quotes together. Your address already has an account in Cling, and an account belongs to one company. If you want to join, ask ${f.company} to invite another of your addresses.`,
        `${f.company} is not told that you have an account.`,
      ],
      button: 'Sign in',
      after: [],
    },
  },
} as const satisfies Record<string, { sv: AccountMailText; en: AccountMailText }>
