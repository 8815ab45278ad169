// What the relying-party API takes, refused as strictly as BankID refuses it: nothing unknown, nothing too long, nothing almost right
// (https://developers.bankid.com/api-references/auth--sign).
import { isIP } from 'node:net'
import { z } from 'zod'
import { luhnHolds } from '../../../kernel/luhn.ts'
import { SIZES } from '../wire.ts'

/** An answer other than 200. */
export class RpError extends Error {
  readonly status: number
  readonly errorCode: string
  readonly details: string
  constructor(status: number, errorCode: string, details: string) {
    super(`${errorCode}: ${details}`)
    this.status = status
    this.errorCode = errorCode
    this.details = details
  }
}

/** An order as it was asked for. Data are base64. */
export type StartRequest = {
  kind: 'sign' | 'auth'
  /** Ordered over the telephone: started by the person's number alone. */
  byPhone: boolean
  endUserIp: string | null
  visibleData: string | null
  nonVisibleData: string | null
  returnUrl: string | null
  returnRisk: boolean
  personalNumber: string | null
  certificatePolicies: readonly string[] | null
}

const personalNumber = z.string().refine(n => /^\d{12}$/.test(n) && luhnHolds(n.slice(2)))

/** Base64 in its one form; `text` where the bytes must be UTF-8. */
const data = (limit: number, of: 'text' | 'bytes') =>
  z
    .string()
    .min(1)
    .max(limit)
    .refine(s => {
      const bytes = Buffer.from(s, 'base64')
      if (bytes.toString('base64') !== s) return false
      return of === 'bytes' || Buffer.from(bytes.toString('utf8')).equals(bytes)
    })

const CARD = '1.2.3.4.10'
const TEST_POLICIES = ['1.2.3.4.5', CARD, '1.2.3.4.25', '1.2.752.60.1.6']

const requirement = z
  .strictObject({
    pinCode: z.boolean().optional(),
    mrtd: z.boolean().optional(),
    personalNumber: personalNumber.optional(),
    certificatePolicies: z
      .array(z.enum(TEST_POLICIES as [string, ...string[]]))
      .min(1)
      .optional(),
    cardReader: z.enum(['class1', 'class2']).optional(),
  })
  .refine(r => !r.cardReader || r.certificatePolicies?.every(p => p === CARD))

const web = z.strictObject({
  referringDomain: z.string().min(3).max(253),
  userAgent: z.string().min(1).max(256),
  deviceIdentifier: z.string().min(1).max(64),
})
const app = z.strictObject({
  appIdentifier: z.string().min(1).max(128),
  deviceOS: z.string().min(1).max(64),
  deviceModelName: z.string().min(1).max(64),
  deviceIdentifier: z.string().min(1).max(64),
})

const shown = (kind: 'sign' | 'auth') => {
  const visible = data(SIZES[kind].visible, 'text')
  return {
    userVisibleData: kind === 'sign' ? visible : visible.optional(),
    userVisibleDataFormat: z.enum(['plaintext', 'simpleMarkdownV1']).optional(),
    userNonVisibleData: data(SIZES[kind].nonVisible, 'bytes').optional(),
  }
}
const order = (kind: 'sign' | 'auth') =>
  z
    .strictObject({
      ...shown(kind),
      endUserIp: z.string().refine(s => isIP(s) !== 0),
      returnUrl: z
        .string()
        .max(512)
        .refine(s => URL.canParse(s) && !/^(javascript|data|file|blob):/i.test(s))
        .optional(),
      returnRisk: z.boolean().optional(),
      requirement: requirement.optional(),
      web: web.optional(),
      app: app.optional(),
    })
    .refine(o => !(o.web && o.app))
const phoneOrder = (kind: 'sign' | 'auth') =>
  z.strictObject({
    ...shown(kind),
    personalNumber,
    callInitiator: z.enum(['user', 'RP']),
    requirement: requirement.optional(),
  })

const SCHEMAS = {
  auth: order('auth'),
  sign: order('sign'),
  'phone/auth': phoneOrder('auth'),
  'phone/sign': phoneOrder('sign'),
}
const OrderRef = z.strictObject({ orderRef: z.string().min(1).max(100) })

export type Operation = keyof typeof SCHEMAS | 'collect' | 'cancel'
export const OPERATIONS: readonly string[] = [...Object.keys(SCHEMAS), 'collect', 'cancel']

export const readOrderRef = (body: unknown): string => parsed(OrderRef, body).orderRef

export function readStart(operation: keyof typeof SCHEMAS, body: unknown): StartRequest {
  const kind = operation.endsWith('sign') ? 'sign' : 'auth'
  if (operation === 'phone/auth' || operation === 'phone/sign') {
    const o = parsed(SCHEMAS[operation], body)
    return {
      ...common(kind, o),
      byPhone: true,
      endUserIp: null,
      returnUrl: null,
      returnRisk: false,
      personalNumber: o.personalNumber,
    }
  }
  const o = parsed(SCHEMAS[operation], body)
  return {
    ...common(kind, o),
    byPhone: false,
    endUserIp: o.endUserIp,
    returnUrl: o.returnUrl ?? null,
    returnRisk: o.returnRisk ?? false,
    personalNumber: o.requirement?.personalNumber ?? null,
  }
}

type Shared = {
  userVisibleData?: string | undefined
  userNonVisibleData?: string | undefined
  requirement?: { certificatePolicies?: string[] | undefined } | undefined
}
const common = (kind: 'sign' | 'auth', o: Shared) => ({
  kind,
  visibleData: o.userVisibleData ?? null,
  nonVisibleData: o.userNonVisibleData ?? null,
  certificatePolicies: o.requirement?.certificatePolicies ?? null,
})

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const read = schema.safeParse(body)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : null
  const at = [...(issue?.path ?? []), ...(unknown ? [unknown] : [])].join('.')
  throw new RpError(400, 'invalidParameters', at ? `Invalid parameter: ${at}` : 'Invalid parameters')
}
