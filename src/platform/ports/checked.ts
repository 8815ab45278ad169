// What holds of every message, whoever carries it: it holds no personal or card number, it fetches nothing when it is opened, and news has its
// way out in words and in the header.

import { pictureTag } from '../../design/mail.tsx'
import { findCardNumbers } from '../../kernel/card-number.ts'
import { stockholmDate } from '../../kernel/dates.ts'
import { hideNumbers } from '../../kernel/hidden-numbers.ts'
import { findPersonalNumbers } from '../../kernel/personal-number.ts'
import type { Clock } from '../clock.ts'
import type { ChatMessage, ChatPort } from './chat.ts'
import type { MailSender, OutgoingMail } from './mail.ts'
import type { SmsSender } from './sms.ts'

export const checkedMail = <S extends MailSender>(sender: S, clock: Clock): S => ({
  ...sender,
  send(mail) {
    refuseNumbers(`${mail.subject}\n${mail.text}`, clock)
    refuseFetching(mail)
    if (mail.unsubscribe !== undefined) {
      const shown = mail.unsubscribe.replaceAll('&', '&amp;')
      if (!/^https?:\/\//.test(mail.unsubscribe) || !mail.text.includes(mail.unsubscribe) || !mail.html.includes(shown))
        throw new Error('News without its way out in words, in both parts, was not sent.')
    }
    return sender.send(mail)
  },
})

export const checkedSms = (sender: SmsSender, clock: Clock): SmsSender => ({
  send(sms) {
    refuseNumbers(sms.text, clock)
    return sender.send(sms)
  },
})

/** What a mail program fetches by itself. */
const FETCHED =
  /<(?:img|script|link|iframe|frame|object|embed|video|audio|source|input|svg|image)\b|background\s*=|srcset\s*=|url\s*\(|@import|@font-face/gi

/**
 * A mail that fetches something tells that it was opened, when and where. None does, but for the one picture of news whose reader has said
 * yes; and nothing that goes to a company's clients is news.
 */
function refuseFetching({ html, picture, unsubscribe }: OutgoingMail) {
  const fetches = html.match(FETCHED) ?? []
  if (
    picture === undefined
      ? fetches.length === 0
      : unsubscribe !== undefined && fetches.length === 1 && html.includes(pictureTag(picture))
  )
    return
  throw new Error('A mail that would fetch something when it is opened was not sent.')
}

/** What somebody wrote leaves without the numbers that do not belong in it, whatever was kept of them here. */
export const checkedChat = <C extends ChatPort>(chat: C, clock: Clock): C => ({
  ...chat,
  relay: (message: ChatMessage) =>
    chat.relay({ ...message, text: hideNumbers(message.text, stockholmDate(clock.now()), HIDDEN).text }),
})
const HIDDEN = { number: '[personnummer]', card: '[kortnummer]' }

/** A personal number or a card's number in a message is a fault of ours and must not leave, whatever made it. */
function refuseNumbers(text: string, clock: Clock) {
  if (findPersonalNumbers(text, stockholmDate(clock.now())).length > 0)
    throw new Error('A message holds what looks like a personal number; it was not sent.')
  if (findCardNumbers(text).length > 0)
    throw new Error('A message holds what looks like a card number; it was not sent.')
}
