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
  'second-step-first': {
    sv: 'Företaget kräver två steg när du loggar in. Lägg till en passkey eller en kodapp under Inställningar › Inloggning, så är du inne.',
    en: 'The company asks for two steps when you sign in. Add a passkey or an authenticator app under Settings › Sign-in and you are in.',
  },
  'second-step-use-yours': {
    sv: 'Du har redan ett andra steg. Logga ut och logga in med din passkey eller kod.',
    en: 'You have a second step already. Sign out, and sign in with your passkey or code.',
  },
  'second-step-own-first': {
    sv: 'Lägg till en passkey eller en kodapp för dig själv först, och logga in med den. Annars stänger du ute dig själv.',
    en: 'Add a passkey or an authenticator app for yourself first, and sign in with it. Otherwise you shut yourself out.',
  },
  'second-step-own': {
    sv: 'Ditt eget andra steg ändrar du under Inställningar › Inloggning.',
    en: 'You change your own second step under Settings › Sign-in.',
  },
  'second-step-needed': {
    sv: 'Företaget kräver två steg. Lägg till ett annat sätt innan du tar bort det sista.',
    en: 'The company asks for two steps. Add another way before you remove the last one.',
  },
  'prove-first': {
    sv: 'Det var ett tag sedan du loggade in. Visa att det är du och försök igen.',
    en: 'It was a while since you signed in. Show that it is you and try again.',
  },
  'password-wrong': { sv: 'Lösenordet stämmer inte.', en: 'The password is wrong.' },
  'app-code-wrong': {
    sv: 'Koden stämmer inte. Vänta på nästa kod i appen och skriv den. En kod kan bara användas en gång.',
    en: 'The code is wrong. Wait for the next code in the app and type that. A code can be used only once.',
  },
  'code-resting': {
    sv: (f: { minutes: number }) =>
      `För många fel koder. Försök igen om ${f.minutes} ${f.minutes === 1 ? 'minut' : 'minuter'}.`,
    en: (f: { minutes: number }) =>
      `Too many wrong codes. Try again in ${f.minutes} ${f.minutes === 1 ? 'minute' : 'minutes'}.`,
  },
  'app-begin-again': {
    sv: 'Nyckeln gäller inte längre. Börja om och läs in den nya.',
    en: 'The key no longer works. Begin again and scan the new one.',
  },
  'passkey-too-late': {
    sv: 'Det tog för lång tid. Försök igen.',
    en: 'That took too long. Try again.',
  },
  'passkey-unknown': {
    sv: 'Den passkeyn hör inte till något konto här. Logga in med lösenord, eller välj en annan passkey.',
    en: 'That passkey belongs to no account here. Sign in with your password, or choose another passkey.',
  },
  'passkey-refused': {
    sv: 'Svaret från din enhet gick inte att lita på. Försök igen, eller logga in med lösenord.',
    en: 'The answer of your device could not be trusted. Try again, or sign in with your password.',
  },
  'passkey-known': {
    sv: 'Den passkeyn finns redan på ett konto.',
    en: 'That passkey is already on an account.',
  },
  'passkeys-enough': {
    sv: (f: { most: number }) => `Högst ${f.most} passkeys. Ta bort en du inte använder först.`,
    en: (f: { most: number }) => `At most ${f.most} passkeys. Remove one you do not use first.`,
  },
  'company-name-missing': { sv: 'Skriv företagets namn.', en: 'Write the company’s name.' },
})

type Fields = { company: string; device: string; at: string }
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
  'new-device': {
    sv: {
      subject: 'Ny inloggning i Cling',
      header: 'En ny inloggning',
      body: f => [
        `Ditt konto öppnades ${f.at} i ${f.device}, på ett ställe där vi inte har sett dig förut.`,
        'Var det du behöver du inte göra något. Var det inte du: välj ett nytt lösenord genast. Då loggas alla andra ut.',
      ],
      button: 'Välj nytt lösenord',
      after: ['Under Inställningar › Inloggning ser du var du är inloggad.'],
    },
    en: {
      subject: 'A new sign-in to Cling',
      header: 'A new sign-in',
      body: f => [
        `Your account was opened ${f.at} in ${f.device}, somewhere we have not seen you before.`,
        'If it was you, you need not do anything. If it was not: choose a new password at once. That signs everybody else out.',
      ],
      button: 'Choose a new password',
      after: ['Under Settings › Sign-in you see where you are signed in.'],
    },
  },
  'sign-in-changed': {
    sv: {
      subject: 'Din inloggning i Cling är ändrad',
      header: 'Din inloggning är ändrad',
      body: () => [
        'Lösenordet, en passkey, kodappen eller reservkoderna på ditt konto ändrades nyss.',
        'Var det du behöver du inte göra något. Var det inte du: välj ett nytt lösenord genast. Då loggas alla andra ut.',
      ],
      button: 'Välj nytt lösenord',
      after: ['Under Inställningar › Inloggning ser du vad som gäller nu.'],
    },
    en: {
      subject: 'Your sign-in to Cling was changed',
      header: 'Your sign-in was changed',
      body: () => [
        'The password, a passkey, the authenticator app or the recovery codes of your account were changed just now.',
        'If it was you, you need not do anything. If it was not: choose a new password at once. That signs everybody else out.',
      ],
      button: 'Choose a new password',
      after: ['Under Settings › Sign-in you see what holds now.'],
    },
  },
} as const satisfies Record<string, { sv: AccountMailText; en: AccountMailText }>
