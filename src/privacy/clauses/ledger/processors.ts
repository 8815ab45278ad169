// B-0 to B-17: annex 1, a row each. Whoever is named may receive what the row says, when it is in use, and nothing else.
import { part } from '../clause.ts'

export const processorRows = part({
  'B-0': {
    kind: 'duty',
    sv: 'Det finns en lista över leverantörer med tjänst, plats och uppgifter, och nya aviseras 30 dagar före.',
    en: 'There is a list of suppliers with service, place and data, and new ones are announced 30 days before.',
    verified: 'SJA',
  },
  'B-1': {
    kind: 'processor',
    sv: 'Intercom (chatt och mejl, USA): namn, e-post och meddelandet, sedan du öppnat chatten.',
    en: 'Intercom (chat and mail, USA): name, e-mail and the message, once you opened the chat.',
    verified: 'GB',
  },
  'B-2': {
    kind: 'processor',
    sv: 'Glesys (lagring, Sverige): det som lagras, krypterat.',
    en: 'Glesys (storage, Sweden): what is stored, encrypted.',
    verified: 'SD',
  },
  'B-3': {
    kind: 'processor',
    sv: 'HubSpot (kundregister, USA): namn, e-post och telefon till Kundens kontakt, aldrig till en Slutkund.',
    en: 'HubSpot (CRM, USA): name, e-mail and phone of a Kund’s contact, never of a Slutkund.',
    verified: 'GC',
  },
  'B-4': {
    kind: 'processor',
    sv: 'CGI (legitimering och underskrift, Sverige): personnummer och texten som skrivs under.',
    en: 'CGI (identification and signing, Sweden): the personal number and the text that is signed.',
    verified: 'GC',
    planned: 'outbound-door',
  },
  'B-5': {
    kind: 'processor',
    sv: 'Cellsynt (sms, inom EU): telefonnumret och en färdig text, på sin höjd med en kort hälsning från Kunden utan nummer.',
    en: 'Cellsynt (text messages, inside the EU): the number and a set text, at most with a short greeting of the Kund without numbers.',
    verified: 'G',
  },
  'B-6': {
    kind: 'processor',
    sv: 'Mailgun (mejl, USA): adress, namn och mallens fält; underlag som länk, ingen mätning.',
    en: 'Mailgun (mail, USA): address, name and the template’s fields; documents as links, no measuring.',
    verified: 'G',
  },
  'B-7': {
    kind: 'processor',
    sv: 'Sendgrid (mejl, USA): som Mailgun, med radering hos leverantören.',
    en: 'Sendgrid (mail, USA): as Mailgun, with erasure at the supplier.',
    verified: 'G',
  },
  'B-8': {
    kind: 'processor',
    sv: 'Dorunner (lagring och överföring, Sverige): fyra uppgifter, bara för Dorunners egna kunder.',
    en: 'Dorunner (storage and transfer, Sweden): four values, only for Dorunner’s own customers.',
    verified: 'G',
  },
  'B-9': {
    kind: 'processor',
    sv: 'Mandrill (mejl, Irland): som Mailgun, med plats och bolag skilda åt.',
    en: 'Mandrill (mail, Ireland): as Mailgun, with place and legal entity apart.',
    verified: 'GS',
  },
  'B-10': {
    kind: 'processor',
    sv: 'Rollbar (fel, USA): rensade felrapporter från servern, utan namn och e-post.',
    en: 'Rollbar (errors, USA): scrubbed errors from the server, without name or e-mail.',
    verified: 'GC',
  },
  'B-11': {
    kind: 'processor',
    sv: 'Hotjar (beteende, EU/EES): efter samtycke, med allt personligt maskerat, aldrig i rummet.',
    en: 'Hotjar (behaviour, EU/EEA): after consent, everything personal masked, never in the room.',
    verified: 'B',
  },
  'B-12': {
    kind: 'processor',
    sv: 'Facebook (annonser, EU/EES och USA): sidvisningar på publika sidor efter samtycke, inga kontaktuppgifter.',
    en: 'Facebook (ads, EU/EEA and USA): page views of public pages after consent, no contact data.',
    verified: 'B',
  },
  'B-13': {
    kind: 'processor',
    sv: 'Google (lagring, dokument, beteende, annonser): en rad per tjänst, var och en med sitt villkor.',
    en: 'Google (storage, documents, behaviour, ads): a row for each service, each with its condition.',
    verified: 'BGS',
  },
  'B-14': {
    kind: 'processor',
    sv: 'Slack (intern chatt, USA och Storbritannien): ärendenummer och länk, inga personuppgifter annars.',
    en: 'Slack (internal chat, USA and UK): case number and link, otherwise no personal data.',
    verified: 'G',
  },
  'B-15': {
    kind: 'processor',
    sv: 'Amazon (lagring, EU/EES): det som lagras, krypterat med nycklar som Amazon inte har.',
    en: 'Amazon (storage, EU/EEA): what is stored, encrypted under keys that Amazon does not have.',
    verified: 'SH',
  },
  'B-16': {
    kind: 'processor',
    sv: 'Billecta (fakturering, Sverige): fakturafält, bara för Kunder som har kopplat på det.',
    en: 'Billecta (invoicing, Sweden): invoice fields, only for Kunder who have connected it.',
    verified: 'G',
  },
  'B-17': {
    kind: 'processor',
    sv: 'LogRocket (beteende, USA): som Hotjar; tas samtycket tillbaka laddas sidan om utan det.',
    en: 'LogRocket (behaviour, USA): as Hotjar; when consent is withdrawn the page is loaded again without it.',
    verified: 'B',
  },
})
