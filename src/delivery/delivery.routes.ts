// What the app asks of sending.
import { z } from 'zod'
import { ById, Done, ProlongInput, SendAgainInput, SendInput, SendPoint } from '../documents/contract.ts'
import { sendPoints } from '../documents/points.ts'
import { composeVersion } from '../documents/version.ts'
import { zEmail, zPhone } from '../kernel/fields.ts'
import { endpoint } from '../platform/http/endpoint.ts'
import { sealReady } from '../signing/ready.ts'
import { openInPerson } from './in-person.ts'
import { ReminderRule, remindersOf, ruleOf, setReminders, setRule } from './reminders.ts'
import { evidenceKey, isEmailConfirmed, prolong, sendAgain, sendDocument, withdraw } from './send.ts'

const DocumentReminders = z.object({ on: z.boolean(), nextAt: z.string().nullable() })

export const deliveryEndpoints = [
  endpoint({
    get: '/api/app/documents/:id/send-points',
    permission: 'documents.read',
    does: 'What is missing before a document can be sent, and what is in place.',
    input: ById,
    output: z.object({ points: z.array(SendPoint) }),
    prepare: async ({ services }) => ({ sealReady: await sealReady(services) }),
    handle: async ({ services, tx, actor, input, visitor, prepared }) => ({
      points: sendPoints(await composeVersion(services, tx, actor.companyId, input.id), {
        emailConfirmed: await isEmailConfirmed(tx, actor),
        sealReady: prepared.sealReady,
        now: services.clock.now(),
        language: visitor.language,
      }),
    }),
  }),
  endpoint({
    post: '/api/app/documents/:id/send',
    permission: 'documents.send',
    does: 'Freezes the document as a version and sends each receiver a link.',
    input: SendInput,
    output: z.object({ version: z.int(), hash: z.string() }),
    prepare: async ({ services, actor }) => ({
      sealReady: await sealReady(services),
      key: await evidenceKey(services, actor.companyId),
    }),
    handle: ({ services, tx, actor, input, visitor, prepared }) =>
      sendDocument(
        services,
        tx,
        actor,
        { documentId: input.id, revision: input.revision, to: input.to, language: visitor.language, note: input.note },
        prepared,
      ),
  }),
  endpoint({
    post: '/api/app/documents/:id/prolong',
    permission: 'documents.send',
    does: 'Gives the offer a new last day, as a version of its own to the same receivers.',
    input: ProlongInput,
    output: z.object({ version: z.int(), hash: z.string() }),
    prepare: async ({ services, actor }) => ({
      sealReady: await sealReady(services),
      key: await evidenceKey(services, actor.companyId),
    }),
    handle: ({ services, tx, actor, input, visitor, prepared }) =>
      prolong(
        services,
        tx,
        actor,
        { documentId: input.id, validTo: input.validTo, language: visitor.language },
        prepared,
      ),
  }),
  endpoint({
    get: '/api/app/company/reminders',
    permission: 'documents.read',
    does: 'How often and when clients are reminded.',
    input: z.object({}),
    output: ReminderRule,
    handle: ({ tx, actor }) => ruleOf(tx, actor.companyId),
  }),
  endpoint({
    put: '/api/app/company/reminders',
    permission: 'company.manage',
    does: 'Sets how often and when clients are reminded.',
    input: ReminderRule,
    output: ReminderRule,
    handle: async ({ tx, actor, input }) => {
      await setRule(tx, actor.companyId, input)
      return ruleOf(tx, actor.companyId)
    },
  }),
  endpoint({
    get: '/api/app/documents/:id/reminders',
    permission: 'documents.read',
    does: 'Whether those who have not answered are reminded of a document, and when next.',
    input: ById,
    output: DocumentReminders,
    handle: ({ services, tx, actor, input }) => remindersOf(services, tx, actor.companyId, input.id),
  }),
  endpoint({
    put: '/api/app/documents/:id/reminders',
    permission: 'documents.send',
    does: 'Leaves a document out of reminding, or takes it in again.',
    input: ById.extend({ on: z.boolean() }),
    output: DocumentReminders,
    handle: async ({ services, tx, actor, input }) => {
      await setReminders(tx, actor.companyId, input.id, input.on)
      return remindersOf(services, tx, actor.companyId, input.id)
    },
  }),
  endpoint({
    post: '/api/app/documents/:id/send-again',
    permission: 'documents.send',
    does: 'Sends the living version once more, also to another address.',
    input: SendAgainInput.extend({ email: zEmail.optional(), phone: zPhone.optional() }),
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await sendAgain(services, tx, actor, { ...input, documentId: input.id })
      return { done: true as const }
    },
  }),
  endpoint({
    post: '/api/app/documents/:id/in-person',
    permission: 'documents.send',
    does: 'Opens a link on the company’s own device for somebody who sits beside and signs with their own BankID.',
    input: ById.extend({ partyId: z.uuid() }),
    output: z.object({ path: z.string() }),
    handle: ({ services, tx, actor, input }) =>
      openInPerson(services, tx, actor, { documentId: input.id, partyId: input.partyId }),
  }),
  endpoint({
    post: '/api/app/documents/:id/withdraw',
    permission: 'documents.send',
    does: 'Takes the offer back.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await withdraw(services, tx, actor, input.id)
      return { done: true as const }
    },
  }),
]
