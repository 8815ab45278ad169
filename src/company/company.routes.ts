// What the app asks about the company itself, and its pictures.
import { z } from 'zod'
import { Problem } from '../kernel/problem.ts'
import { noteFile } from '../platform/files/files.ts'
import { json } from '../platform/http/answer.ts'
import { endpoint, page } from '../platform/http/endpoint.ts'
import { readCompany, saveCompany } from './company.ts'
import { CompanyInput, CompanyView } from './contract.ts'
import { MAX_UPLOAD, type PictureUse, readPicture } from './picture.ts'

const Use = z.enum(['picture', 'logo', 'photo']).default('picture')

export const companyEndpoints = [
  endpoint({
    get: '/api/app/company',
    permission: 'self',
    does: 'Shows the company’s particulars.',
    input: z.object({}),
    output: CompanyView,
    handle: ({ services, tx, actor }) => readCompany(services, tx, actor.companyId),
  }),
  endpoint({
    put: '/api/app/company',
    permission: 'company.manage',
    does: 'Saves the company’s particulars.',
    input: CompanyInput,
    output: CompanyView,
    prepare: async ({ services, actor, input }) => ({
      key: input.soleTraderNumber ? await services.vault.make(actor.companyId, 'person') : null,
    }),
    handle: async ({ services, tx, actor, input, prepared }) => {
      await saveCompany(services, tx, actor.companyId, input, prepared.key)
      return readCompany(services, tx, actor.companyId)
    },
  }),
  page({
    post: '/api/app/files',
    zone: 'app',
    access: 'documents.write',
    does: 'Takes a picture, makes it anew and keeps it. The body is the picture itself; `?use=logo` keeps transparency.',
    limit: MAX_UPLOAD,
    handle: async ({ services, request, visitor, actor }) => {
      if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
      const use: PictureUse = Use.parse(visitor.url.searchParams.get('use') ?? undefined)
      const picture = await readPicture(new Uint8Array(await request.arrayBuffer()), use)
      const file = await services.files.write(actor.companyId, picture.bytes, {
        mime: picture.mime,
        purpose: use,
        bucket: 'draft',
        width: picture.width,
        height: picture.height,
      })
      const isNew = await services.database.company(actor.companyId, tx => noteFile(tx, file, services.clock.now()))
      if (!isNew) await services.files.discard(file)
      return json({ sha256: file.sha256, width: picture.width, height: picture.height }, 201)
    },
  }),
  page({
    get: '/api/app/files/:sha256',
    zone: 'app',
    access: 'documents.read',
    does: 'Shows a picture of the company.',
    handle: async ({ services, params, actor }) => {
      if (!actor) throw new Problem('sign-in-first', {}, { status: 401 })
      const row = await services.database.company(actor.companyId, tx =>
        tx
          .selectFrom('file')
          .select(['sha256', 'key_id', 'mime'])
          .where('company_id', '=', actor.companyId)
          .where('sha256', '=', params.sha256 ?? '')
          .where('purpose', '!=', 'sealed')
          .executeTakeFirst(),
      )
      if (!row) throw new Problem('not-found', {}, { status: 404 })
      return new Response((await services.files.read(actor.companyId, row)) as unknown as BodyInit, {
        headers: {
          'content-type': row.mime,
          'cache-control': 'private, max-age=31536000, immutable',
          'content-security-policy': "default-src 'none'; sandbox",
        },
      })
    },
  }),
]
