import type { StopReason } from '../../instructions/choices.ts'
import { dateWords } from '../../kernel/dates.ts'
import type { Language } from '../../platform/http/endpoint.ts'
import { stopWords } from './processing.words.ts'

type Mail = { subject: string; header: string; paragraphs: string[]; button: string; path: string }

const settings = (language: Language) => ({
  header: language === 'sv' ? 'Personuppgifter' : 'Personal data',
  button: language === 'sv' ? 'Öppna inställningarna' : 'Open the settings',
  path: '/app/installningar/personuppgifter',
})

export const processingMails = {
  'instruction-stopped': (reason: string, language: Language): Mail => ({
    ...settings(language),
    subject: language === 'sv' ? 'En instruktion är stoppad' : 'An instruction has been stopped',
    paragraphs: [
      language === 'sv'
        ? 'Ni har gett en instruktion om hur era kunders uppgifter ska behandlas. Enligt vår bedömning strider den mot dataskyddsreglerna. Därför är den stoppad.'
        : 'You have given an instruction on how your clients’ data shall be processed. In our view it breaks data protection rules. It has therefore been stopped.',
      stopWords[reason as StopReason][language],
    ],
  }),
  closing: (about: string, language: Language): Mail => {
    const [from = '', until = ''] = about.split('|').map(day => dateWords(day, language))
    return {
      header: language === 'sv' ? 'Avslut' : 'Closing',
      button: language === 'sv' ? 'Öppna Export och avslut' : 'Open Export and closing',
      path: '/app/installningar/avslut',
      subject: language === 'sv' ? 'Ni har sagt upp avtalet' : 'You have ended the agreement',
      paragraphs:
        language === 'sv'
          ? [
              `Till ${from} fungerar allt som vanligt, och ni kan ångra er. Sedan går det bara att läsa och hämta. Offerter som då väntar på svar dras tillbaka, och kunderna får veta det.`,
              `${until} raderas allt. Hämta exporten före dess: det som ska finnas i bokföringen är ert att spara. Undertecknade avtal ligger sedan avskilt så länge anspråk kan ställas.`,
            ]
          : [
              `Until ${from} everything works as usual, and you can change your mind. After that it is only possible to read and to fetch. Quotes that wait for an answer then are withdrawn, and the clients are told.`,
              `On ${until} everything is erased. Fetch the export before then: what bookkeeping needs is yours to keep. Signed agreements then lie apart for as long as claims can be made.`,
            ],
    }
  },
  retrieval: (about: string, language: Language): Mail => {
    const [until = '', id = ''] = about.split('|')
    const day = dateWords(until, language)
    return {
      header: language === 'sv' ? 'Avslut' : 'Closing',
      button: language === 'sv' ? 'Hämta allt' : 'Fetch everything',
      path: '/app/installningar/avslut',
      subject: language === 'sv' ? `Hämta allt före ${day}` : `Fetch everything before ${day}`,
      paragraphs:
        language === 'sv'
          ? [
              `Avtalet har upphört. Till ${day} kan ni läsa och hämta allt, sedan raderas det.`,
              `Intyget på att det är gjort kommer att stå på /integritet/raderingsintyg/${id}. Spara adressen: den går att läsa också när kontot är borta.`,
            ]
          : [
              `The agreement has ended. Until ${day} you can read and fetch everything, then it is erased.`,
              `The certificate that it is done will stand at /integritet/raderingsintyg/${id}. Keep the address: it can be read also when the account is gone.`,
            ],
    }
  },
  erased: (id: string, language: Language): Mail => ({
    header: language === 'sv' ? 'Avslut' : 'Closing',
    button: language === 'sv' ? 'Läs intyget' : 'Read the certificate',
    path: `/integritet/raderingsintyg/${id}`,
    subject: language === 'sv' ? 'Företagets uppgifter är raderade' : 'The company’s data are erased',
    paragraphs:
      language === 'sv'
        ? [
            'Allt som företaget hade här är raderat, och vi har letat igenom alla lager efteråt. Vad som gått, vad som ligger avskilt och till när, och vad leverantörerna har svarat står i intyget.',
            'Spara adressen till intyget, eller hämta det som fil.',
          ]
        : [
            'Everything the company had here is erased, and we have looked through every store afterwards. What has gone, what lies apart and until when, and what the suppliers have answered stands in the certificate.',
            'Keep the address of the certificate, or fetch it as a file.',
          ],
  }),
  'service-changed': (about: string, language: Language): Mail => {
    const [version = '', on = ''] = about.split('|')
    const day = dateWords(on, language)
    return {
      header: language === 'sv' ? 'Avtal' : 'Agreement',
      button: language === 'sv' ? 'Läs båda versionerna' : 'Read both versions',
      path: '/app/installningar/avslut',
      subject: language === 'sv' ? 'Serviceavtalet ändras' : 'The service agreement changes',
      paragraphs:
        language === 'sv'
          ? [
              `Serviceavtalet har fått version ${version}. Den börjar gälla för er ${day}. Till dess gäller den version ni har undertecknat, och båda går att läsa.`,
              'Godtar ni den inte säger ni upp avtalet före den dagen, utan kostnad. Annars behöver ni inte göra något.',
            ]
          : [
              `The service agreement has version ${version}. It begins to hold for you on ${day}. Until then the version that you signed holds, and both can be read.`,
              'If you do not accept it, end the agreement before that day, free of charge. Otherwise there is nothing you need to do.',
            ],
    }
  },
  'new-processor': (about: string, language: Language): Mail => {
    const [name = '', on = ''] = about.split('|')
    const day = dateWords(on, language)
    return {
      ...settings(language),
      subject: language === 'sv' ? 'En ny underleverantör' : 'A new sub-processor',
      paragraphs:
        language === 'sv'
          ? [
              `Från ${day} vill vi anlita ${name} för uppgifter om era kunder. Vad de gör, var och med vilka uppgifter står i inställningarna.`,
              'Vill ni inte det invänder ni där. Då används de inte för era kunders uppgifter. Annars behöver ni inte göra något.',
            ]
          : [
              `From ${day} we want to engage ${name} for data about your clients. What they do, where and with which data stands in the settings.`,
              'If you do not want that, object there. They are then not used for your clients’ data. Otherwise there is nothing you need to do.',
            ],
    }
  },
} as const
export type ProcessingMessage = keyof typeof processingMails
