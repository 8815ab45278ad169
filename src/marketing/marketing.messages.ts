import { messages } from '../kernel/messages.ts'

export const marketingMessages = messages({
  'newsletter-link-ended': {
    sv: 'Länken är för gammal. Skriv din adress igen, så får du en ny.',
    en: 'The link is too old. Write your address again and you get a new one.',
  },
  'newsletter-not-wanted': {
    sv: 'Kryssa i rutan om du vill ha nyhetsbrevet. Utan det skickas inget.',
    en: 'Tick the box if you want the newsletter. Without it nothing is sent.',
  },
  'news-content-wrong': {
    sv: (f: { where: string }) =>
      `Brevet går inte att läsa vid ${f.where || 'början'}. Se exemplet i docs/operating.md.`,
    en: (f: { where: string }) =>
      `The letter cannot be read at ${f.where || 'its beginning'}. See the example in docs/operating.md.`,
  },
  'news-of-somebody-else': {
    sv: (f: { what: string }) =>
      `Brevet handlar om någon annans tjänst (${f.what}). Nyheter får bara gälla det egna, med länkar hit.`,
    en: (f: { what: string }) =>
      `The letter is about somebody else’s service (${f.what}). News may only be about one’s own, with links to here.`,
  },
  'news-by-nobody': {
    sv: 'Skriv vem som skickar: --by "Namn".',
    en: 'Say who sends it: --by "Name".',
  },
  'news-unknown': {
    sv: 'Det finns inget sådant brev, eller det är redan stoppat.',
    en: 'There is no such letter, or it is stopped already.',
  },
  'news-begun': {
    sv: (f: { name: string }) => `${f.name} är redan skickat eller stoppat. Planera ett nytt.`,
    en: (f: { name: string }) => `${f.name} has been sent or stopped already. Plan a new one.`,
  },
  'news-plan-old': {
    sv: (f: { name: string }) =>
      `Planen för ${f.name} är äldre än ett dygn. Planera igen, så syns hur många det blir nu.`,
    en: (f: { name: string }) => `The plan for ${f.name} is more than a day old. Plan again to see how many it is now.`,
  },
})

/** The newsletter: its form, its mail that confirms, and its pages. */
export const newsletterWords = {
  sv: {
    title: 'Nyhetsbrev',
    lead: 'Ett brev då och då om vad som är nytt i Cling. Inget annat.',
    email: 'E-post',
    why: 'Varför?',
    consent:
      'Ja, jag vill ha Clings nyhetsbrev på den här adressen. Jag kan säga nej när som helst med länken längst ner i varje brev.',
    ask: 'Beställ nyhetsbrevet',
    askedTitle: 'Titta i din inkorg',
    asked: 'Vi har skickat en länk dit. Inget nyhetsbrev kommer förrän du har bekräftat.',
    outbox: 'Öppna utkorgen',
    confirmTitle: 'Bekräfta nyhetsbrevet',
    confirm: 'Ja, skicka nyhetsbrevet',
    confirmedTitle: 'Nyhetsbrevet är på väg',
    confirmed: 'Du får nästa brev. Ångrar du dig är det ett klick bort, här och i varje brev.',
    leave: 'Avsluta nyhetsbrevet',
    another: 'En fråga till, om du vill svara på den:',
    measuring: 'får vi se om breven öppnas?',
    endedTitle: 'Länken fungerar inte längre',
    wayOutTitle: 'Avregistrera dig',
    wayOutLead: 'Då får du inga fler nyheter eller annan reklam från oss, varken med e-post, sms, telefon eller post.',
    wayOut: 'Avregistrera mig',
    outTitle: 'Du är avregistrerad',
    out: 'Det gäller redan, också brev som står i kö. Mejl om dina egna offerter och ditt konto kommer som förut.',
    confirmMail: {
      subject: 'Bekräfta Clings nyhetsbrev',
      header: 'Cling',
      text: 'Någon, förhoppningsvis du, har skrivit in din adress för att få nyhetsbrevet. Så här står det du säger ja till:',
      button: 'Bekräfta nyhetsbrevet',
      ignore: 'Var det inte du? Gör ingenting. Utan ditt ja skickas inget, och adressen glöms efter en vecka.',
    },
  },
  en: {
    title: 'Newsletter',
    lead: 'A letter now and then about what is new in Cling. Nothing else.',
    email: 'E-mail',
    why: 'Why?',
    consent:
      'Yes, I want Cling’s newsletter at this address. I can say no at any time with the link at the bottom of every letter.',
    ask: 'Order the newsletter',
    askedTitle: 'Look in your inbox',
    asked: 'We have sent a link there. No newsletter comes until you have confirmed.',
    outbox: 'Open the outbox',
    confirmTitle: 'Confirm the newsletter',
    confirm: 'Yes, send the newsletter',
    confirmedTitle: 'The newsletter is on its way',
    confirmed: 'You get the next letter. Should you change your mind it is one click away, here and in every letter.',
    leave: 'End the newsletter',
    another: 'One more question, if you care to answer it:',
    measuring: 'may we see whether the letters are opened?',
    endedTitle: 'The link no longer works',
    wayOutTitle: 'Unsubscribe',
    wayOutLead:
      'You get no more news or other advertising from us, neither by e-mail, text message, telephone nor post.',
    wayOut: 'Unsubscribe me',
    outTitle: 'You are unsubscribed',
    out: 'It holds already, also for letters that are queued. Mails about your own quotes and your account come as before.',
    confirmMail: {
      subject: 'Confirm Cling’s newsletter',
      header: 'Cling',
      text: 'Somebody, hopefully you, has entered your address to get the newsletter. This is what you say yes to:',
      button: 'Confirm the newsletter',
      ignore:
        'Was it not you? Do nothing. Without your yes nothing is sent, and the address is forgotten after a week.',
    },
  },
} as const

/** What stands around every letter. */
export const newsWords = {
  sv: {
    header: 'Cling, nyheter om tjänsten',
    because: {
      reader: 'Du får brevet för att du beställde nyhetsbrevet.',
      member: 'Du får brevet för att du är kund.',
      former: 'Du får brevet för att du var kund. Efter ett år kommer inga fler.',
    },
    rights: 'Dina uppgifter och rättigheter:',
    wayOut: 'Avregistrera dig',
    measured: 'Du har sagt ja till att vi ser när brevet öppnas. Ändra dig',
  },
  en: {
    header: 'Cling, news of the service',
    because: {
      reader: 'You get this letter because you ordered the newsletter.',
      member: 'You get this letter because you are a customer.',
      former: 'You get this letter because you were a customer. After a year no more will come.',
    },
    rights: 'Your data and rights:',
    wayOut: 'Unsubscribe',
    measured: 'You have said yes to our seeing when the letter is opened. Change your mind',
  },
} as const
