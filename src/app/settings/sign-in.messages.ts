import { messages } from '../../kernel/messages.ts'

export const signInWords = messages({
  passkeys: { sv: 'Passkeys', en: 'Passkeys' },
  passkeysText: {
    sv: 'Logga in med fingret, ansiktet eller en kod på din egen enhet, utan lösenord. Ingen kan lura av dig en passkey.',
    en: 'Sign in with your finger, your face or a code on your own device, without a password. Nobody can trick a passkey out of you.',
  },
  addPasskey: { sv: 'Lägg till en passkey', en: 'Add a passkey' },
  passkeyName: { sv: 'Vad du kallar den', en: 'What you call it' },
  passkeyNameHint: { sv: 'till exempel Telefonen', en: 'such as The phone' },
  passkeyAdded: { sv: 'Passkeyn är tillagd.', en: 'The passkey is added.' },
  passkeyRemoved: { sv: 'Passkeyn är borttagen.', en: 'The passkey is removed.' },
  passkeyNot: {
    sv: 'Det blev ingen passkey. Har enheten redan en för Cling, använd den.',
    en: 'There was no passkey. If the device has one for Cling already, use that.',
  },
  removeWho: { sv: (f: { name: string }) => `Ta bort ${f.name}`, en: (f: { name: string }) => `Remove ${f.name}` },
  used: { sv: (f: { at: string }) => `använd ${f.at}`, en: (f: { at: string }) => `used ${f.at}` },
  unused: { sv: 'inte använd', en: 'not used' },
  backedUp: { sv: 'finns på flera enheter', en: 'on several devices' },
  app: { sv: 'Kodapp', en: 'Authenticator app' },
  appText: {
    sv: 'En app som visar sex siffror att skriva efter lösenordet.',
    en: 'An app that shows six digits to type after the password.',
  },
  appOn: {
    sv: (f: { day: string; left: number }) =>
      `På sedan ${f.day}. ${f.left === 0 ? 'Inga reservkoder finns kvar.' : f.left === 1 ? 'En reservkod finns kvar.' : `${f.left} reservkoder finns kvar.`}`,
    en: (f: { day: string; left: number }) =>
      `On since ${f.day}. ${f.left === 0 ? 'No recovery codes are left.' : f.left === 1 ? 'One recovery code is left.' : `${f.left} recovery codes are left.`}`,
  },
  addApp: { sv: 'Lägg till en kodapp', en: 'Add an authenticator app' },
  replaceApp: { sv: 'Byt app', en: 'Change app' },
  newCodes: { sv: 'Nya reservkoder', en: 'New recovery codes' },
  removeApp: { sv: 'Ta bort', en: 'Remove' },
  appRemoved: { sv: 'Kodappen är borttagen.', en: 'The authenticator app is removed.' },
  scan: { sv: 'Läs in bilden i appen', en: 'Scan the picture in the app' },
  picture: { sv: 'QR-kod för appen', en: 'QR code for the app' },
  orType: { sv: 'Eller skriv nyckeln', en: 'Or type the key' },
  code: { sv: 'Koden som appen visar', en: 'The code the app shows' },
  turnOn: { sv: 'Slå på', en: 'Turn on' },
  codes: { sv: 'Reservkoder', en: 'Recovery codes' },
  codesText: {
    sv: 'Spara koderna där du hittar dem utan telefonen. Var och en släpper in dig en gång om du blir av med appen. De visas bara nu.',
    en: 'Keep the codes where you find them without the phone. Each lets you in once, should you lose the app. They are shown only now.',
  },
  kept: { sv: 'Jag har sparat dem', en: 'I have kept them' },
  password: { sv: 'Lösenord', en: 'Password' },
  passwordText: { sv: 'Du loggas ut överallt annars.', en: 'You are signed out everywhere else.' },
  newPassword: { sv: 'Nytt lösenord', en: 'New password' },
  changePassword: { sv: 'Byt lösenord', en: 'Change the password' },
  passwordChanged: { sv: 'Lösenordet är bytt.', en: 'The password is changed.' },
  proveTitle: { sv: 'Visa att det är du', en: 'Show that it is you' },
  proveText: {
    sv: 'Det var ett tag sedan du loggade in, och det här kan inte vem som helst få göra.',
    en: 'It was a while since you signed in, and this is not for just anybody to do.',
  },
  currentPassword: { sv: 'Ditt lösenord', en: 'Your password' },
  prove: { sv: 'Fortsätt', en: 'Continue' },
  provePasskey: { sv: 'Använd passkey', en: 'Use a passkey' },
  proveNot: { sv: 'Det gick inte med passkey. Skriv lösenordet.', en: 'The passkey did not work. Type the password.' },
  requiredTitle: { sv: 'Ett steg till', en: 'One step more' },
  requiredText: {
    sv: (f: { company: string }) =>
      `${f.company} kräver två steg när ni loggar in. Lägg till en passkey eller en kodapp här, så är du inne.`,
    en: (f: { company: string }) =>
      `${f.company} asks for two steps when you sign in. Add a passkey or an authenticator app here and you are in.`,
  },
  requiredUse: {
    sv: (f: { company: string }) =>
      `${f.company} kräver två steg när ni loggar in, och lösenordet är bara det ena. Använd din passkey, eller logga ut och in igen med koden.`,
    en: (f: { company: string }) =>
      `${f.company} asks for two steps when you sign in, and the password is only one. Use your passkey, or sign out and in again with the code.`,
  },
  inNow: { sv: 'Du är inne.', en: 'You are in.' },
})
