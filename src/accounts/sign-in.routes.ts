// What the app asks about how somebody signs in: passkeys, an authenticator app, the password, and who one is once more.
import { z } from 'zod'
import { requireSecondFactor, requiresSecondFactor } from '../company/second-factor.ts'
import { zLine } from '../kernel/fields.ts'
import { Problem } from '../kernel/problem.ts'
import type { Tx } from '../platform/database/connect.ts'
import { type CompanyActor, endpoint } from '../platform/http/endpoint.ts'
import { tellOfChange } from './account-mail.ts'
import { requirePassword } from './accounts.ts'
import { appOf, beginApp, confirmApp, countCode, newRecoveryCodes, removeApp } from './authenticator.ts'
import { addPasskey, answeredBy, beginPasskey, challenge, passkeysOf, removePasskey } from './passkeys.ts'
import { hashPassword } from './password.ts'
import { noteProof } from './sessions.ts'
import { changePassword, isOwnPassword } from './sign-in.ts'

const Empty = z.object({})
const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }
const ById = z.object({ id: z.uuid() })

/** Bytes as a browser gives them: base64url, and no longer than any authenticator's. */
const Bytes = z.string().regex(/^[\w-]{1,8192}$/)
const Challenge = z.object({ id: z.uuid(), challenge: z.string(), rpId: z.string() })
export const Answered = z.object({
  challengeId: z.uuid(),
  credentialId: Bytes,
  clientData: Bytes,
  authenticatorData: Bytes,
  signature: Bytes,
  userHandle: Bytes.optional(),
})

const SignIn = z.object({
  passkeys: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      backedUp: z.boolean(),
      createdAt: z.string(),
      usedAt: z.string().nullable(),
    }),
  ),
  app: z.object({ since: z.string(), codesLeft: z.number() }).nullable(),
  /** Whether the company asks everybody for two steps. */
  required: z.boolean(),
})

/** Only somebody has a way of signing in: a key has none. */
function signedIn(actor: CompanyActor) {
  if (actor.kind !== 'member') throw new Problem('not-allowed', {}, { status: 403 })
  return actor
}

async function signInOf(tx: Tx, actor: CompanyActor) {
  const { accountId, companyId } = signedIn(actor)
  return {
    passkeys: await passkeysOf(tx, accountId),
    app: await appOf(tx, accountId),
    required: await requiresSecondFactor(tx, companyId),
  }
}

/**
 * Whoever has a second step uses it: with the password alone nobody adds one of theirs beside it, or takes it away, where the company asks for
 * two.
 */
async function refuseWithoutOwnStep(tx: Tx, actor: CompanyActor) {
  if (!signedIn(actor).lacksSecond) return
  const has = await signInOf(tx, actor)
  if (has.app || has.passkeys.length > 0) throw new Problem('second-step-use-yours', {}, { status: 403 })
}

/** The last second step stays as long as the company asks for one. */
async function refuseLastStep(tx: Tx, actor: CompanyActor) {
  const left = await signInOf(tx, actor)
  if (left.required && !left.app && left.passkeys.length === 0)
    throw new Problem('second-step-needed', {}, { status: 409 })
}

export const signInEndpoints = [
  endpoint({
    get: '/api/app/sign-in',
    permission: 'self',
    does: 'Shows how one signs in: passkeys, the authenticator app, and what the company asks for.',
    input: Empty,
    output: SignIn,
    handle: ({ tx, actor }) => signInOf(tx, actor),
  }),
  endpoint({
    post: '/api/app/passkeys/begin',
    permission: 'self',
    delicate: true,
    does: 'Asks the browser for a new passkey.',
    input: Empty,
    output: Challenge.extend({ userHandle: z.string(), email: z.string(), known: z.array(z.string()) }),
    handle: async ({ services, tx, actor }) => {
      await refuseWithoutOwnStep(tx, actor)
      return beginPasskey(services, tx, signedIn(actor).accountId)
    },
  }),
  endpoint({
    post: '/api/app/passkeys',
    permission: 'self',
    does: 'Keeps a new passkey under a name.',
    input: Answered.omit({ signature: true, userHandle: true }).extend({ name: zLine(60).pipe(z.string().min(1)) }),
    output: ById,
    status: 201,
    handle: async ({ services, tx, actor, input }) => {
      const { accountId, sessionId } = signedIn(actor)
      const made = await addPasskey(services, tx, accountId, input)
      await noteProof(services, tx, sessionId, 'passkey')
      await tellOfChange(services, tx, actor)
      return made
    },
  }),
  endpoint({
    delete: '/api/app/passkeys/:id',
    permission: 'self',
    delicate: true,
    does: 'Takes a passkey away: nobody signs in with it any more.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await refuseWithoutOwnStep(tx, actor)
      await removePasskey(tx, signedIn(actor).accountId, input.id)
      await refuseLastStep(tx, actor)
      await tellOfChange(services, tx, actor)
      return done
    },
  }),
  endpoint({
    post: '/api/app/authenticator/begin',
    permission: 'self',
    delicate: true,
    does: 'Makes the key that an authenticator app is set up with.',
    input: Empty,
    output: z.object({ id: z.uuid(), typed: z.string(), picture: z.string() }),
    handle: async ({ services, tx, actor }) => {
      await refuseWithoutOwnStep(tx, actor)
      return beginApp(services, tx, signedIn(actor).accountId)
    },
  }),
  endpoint({
    post: '/api/app/authenticator',
    permission: 'self',
    does: 'Takes the app’s first code: from now on one is asked for. Gives the codes for losing the app, this once.',
    input: z.object({ id: z.uuid(), code: z.string().max(20) }),
    output: z.object({ codes: z.array(z.string()) }),
    status: 201,
    prepare: ({ services, actor }) => countCode(services, signedIn(actor).accountId),
    handle: async ({ services, tx, actor, input }) => {
      const { accountId, sessionId } = signedIn(actor)
      const codes = await confirmApp(services, tx, accountId, input)
      await noteProof(services, tx, sessionId, 'two-steps')
      await tellOfChange(services, tx, actor)
      return { codes }
    },
  }),
  endpoint({
    delete: '/api/app/authenticator',
    permission: 'self',
    delicate: true,
    does: 'Takes the authenticator app away, with the codes for losing it.',
    input: Empty,
    output: Done,
    handle: async ({ services, tx, actor }) => {
      await refuseWithoutOwnStep(tx, actor)
      await removeApp(tx, signedIn(actor).accountId)
      await refuseLastStep(tx, actor)
      await tellOfChange(services, tx, actor)
      return done
    },
  }),
  endpoint({
    post: '/api/app/authenticator/codes',
    permission: 'self',
    delicate: true,
    does: 'Gives new codes for losing the app; those before work no longer.',
    input: Empty,
    output: z.object({ codes: z.array(z.string()) }),
    handle: async ({ services, tx, actor }) => {
      const { accountId } = signedIn(actor)
      await refuseWithoutOwnStep(tx, actor)
      if (!(await appOf(tx, accountId))) throw new Problem('not-found', {}, { status: 404 })
      await tellOfChange(services, tx, actor)
      return { codes: await newRecoveryCodes(services, tx, accountId) }
    },
  }),
  endpoint({
    post: '/api/app/prove',
    permission: 'self',
    does: 'Shows once more who one is, by password.',
    input: z.object({ password: z.string().min(1).max(1000) }),
    output: Done,
    prepare: ({ services, actor, input }) => isOwnPassword(services, signedIn(actor).accountId, input.password),
    handle: async ({ services, tx, actor }) => {
      await noteProof(services, tx, signedIn(actor).sessionId)
      return done
    },
  }),
  endpoint({
    post: '/api/app/prove/begin',
    permission: 'self',
    does: 'Asks the browser to show with a passkey who one is.',
    input: Empty,
    output: Challenge,
    handle: ({ services, tx, actor }) => challenge(services, tx, 'prove', signedIn(actor).accountId),
  }),
  endpoint({
    post: '/api/app/prove/passkey',
    permission: 'self',
    does: 'Shows once more who one is, by passkey.',
    input: Answered,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      const { accountId, sessionId } = signedIn(actor)
      await answeredBy(services, tx, 'prove', accountId, input)
      await noteProof(services, tx, sessionId, 'passkey')
      return done
    },
  }),
  endpoint({
    put: '/api/app/password',
    permission: 'self',
    delicate: true,
    does: 'Changes the password, and signs out everywhere else.',
    input: z.object({ password: z.string().max(1000) }),
    output: Done,
    prepare: async ({ services, actor, input }) => {
      const [row] = await services.database.ask<{ email: string }>(
        'own-email',
        'select email from account where id = $1',
        [signedIn(actor).accountId],
      )
      const password = requirePassword(input.password, { email: row?.email ?? '', company: '' })
      return hashPassword(services.secrets, password)
    },
    handle: async ({ services, tx, actor, prepared }) => {
      await changePassword(services, tx, signedIn(actor), prepared)
      await tellOfChange(services, tx, actor)
      return done
    },
  }),
  endpoint({
    put: '/api/app/second-step',
    permission: 'company.own',
    delicate: true,
    does: 'Asks everybody in the company for two steps when they sign in, or no longer.',
    input: z.object({ required: z.boolean() }),
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      const mine = await signInOf(tx, actor)
      if (input.required && !mine.app && mine.passkeys.length === 0)
        throw new Problem('second-step-own-first', {}, { status: 409 })
      await requireSecondFactor(tx, actor.companyId, input.required ? services.clock.now() : null)
      return done
    },
  }),
]
