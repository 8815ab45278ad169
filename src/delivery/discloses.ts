// Which columns the words of each message come from. The outbound door is told; a test holds it against what the messages say.
import type { DeliveryMessage } from './delivery.messages.ts'

/** The footer by which a client knows who writes, and where an answer goes. */
const SENDER = [
  'company.name',
  'company.organisation_number',
  'company.street',
  'company.postcode',
  'company.city',
  'company.phone',
  'member.phone',
  'account.email',
]
const TITLE = 'document.title'
const NOTICE = ['withdrawal_notice.part', 'withdrawal_notice.note', 'withdrawal_notice.received_at']

const inMail: Record<DeliveryMessage, readonly string[]> = {
  sent: [...SENDER, TITLE, 'client_person.name'],
  'new-version': [...SENDER, TITLE, 'client_person.name'],
  prolonged: [...SENDER, TITLE, 'client_person.name'],
  'no-agreement': [...SENDER, TITLE, 'client_person.name'],
  'to-read': [...SENDER, TITLE, 'client_person.name'],
  'to-approve': [...SENDER, TITLE, 'client_person.name'],
  'your-turn': [...SENDER, TITLE, 'client_person.name'],
  withdrawn: [...SENDER, TITLE, 'client_person.name'],
  'question-sent': [...SENDER, TITLE, 'question.body'],
  answered: [...SENDER, TITLE, 'question.body', 'question.answer'],
  declined: [...SENDER, TITLE],
  code: [...SENDER, TITLE],
  sealed: [...SENDER, TITLE, 'client_person.name', 'file.sha256'],
  reminder: [...SENDER, TITLE, 'client_person.name'],
  'withdrawal-received': [...SENDER, TITLE, ...NOTICE, 'withdrawal_notice.name'],
  'withdrawal-answered': [...SENDER, TITLE, ...NOTICE, 'withdrawal_notice.answer'],
  'c.withdrawal': [TITLE, 'client.name', ...NOTICE],
  'c.question': [TITLE, 'client.name', 'question.body'],
  'c.signed': [TITLE, 'client.name', 'client_person.name', 'signature.signed_at', 'signature.method', 'file.sha256'],
  'in-your-hands': [...SENDER, TITLE, 'client_person.name'],
  'c.your-turn': [TITLE, 'client_person.name'],
  'c.delegated': [TITLE],
  'c.party-signed': [TITLE, 'client_person.name'],
  'c.approved': [TITLE],
  'c.declined': [TITLE, 'client.name', 'document.decline_reason'],
  'c.notice-view': [TITLE, 'client.name'],
  'c.extend-asked': [TITLE, 'client.name'],
  'c.bounced': [TITLE],
}

export const disclosed = (message: DeliveryMessage, channel: 'mail' | 'sms', hasNote = false): readonly string[] => [
  'dispatch.address',
  ...(hasNote ? ['dispatch.note'] : []),
  ...(channel === 'mail' ? inMail[message] : ['company.name']),
]
