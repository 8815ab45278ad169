// Telling the operator's own staff that something waits: what kind of thing, its number, and where to look. There is no room for anything else.
import { port } from './port.ts'

export const staffNotices = {
  'rights-case': 'Ett ärende om någons uppgifter väntar',
  'contract-review': 'Ett avtal med en leverantör ska läsas igen',
  'contract-overdue': 'Ett avtal med en leverantör gäller inte längre',
} as const
export type StaffNotice = { kind: keyof typeof staffNotices; number: string; path: string }
export type StaffPort = {
  /** The answer is where it stands, so that it can be taken away. */
  tell(notice: StaffNotice): Promise<{ reference: string }>
  remove(reference: string): Promise<void>
}
export const staff = port<StaffPort>('staff', { processor: 'staff', discloses: ['rights_case.number'] })

/** The words of a notice; refuses a number or a path that could be anything but that. */
export function staffText(notice: StaffNotice, publicUrl: string): string {
  if (!/^[A-Z0-9][A-Z0-9-]{0,39}$/i.test(notice.number)) throw new Error('A notice carries a number and nothing else.')
  if (!/^\/[a-z0-9/-]*$/.test(notice.path)) throw new Error('A notice leads to a page of ours.')
  return `${staffNotices[notice.kind]}: ${notice.number}\n${publicUrl}${notice.path}`
}
