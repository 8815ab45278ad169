// What the preview of a message is filled with: the same words as when it leaves, in Swedish.
import type { FrozenVersion } from '../../blocks/frozen.ts'
import { paperFields } from '../../delivery/delivery.messages.ts'
import { dateWords } from '../../kernel/dates.ts'
import { cut } from '../../kernel/text.ts'

export const messageFields = (
  base: Pick<FrozenVersion, 'company' | 'client' | 'kind'>,
  of: { firstName: string; title: string; validTo: string; link: string },
) => ({
  ...paperFields(base.kind, base.client.kind === 'person', 'sv'),
  company: base.company.name,
  companyShort: cut(base.company.name, 30),
  firstName: of.firstName,
  title: of.title,
  validTo: dateWords(of.validTo, 'sv'),
  validToShort: dateWords(of.validTo, 'sv', 'short'),
  link: of.link,
})
