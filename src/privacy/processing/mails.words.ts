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
