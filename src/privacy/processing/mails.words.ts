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
