import { z } from 'zod'
import { Problem } from '../kernel/problem.ts'
import { json } from '../platform/http/answer.ts'
import { type Endpoint, endpoint, type PageRequest, type Permission, page } from '../platform/http/endpoint.ts'
import { How, type ImportKind, ImportList, Undone } from './contract.ts'
import { MAX_FILE_BYTES } from './limits.ts'
import { previewImport, runImport } from './run.ts'
import { listImports, undoImport } from './undo.ts'

const ById = z.object({ id: z.uuid() })

/** The body is the file as it is; `how` says how it is read. Nothing of it is stored, logged or put in an address. */
async function given({ request, visitor, actor }: PageRequest) {
  if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
  visitor.language = actor.language ?? visitor.language
  const asked = visitor.url.searchParams.get('how') ?? '{}'
  const how = How.safeParse(parsed(asked))
  if (!how.success) throw new Problem('invalid-input')
  const bytes = Buffer.from(await request.arrayBuffer())
  if (bytes.length > MAX_FILE_BYTES) throw new Problem('import-too-large', {}, { status: 413 })
  return { actor, how: how.data, bytes }
}
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const endpointsOf = (kind: ImportKind, permission: Permission, whose: string): Endpoint[] => [
  page({
    post: `/api/app/imports/${kind}/preview`,
    zone: 'app',
    access: permission,
    does: `Says what would come of a file of ${whose}, row by row. Nothing is written or kept.`,
    limit: MAX_FILE_BYTES + 1024,
    handle: async r => {
      const { actor, how, bytes } = await given(r)
      return json(await previewImport(r.services, actor, kind, bytes, how, r.visitor.language))
    },
  }),
  page({
    post: `/api/app/imports/${kind}`,
    zone: 'app',
    access: permission,
    does: `Reads a file of ${whose} into the register, as its preview said it would.`,
    limit: MAX_FILE_BYTES + 1024,
    handle: async r => {
      const { actor, how, bytes } = await given(r)
      return json(await runImport(r.services, actor, kind, bytes, how), 201)
    },
  }),
  endpoint({
    get: `/api/app/imports/${kind}`,
    permission,
    does: `Lists the latest imports of ${whose} and until when each can be undone.`,
    input: z.object({}),
    output: ImportList,
    handle: ({ services, tx, actor }) => listImports(tx, actor.companyId, kind, services.clock.now()),
  }),
  endpoint({
    post: `/api/app/imports/${kind}/:id/undo`,
    permission,
    does: `Takes an import of ${whose} back; what has been used or changed since is left.`,
    input: ById,
    output: Undone,
    prepare: ({ services, actor, input }) => undoImport(services, actor, kind, input.id),
    handle: async ({ prepared }) => prepared,
  }),
]

export const importEndpoints = [
  ...endpointsOf('articles', 'articles.write', 'articles'),
  ...endpointsOf('clients', 'clients.write', 'clients'),
]
