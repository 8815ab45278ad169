// P-19 to P-21: how to reach the operator, where data are handled, and how they are protected.
import { part } from '../clause.ts'

export const protection = part({
  'P-19.1': {
    kind: 'right',
    sv: 'Du ändrar dina uppgifter direkt i tjänsten, eller ser varför det inte går.',
    en: 'You change your data in the service itself, or see why not.',
    verified: 'SB',
    planned: 'rectification',
  },
  'P-19.2': {
    kind: 'right',
    sv: 'Du kan också mejla, och då öppnas ett ärende med svarstid.',
    en: 'You can mail as well, and a case with a deadline is opened.',
    verified: 'A',
  },
  'P-19.3': {
    kind: 'right',
    sv: 'Du kan också skriva brev, med samma svarstid.',
    en: 'You can write a letter as well, with the same deadline.',
    verified: 'AH',
  },
  'P-20.1': {
    kind: 'fact',
    sv: 'Servrarna står inom EU/EES.',
    en: 'The servers stand within the EU/EEA.',
    verified: 'SUH',
  },
  'P-20.2': {
    kind: 'fact',
    sv: 'Allt finns i mer än ett exemplar, och återställning övas.',
    en: 'Everything is there more than once, and restoring is practised.',
    verified: 'JH',
    planned: 'hosting',
  },
  'P-20.3': {
    kind: 'fact',
    sv: 'Det finns ett utarbetat skydd: tekniskt, fysiskt och organisatoriskt.',
    en: 'There is a protection worked out: technical, physical and organisational.',
    verified: 'SH',
  },
  'P-20.4': {
    kind: 'duty',
    sv: 'Uppgifter är krypterade under överföring och i vila, de känsligaste under egna nycklar.',
    en: 'Data are encrypted under way and at rest, the most sensitive under keys of their own.',
    verified: 'DAC',
  },
  'P-20.5': {
    kind: 'duty',
    sv: 'En brandvägg släpper in och ut bara det som ska fram.',
    en: 'A firewall lets in and out only what is meant to pass.',
    verified: 'AH',
  },
  'P-20.6': {
    kind: 'fact',
    sv: 'Få kommer fysiskt åt servrarna.',
    en: 'Few can reach the servers in person.',
    verified: 'H',
    planned: 'hosting',
  },
  'P-20.7': {
    kind: 'duty',
    sv: 'En ny leverantör eller ett nytt personfält granskas innan det tas i bruk.',
    en: 'A new supplier or personal field is reviewed before it is used.',
    verified: 'S',
    planned: 'data-map',
  },
  'P-21.1': {
    kind: 'duty',
    sv: 'Behandlingen följer lagen, också där policyn tiger.',
    en: 'Processing follows the law, also where the policy is silent.',
    verified: 'SH',
  },
  'P-21.2': {
    kind: 'duty',
    sv: 'Lämpliga åtgärder är vidtagna, organisatoriska och tekniska.',
    en: 'Appropriate measures are taken, organisational and technical.',
    verified: 'AH',
    planned: 'security',
  },
  'P-21.3': {
    kind: 'duty',
    sv: 'Skyddet är anpassat efter risken.',
    en: 'The protection fits the risk.',
    verified: 'SH',
  },
})
