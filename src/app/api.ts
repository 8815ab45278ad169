// The app's way to the service: JSON in, JSON out, refusals as the sentences the server wrote. Every call the app makes stands here,
// typed by the slices' contracts, so that a changed answer does not compile.
import type { z } from 'zod'
import type { answerOf, makePasskey } from '../accounts/browser/passkey.ts'
import type { ArticleList, ArticleView, CategoryList, NewArticle } from '../articles/contract.ts'
import type { DocumentContent } from '../blocks/contract.ts'
import type { FrozenVersion } from '../blocks/frozen.ts'
import type { ClientList, ClientView } from '../clients/contract.ts'
import type { DuplicateList } from '../clients/duplicates.ts'
import type { CompanyView } from '../company/contract.ts'
import type { ReminderRule } from '../delivery/reminders.ts'
import type {
  AttemptInput,
  ChangeView,
  ContractLedger,
  DocumentDetail,
  GroundInput,
  JobView,
  ListAnswer,
  ListGroup,
  Made,
  NewDocument,
  PipelineAnswer,
  Saved,
  SaveRecipients,
  SendAgainInput,
  SendInput,
  SendPoint,
  Timeline,
} from '../documents/contract.ts'
import type { HowInput, ImportKind, ImportList, Preview, Undone } from '../imports/contract.ts'
import type { Role, Scope } from '../platform/http/endpoint.ts'
import type { Refusal } from '../platform/http/refusals.ts'
import type { ClosureView } from '../privacy/closure/contract.ts'
import type { Look, Merge } from '../privacy/merging/merge.ts'
import type { ExportsView } from '../privacy/portability/contract.ts'
import type { ProcessingView } from '../privacy/processing/contract.ts'
import type { CompanyCases, ObjectTo } from '../privacy/rights/company/contract.ts'
import type { ServiceStanding } from '../privacy/service/contract.ts'
import type { TemplateList } from '../templates/contract.ts'
import type { NoticesAnswer, NoticeView } from '../withdrawal/contract.ts'

export type DocumentReminders = { on: boolean; nextAt: string | null }
export type ReminderSettings = z.infer<typeof ReminderRule>
export type WithdrawalNotice = z.infer<typeof NoticeView>
export type Answer<T extends z.ZodType> = z.infer<T>
export type Pipeline = Answer<typeof PipelineAnswer>
export type DocumentTimeline = Answer<typeof Timeline>
export type Visit = DocumentTimeline['visits'][number]
export type Point = Answer<typeof SendPoint>
export type ChangeStanding = Answer<typeof ChangeView>
export type SavedDraft = Answer<typeof Saved>
export type Recipients = Omit<Answer<typeof SaveRecipients>, 'id'>

export type Processing = Answer<typeof ProcessingView>
export type ServiceAgreement = Answer<typeof ServiceStanding>
export type Exports = Answer<typeof ExportsView>
export type Closure = Answer<typeof ClosureView>

export type Me = {
  memberId: string
  role: Role
  email: string
  confirmed: boolean
  name: string | null
  phone: string | null
  photoFile: string | null
  language: 'sv' | 'en'
  companyName: string
  isSample: boolean
  /** It has left: it can be read and taken along. */
  closed: boolean
  lacksSecond: boolean
}
export type Member = Pick<Me, 'name' | 'email' | 'role' | 'phone' | 'photoFile'> & {
  id: string
  joined: boolean
  invitedUntil: string | null
}
export type ApiKey = { id: string; name: string; scope: Scope; createdAt: string }
export type Session = {
  id: string
  device: string
  network: string
  createdAt: string
  seenAt: string
  current: boolean
}
export type SignIn = {
  passkeys: { id: string; name: string; backedUp: boolean; createdAt: string; usedAt: string | null }[]
  app: { since: string; codesLeft: number } | null
  required: boolean
}
export type Picture = { sha256: string; width: number; height: number }

/** A client as the form gives it. A personal number left out is unchanged; null takes it away. */
export type ClientForm = Omit<ClientView, 'id' | 'people' | 'updatedAt'> & {
  people: (Omit<ClientView['people'][number], 'id' | 'personalNumberMasked' | 'numberShown'> & {
    id?: string
    personalNumber?: string | null
  })[]
}
export type CompanyForm = Omit<CompanyView, 'soleTraderNumberMasked'> & { soleTraderNumber?: string | null }

export class Refused extends Error {
  readonly status: number
  readonly refusal: Refusal
  constructor(status: number, refusal: Refusal) {
    super(refusal.text)
    this.name = 'Refused'
    this.status = status
    this.refusal = refusal
  }
}

/** The network did not answer: nothing is known about what the server did. */
export class Offline extends Error {
  constructor() {
    super('offline')
    this.name = 'Offline'
  }
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(path, { credentials: 'same-origin', ...init })
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error
    throw new Offline()
  }
  // What was being written is kept in the browser by the editor; after signing in one comes back to it.
  if (response.status === 401) location.assign(`/logga-in?till=${encodeURIComponent(location.pathname)}`)
  return response
}

/** Asks the person to show once more who they are; false when they would rather not. Set by the screen that can ask. */
let prove: (() => Promise<boolean>) | null = null
export const provesBy = (ask: typeof prove) => {
  prove = ask
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const isBytes = body instanceof Blob
  const response = await ask(`/api/app${path}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': isBytes ? body.type : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isBytes ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  })
  const answer = await response.json().catch(() => null)
  // What could do much harm is asked again when it has been shown who asks.
  if (answer?.problem === 'prove-first' && prove && (await prove())) return call<T>(method, path, body, signal)
  if (!response.ok)
    throw new Refused(response.status, answer ?? { problem: 'failure', text: '', fields: {}, facts: {} })
  return answer as T
}

const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, undefined, signal)
const post = <T>(path: string, body: unknown = {}) => call<T>('POST', path, body)
const put = <T>(path: string, body: unknown) => call<T>('PUT', path, body)

const query = (params: Record<string, string | undefined>) => {
  const given = Object.entries(params).filter((e): e is [string, string] => e[1] !== undefined && e[1] !== '')
  return given.length > 0 ? `?${new URLSearchParams(given)}` : ''
}

const bytesOf = (file: Blob) => new Blob([file], { type: 'application/octet-stream' })

type Done = { done: true }
type Ask = { q?: string; cursor?: string }

export const api = {
  me: (signal?: AbortSignal) => get<Me>('/me', signal),
  saveMe: (me: Pick<Me, 'name' | 'phone' | 'photoFile' | 'language'>) => put<Done>('/me', me),
  news: (signal?: AbortSignal) => get<{ news: boolean }>('/me/news', signal),
  chooseNews: (news: boolean) => put<{ news: boolean }>('/me/news', { news }),
  members: (signal?: AbortSignal) => get<{ members: Member[] }>('/members', signal),
  invite: (who: { email: string; name: string; role: Me['role'] }) => post<Done>('/members/invite', who),
  inviteAgain: (id: string) => post<Done>(`/members/${id}/invite-again`),
  withdrawInvitation: (id: string) => post<Done>(`/members/${id}/withdraw`),
  changeRole: (id: string, role: Role) => put<Done>(`/members/${id}/role`, { role }),
  handOver: (id: string) => post<Done>(`/members/${id}/hand-over`),
  forgetSecondStep: (id: string) => post<Done>(`/members/${id}/forget-second-step`),
  removeMember: (id: string) => post<Done>(`/members/${id}/leave`),
  apiKeys: (signal?: AbortSignal) => get<{ keys: ApiKey[] }>('/api-keys', signal),
  makeApiKey: (of: Pick<ApiKey, 'name' | 'scope'>) => post<{ id: string; key: string }>('/api-keys', of),
  revokeApiKey: (id: string) => post<Done>(`/api-keys/${id}/revoke`),
  sessions: (signal?: AbortSignal) => get<{ sessions: Session[] }>('/sessions', signal),
  endSession: (id: string) => post<Done>(`/sessions/${id}/end`),
  endOtherSessions: () => post<Done>('/sessions/end-others'),
  signIn: (signal?: AbortSignal) => get<SignIn>('/sign-in', signal),
  beginPasskey: () => post<Parameters<typeof makePasskey>[0]>('/passkeys/begin'),
  addPasskey: (made: Awaited<ReturnType<typeof makePasskey>> & { name: string }) =>
    post<{ id: string }>('/passkeys', made),
  removePasskey: (id: string) => call<Done>('DELETE', `/passkeys/${id}`),
  beginApp: () => post<{ id: string; typed: string; picture: string }>('/authenticator/begin'),
  confirmApp: (given: { id: string; code: string }) => post<{ codes: string[] }>('/authenticator', given),
  removeApp: () => call<Done>('DELETE', '/authenticator'),
  newCodes: () => post<{ codes: string[] }>('/authenticator/codes'),
  prove: (password: string) => post<Done>('/prove', { password }),
  beginProof: () => post<Parameters<typeof answerOf>[0]>('/prove/begin'),
  proveByPasskey: (answer: Awaited<ReturnType<typeof answerOf>>) => post<Done>('/prove/passkey', answer),
  changePassword: (password: string) => put<Done>('/password', { password }),
  askForTwoSteps: (required: boolean) => put<Done>('/second-step', { required }),
  company: (signal?: AbortSignal) => get<CompanyView>('/company', signal),
  saveCompany: (company: CompanyForm) => put<CompanyView>('/company', company),
  /** Remembers the language for what the server writes: refusals, timeline, mails. */
  chooseLanguage: (lang: Me['language']) =>
    ask('/sprak', { method: 'POST', body: new URLSearchParams({ lang, till: '/' }), redirect: 'manual' }),

  documents: (list: Ask & { group?: Answer<typeof ListGroup> }, signal?: AbortSignal) =>
    get<Answer<typeof ListAnswer>>(`/documents${query(list)}`, signal),
  pipeline: (signal?: AbortSignal) => get<Pipeline>('/pipeline', signal),
  newDocument: (from: Answer<typeof NewDocument>) => post<Answer<typeof Made>>('/documents', from),
  keepAsTemplate: (id: string, keep: { name: string; pictures: boolean }) =>
    post<{ id: string }>(`/documents/${id}/template`, keep),
  templates: (signal?: AbortSignal) => get<Answer<typeof TemplateList>>('/templates', signal),
  job: (id: string, signal?: AbortSignal) => get<JobView>(`/jobs/${id}`, signal),
  beginChange: (contractId: string) => post<Answer<typeof Made>>(`/documents/${contractId}/changes`),
  change: (id: string, signal?: AbortSignal) => get<ChangeStanding>(`/documents/${id}/change`, signal),
  noteAttempt: (id: string, how: Answer<typeof AttemptInput>['how']) =>
    post<ChangeStanding>(`/documents/${id}/attempts`, { how }),
  setGround: (id: string, ground: Omit<Answer<typeof GroundInput>, 'id'>) =>
    put<ChangeStanding>(`/documents/${id}/ground`, ground),
  beginWork: (id: string) => post<ChangeStanding>(`/documents/${id}/start`),
  setWorkedUp: (contractId: string, ore: number) => put<ContractLedger>(`/documents/${contractId}/worked-up`, { ore }),
  document: (id: string, signal?: AbortSignal) => get<DocumentDetail>(`/documents/${id}`, signal),
  asSent: (id: string, signal?: AbortSignal) => get<FrozenVersion>(`/documents/${id}/as-sent`, signal),
  saveContent: (id: string, revision: number, content: DocumentContent) =>
    put<SavedDraft>(`/documents/${id}/content`, { revision, content }),
  saveRecipients: (id: string, recipients: Recipients) =>
    put<DocumentDetail>(`/documents/${id}/recipients`, recipients),
  sendPoints: (id: string, signal?: AbortSignal) => get<{ points: Point[] }>(`/documents/${id}/send-points`, signal),
  send: (id: string, send: Omit<Answer<typeof SendInput>, 'id'>) =>
    post<{ version: number; hash: string }>(`/documents/${id}/send`, send),
  sendAgain: (id: string, again: Omit<Answer<typeof SendAgainInput>, 'id'>) =>
    post<Done>(`/documents/${id}/send-again`, again),
  prolong: (id: string, validTo: string) => post<{ version: number }>(`/documents/${id}/prolong`, { validTo }),
  reminders: (id: string) => get<DocumentReminders>(`/documents/${id}/reminders`),
  setReminders: (id: string, on: boolean) => put<DocumentReminders>(`/documents/${id}/reminders`, { on }),
  reminderRule: () => get<ReminderSettings>('/company/reminders'),
  setReminderRule: (rule: ReminderSettings) => put<ReminderSettings>('/company/reminders', rule),
  withdrawals: (id: string) => get<Answer<typeof NoticesAnswer>>(`/documents/${id}/withdrawals`),
  answerWithdrawal: (id: string, noticeId: string, answer: { accept: boolean; answer: string }) =>
    post<Answer<typeof NoticesAnswer>>(`/documents/${id}/withdrawals/${noticeId}/answer`, answer),
  inPerson: (id: string, partyId: string) => post<{ path: string }>(`/documents/${id}/in-person`, { partyId }),
  countersign: (id: string, sameDevice: boolean) =>
    post<{ order: string; text: string }>(`/documents/${id}/countersign`, { sameDevice }),
  countersigning: (id: string, order: string) =>
    get<{ state: string; words: string; qr: string | null; startUrl: string | null }>(
      `/documents/${id}/countersign/${order}`,
    ),
  cancelCountersign: (id: string, order: string) => post<Done>(`/documents/${id}/countersign/${order}/cancel`),
  withdraw: (id: string) => post<Done>(`/documents/${id}/withdraw`),
  timeline: (id: string, signal?: AbortSignal) => get<DocumentTimeline>(`/documents/${id}/timeline`, signal),
  answer: (id: string, questionId: string, answer: string) =>
    post<Done>(`/documents/${id}/questions/${questionId}/answer`, { answer }),

  clients: (list: Ask, signal?: AbortSignal) => get<Answer<typeof ClientList>>(`/clients${query(list)}`, signal),
  client: (id: string, signal?: AbortSignal) => get<ClientView>(`/clients/${id}`, signal),
  showNumber: (id: string, person: string, reason: 'tax-reduction' | 'check') =>
    post<{ number: string }>(`/clients/${id}/people/${person}/number`, { reason }),
  addClient: (client: ClientForm) => post<ClientView>('/clients', client),
  saveClient: (id: string, client: ClientForm) => put<ClientView>(`/clients/${id}`, client),

  duplicates: (signal?: AbortSignal) => get<Answer<typeof DuplicateList>>('/client-duplicates', signal),
  keepApart: (a: string, b: string) => post<Done>('/client-duplicates/apart', { a, b }),
  lookAtMerge: (id: string, other: string, signal?: AbortSignal) =>
    get<Answer<typeof Look>>(`/clients/${id}/merge/${other}`, signal),
  mergeClients: (id: string, merge: Omit<Answer<typeof Merge>, 'id'>) =>
    post<ClientView>(`/clients/${id}/merge`, merge),

  serviceAgreement: (signal?: AbortSignal) => get<ServiceAgreement>('/service-agreement', signal),
  signServiceAgreement: (hash: string) => post<ServiceAgreement>('/service-agreement/accept', { hash }),
  exports: (signal?: AbortSignal) => get<Exports>('/exports', signal),
  makeExport: () => post<Exports>('/exports'),
  fetchExport: (id: string) => post<{ path: string }>(`/exports/${id}/fetch`),
  closure: (signal?: AbortSignal) => get<Closure>('/closure', signal),
  closeCompany: (name: string) => post<Closure>('/closure', { name }),
  regretClosure: () => post<Closure>('/closure/regret'),
  processing: (signal?: AbortSignal) => get<Processing>('/processing', signal),
  acceptAgreement: (hash: string) => post<Processing>('/processing/accept', { hash }),
  instruct: (choice: keyof Processing['choices'], value: boolean | number) =>
    post<Processing>('/processing/instructions', { choice, value }),
  objectTo: (processor: string) => post<Processing>('/processing/objections', { processor }),
  withdrawObjection: (processor: string) => post<Processing>('/processing/objections/withdraw', { processor }),

  cases: (signal?: AbortSignal) => get<CompanyCases>('/cases', signal),
  releaseCase: (id: string) => post<CompanyCases>(`/cases/${id}/release`),
  objectToCase: (id: string, why: Omit<ObjectTo, 'id'>) => post<CompanyCases>(`/cases/${id}/object`, why),

  articles: (ask: { q?: string; category?: string; archived?: '1' } = {}, signal?: AbortSignal) =>
    get<ArticleList>(`/articles${query(ask)}`, signal),
  addArticle: (article: NewArticle) => post<ArticleView>('/articles', article),
  saveArticle: (article: ArticleView) => put<ArticleView>(`/articles/${article.id}`, article),
  removeArticle: (id: string) => call<Done>('DELETE', `/articles/${id}`),
  restoreArticle: (id: string) => post<Done>(`/articles/${id}/restore`),
  categories: (signal?: AbortSignal) => get<Answer<typeof CategoryList>>('/article-categories', signal),
  saveCategories: (categories: { id?: string; name: string }[]) =>
    put<Answer<typeof CategoryList>>('/article-categories', { categories }),

  /** What would come of a file; nothing is written. The file's name stays here. */
  previewImport: (kind: ImportKind, file: Blob, how: HowInput, signal: AbortSignal) =>
    call<Preview>('POST', `/imports/${kind}/preview${query({ how: JSON.stringify(how) })}`, bytesOf(file), signal),
  runImport: (kind: ImportKind, file: Blob, how: HowInput) =>
    post<{ id: string; added: number; updated: number }>(
      `/imports/${kind}${query({ how: JSON.stringify(how) })}`,
      bytesOf(file),
    ),
  imports: (kind: ImportKind, signal?: AbortSignal) => get<Answer<typeof ImportList>>(`/imports/${kind}`, signal),
  undoImport: (kind: ImportKind, id: string) => post<Answer<typeof Undone>>(`/imports/${kind}/${id}/undo`),

  /** A picture, as bytes; the server looks at what it is. */
  upload: (file: Blob, use: 'logo' | 'photo' | 'picture') => post<Picture>(`/files${query({ use })}`, file),
}

export const fileUrl = (sha256: string) => `/api/app/files/${sha256}`
export const exportUrl = (kind: ImportKind) => `/api/app/${kind}/export`
export const pdfUrl = (documentId: string) => `/api/app/documents/${documentId}/pdf`
export const liveUrl = (documentId: string | null) => `/api/app/live${query({ document: documentId ?? undefined })}`
