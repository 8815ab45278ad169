// Companies are told of an incident without undue delay (GDPR art. 33.2): each with its own figures, and words it can use towards its clients.
import { z } from 'zod'
import { declaredColumns } from '../datamap/register.ts'
import type { Table } from '../datamap/table.ts'
import { categories } from '../datamap/vocabulary.ts'
import { deriveBrand } from '../design/colour.ts'
import { mailHtml, mailText } from '../design/mail.tsx'
import type { Tx } from '../platform/database/connect.ts'
import { job } from '../platform/jobs/job.ts'
import { MailRefused, mailSender } from '../platform/ports/mail.ts'
import { incidentMail } from './incidents.messages.ts'
import { reachOf } from './incidents.ts'

export const queueIncidentMail = (tx: Tx, incidentId: string) =>
  tellOfIncident.in(tx, { incidentId }, { key: `incident:${incidentId}`, priority: -20 })

export const tellOfIncident = job('tell-of-incident', {
  does: 'Tells the owners of every company that an incident concerns, with that company’s own figures.',
  input: z.object({ incidentId: z.uuid() }),
  maxAttempts: 25,
  async run(services, { incidentId }) {
    const waiting = await services.database.outside(async tx => {
      const row = await tx.selectFrom('incident').selectAll().where('id', '=', incidentId).executeTakeFirst()
      const companies = await tx
        .selectFrom('incident_company')
        .selectAll()
        .where('incident_id', '=', incidentId)
        .where('told_at', 'is', null)
        .execute()
      return row ? { row, companies } : null
    })
    if (!waiting) return
    const { row, companies } = waiting
    const declared = new Map(
      declaredColumns(services.tables as readonly Table[]).map(c => [`${c.table}.${c.column}`, c]),
    )
    for (const { company_id: companyId } of companies) {
      const [reach] = await services.database.outside(tx =>
        reachOf(services, tx, { ...row.scope, companies: [companyId] }),
      )
      const owners = await services.database.company(companyId, async tx => {
        const found = await tx
          .selectFrom('member as m')
          .innerJoin('account as a', 'a.id', 'm.account_id')
          .select(['m.id', 'a.email', 'a.language'])
          .where('m.company_id', '=', companyId)
          .where('m.role', '=', 'owner')
          .where('m.left_at', 'is', null)
          .execute()
        for (const { id } of found)
          await services.door.disclose(tx, {
            id: services.newId(),
            processor: 'mail',
            purpose: 'provide-service',
            columns: ['account.email'],
            subject: { kind: 'member', id },
            documentId: null,
          })
        return found
      })
      for (const owner of owners) {
        const { operator, publicUrl, mail } = services.config
        const kinds = [...new Set((reach?.columns ?? []).flatMap(name => declared.get(name)?.personal?.holds ?? []))]
        const words = incidentMail[owner.language]
        const facts = {
          number: row.number,
          persons: reach?.persons ?? 0,
          kinds: kinds
            .map(k => categories[k][owner.language].toLowerCase())
            .sort()
            .join(', '),
          contact: operator.email,
        }
        const body = {
          language: owner.language,
          header: operator.name,
          paragraphs: words.paragraphs(facts),
          quotes: [{ label: words.draftLabel, text: words.draft(facts) }],
          button: { label: words.button, url: `${publicUrl}/app/installningar` },
          footer: [[operator.name, operator.address, operator.email].filter(Boolean).join(' · ')],
          test: false,
        }
        try {
          await services.door.through('mail', () =>
            services.ports.get(mailSender).send({
              to: owner.email,
              from: { name: 'Cling', address: mail?.from ?? 'cling@localhost' },
              subject: words.subject(facts),
              text: mailText(body),
              html: mailHtml(body, deriveBrand(null)),
              attachments: [],
              reference: services.newId(),
            }),
          )
        } catch (error) {
          if (!(error instanceof MailRefused)) throw error
          services.log.error(
            { number: row.number, companyId, reason: error.reason },
            'a company could not be told of an incident by mail',
          )
          continue
        }
        await services.database.outside(tx =>
          tx
            .updateTable('incident_company')
            .set({ told_at: services.clock.now() })
            .where('incident_id', '=', incidentId)
            .where('company_id', '=', companyId)
            .where('told_at', 'is', null)
            .execute(),
        )
      }
    }
  },
})
