// What the app asks of templates and snippets. Keeping a document as one is asked of the document (documents.routes.ts).
import { z } from 'zod'
import { seesCost } from '../articles/cost.ts'
import { endpoint } from '../platform/http/endpoint.ts'
import {
  ListTemplates,
  NewSnippet,
  SaveTemplate,
  SnippetList,
  SnippetView,
  TemplateList,
  TemplateName,
} from './contract.ts'
import { addSnippet, archiveSnippet, changeSnippet, listSnippets, useSnippet } from './snippets.ts'
import { archiveTemplate, changeTemplate, listTemplates } from './templates.ts'

const ById = z.object({ id: z.uuid() })
const Done = z.object({ done: z.literal(true) })
const done = { done: true as const }

export const templateEndpoints = [
  endpoint({
    get: '/api/app/templates',
    permission: 'documents.read',
    does: 'Lists the company’s templates, the standards first.',
    input: ListTemplates,
    output: TemplateList,
    handle: async ({ tx, actor, input }) => ({
      templates: await listTemplates(tx, actor.companyId, input.archived === '1'),
    }),
  }),
  endpoint({
    put: '/api/app/templates/:id',
    permission: 'templates.write',
    does: 'Renames a template, or makes it what new documents of its kind begin with.',
    input: SaveTemplate,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await changeTemplate(tx, actor.companyId, input, services.clock.now())
      return done
    },
  }),
  endpoint({
    delete: '/api/app/templates/:id',
    permission: 'templates.write',
    does: 'Puts a template away; it can be taken back, and documents that began from it still say so.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await archiveTemplate(tx, actor.companyId, input.id, services.clock.now())
      return done
    },
  }),
  endpoint({
    post: '/api/app/templates/:id/restore',
    permission: 'templates.write',
    does: 'Takes a template back that was put away.',
    input: ById,
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await archiveTemplate(tx, actor.companyId, input.id, null)
      return done
    },
  }),
  endpoint({
    get: '/api/app/snippets',
    permission: 'documents.read',
    does: 'Lists saved texts and rows, most used first; costs where whoever asks may see them.',
    input: ListTemplates,
    output: SnippetList,
    handle: async ({ tx, actor, input }) => ({
      snippets: await listSnippets(tx, actor.companyId, input.archived === '1', seesCost(actor)),
    }),
  }),
  endpoint({
    post: '/api/app/snippets',
    permission: 'templates.write',
    does: 'Saves a text or rows to be put into other documents.',
    input: NewSnippet,
    output: SnippetView,
    status: 201,
    handle: ({ services, tx, actor, input }) =>
      addSnippet(tx, actor.companyId, services.newId(), input, services.clock.now(), seesCost(actor)),
  }),
  endpoint({
    put: '/api/app/snippets/:id',
    permission: 'templates.write',
    does: 'Renames a snippet, and changes its text.',
    input: z.object({ id: z.uuid(), name: TemplateName, text: z.string().trim().min(1).max(20_000).optional() }),
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await changeSnippet(tx, actor.companyId, input)
      return done
    },
  }),
  endpoint({
    delete: '/api/app/snippets/:id',
    permission: 'templates.write',
    does: 'Puts a snippet away; documents keep the text they were given.',
    input: ById,
    output: Done,
    handle: async ({ services, tx, actor, input }) => {
      await archiveSnippet(tx, actor.companyId, input.id, services.clock.now())
      return done
    },
  }),
  endpoint({
    post: '/api/app/snippets/:id/restore',
    permission: 'templates.write',
    does: 'Takes a snippet back that was put away.',
    input: ById,
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await archiveSnippet(tx, actor.companyId, input.id, null)
      return done
    },
  }),
  endpoint({
    post: '/api/app/snippets/:id/used',
    permission: 'documents.write',
    does: 'Notes that a snippet was put into a document, so that the most used stand first.',
    input: ById,
    output: Done,
    handle: async ({ tx, actor, input }) => {
      await useSnippet(tx, actor.companyId, input.id)
      return done
    },
  }),
]
