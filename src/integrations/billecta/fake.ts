// Billecta on loopback: a token by Basic, debtors of what an invoice needs, and no deleting of one who has been invoiced.
import { type FakeServer, jsonOf, startFakeServer, strange } from '../fake-server.ts'

type Debtor = Record<string, string>
export type FakeBillecta = FakeServer & { debtors: Map<string, Debtor>; invoiced: Set<string>; tokens: Set<string> }

const KNOWN =
  'CreditorPublicId DebtorPublicId DebtorExternalId DebtorType Name OrgNo Address ZipCode City CountryCode Email Phone Attention Notes'.split(
    ' ',
  )

export async function startFakeBillecta(account: { user: string; password: string }): Promise<FakeBillecta> {
  const debtors = new Map<string, Debtor>()
  const invoiced = new Set<string>()
  const tokens = new Set<string>()
  const server = await startFakeServer(came => {
    const { authorization = '' } = came.headers
    if (came.path === '/v1/authentication/apiauthenticate') {
      if (authorization !== `Basic ${Buffer.from(`${account.user}:${account.password}`).toString('base64')}`)
        return { status: 401, text: 'no' }
      const token = `token-${tokens.size + 1}`
      tokens.add(token)
      return { status: 200, json: { Value: token, Expires: '2027-01-01' } }
    }
    if (!tokens.has(Buffer.from(authorization.replace('SecureToken ', ''), 'base64').toString()))
      return { status: 401, text: 'no' }
    if (came.path === '/v1/creditors/creditors') return { status: 200, json: [{ CreditorPublicId: 'c-1' }] }
    if (came.path.startsWith('/v1/debtors/debtorbyexternalid/')) {
      const found = [...debtors].find(([, d]) => d.DebtorExternalId === came.query.get('externalid'))
      return found ? { status: 200, json: { DebtorPublicId: found[0] } } : { status: 404, text: 'none' }
    }
    if (came.path === '/v1/debtors/debtor') {
      const body = jsonOf(came) as Debtor | null
      if (!body || strange(body, KNOWN).length > 0) return { status: 400, json: { Message: 'unknown field' } }
      if (came.method === 'PUT') {
        const known = debtors.get(body.DebtorPublicId ?? '')
        if (!known) return { status: 404, text: 'none' }
        debtors.set(body.DebtorPublicId as string, { ...known, ...body })
        return { status: 200, json: {} }
      }
      if (!body.Name) return { status: 400, json: { Message: 'Name is required' } }
      const id = `d-${debtors.size + 1}`
      debtors.set(id, body)
      return { status: 200, json: { PublicId: id } }
    }
    const id = came.path.split('/').at(-1) as string
    if (came.method === 'DELETE' && came.path.startsWith('/v1/debtors/debtor/')) {
      if (invoiced.has(id)) return { status: 400, json: { Message: 'has invoices' } }
      return debtors.delete(id) ? { status: 200, json: {} } : { status: 404, text: 'none' }
    }
    return { status: 404, text: 'none' }
  })
  return Object.assign(server, { debtors, invoiced, tokens })
}
