// What the company follows: entries in words, visits section by section, questions, and how each message went.
import { sql } from 'kysely'
import { memberName } from '../company/member-name.ts'
import { say } from '../kernel/messages.ts'
import type { Tx } from '../platform/database/connect.ts'
import type { Language } from '../platform/http/endpoint.ts'
import { documentMessages } from './documents.messages.ts'

/** A page that reported within this time is being read now. */
export const READING_MS = 60_000

export type SectionName = { id: string; name: string }

export async function timelineOf(
  tx: Tx,
  companyId: string,
  documentId: string,
  language: Language,
  now: Date,
  sections: readonly SectionName[],
) {
  const entries = await entriesOf(tx, companyId, [documentId], language, 500)
  const visits = await tx
    .selectFrom('visit as v')
    .innerJoin('room_link as l', join =>
      join.onRef('l.company_id', '=', 'v.company_id').onRef('l.id', '=', 'v.link_id'),
    )
    .innerJoin('document_party as p', join =>
      join.onRef('p.company_id', '=', 'l.company_id').onRef('p.id', '=', 'l.party_id'),
    )
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['c.name', 'v.started_at', 'v.seen_at', 'v.section', 'v.sections'])
    .where('v.company_id', '=', companyId)
    .where('v.document_id', '=', documentId)
    .orderBy('v.seen_at', 'desc')
    .limit(50)
    .execute()
  const questions = await tx
    .selectFrom('question as q')
    .innerJoin('document_party as p', join =>
      join.onRef('p.company_id', '=', 'q.company_id').onRef('p.id', '=', 'q.party_id'),
    )
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['q.id', 'q.anchor', 'q.body', 'q.asked_at', 'q.answer', 'q.answered_at', 'c.name'])
    .where('q.company_id', '=', companyId)
    .where('q.document_id', '=', documentId)
    .orderBy('q.asked_at', 'desc')
    .limit(200)
    .execute()
  const feedback = await tx
    .selectFrom('feedback as f')
    .innerJoin('document_party as p', join =>
      join.onRef('p.company_id', '=', 'f.company_id').onRef('p.id', '=', 'f.party_id'),
    )
    .innerJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['f.id', 'f.rating', 'f.comment', 'f.at', 'c.name'])
    .where('f.company_id', '=', companyId)
    .where('f.document_id', '=', documentId)
    .where('f.rating', 'is not', null)
    .orderBy('f.at', 'desc')
    .execute()
  const dispatches = await tx
    .selectFrom('dispatch as d')
    .leftJoin('document_party as p', join =>
      join.onRef('p.company_id', '=', 'd.company_id').onRef('p.id', '=', 'd.party_id'),
    )
    .leftJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .select(['d.id', 'd.channel', 'd.message', 'd.address', 'd.state', 'd.reason', 'd.created_at', 'c.name'])
    .where('d.company_id', '=', companyId)
    .where('d.document_id', '=', documentId)
    .where('d.party_id', 'is not', null)
    .orderBy('d.created_at', 'desc')
    .limit(100)
    .execute()
  const own = { top: say(documentMessages['part.top'], language), legal: say(documentMessages['part.legal'], language) }
  const nameOf = (id: string) => sections.find(s => s.id === id)?.name ?? own[id as keyof typeof own] ?? id
  return {
    entries,
    visits: visits.map(v => ({
      party: v.name,
      startedAt: v.started_at.toISOString(),
      seenAt: v.seen_at.toISOString(),
      now: now.getTime() - v.seen_at.getTime() < READING_MS,
      section: nameOf(v.section),
      sections: Object.entries(v.sections).map(([id, seconds]) => ({ name: nameOf(id), seconds })),
    })),
    questions: questions.map(q => ({
      id: q.id,
      anchor: q.anchor,
      body: q.body,
      by: q.name,
      askedAt: q.asked_at.toISOString(),
      answer: q.answer,
      answeredAt: q.answered_at?.toISOString() ?? null,
    })),
    feedback: feedback.map(f => ({
      id: f.id,
      by: f.name,
      rating: f.rating ?? 0,
      comment: f.comment,
      at: f.at.toISOString(),
    })),
    dispatches: dispatches.map(d => ({
      id: d.id,
      party: d.name ?? null,
      channel: d.channel,
      message: d.message,
      address: d.address,
      state: d.state,
      reason: d.reason,
      at: d.created_at.toISOString(),
    })),
  }
}

/** What happened to documents, newest first, in words. */
export async function entriesOf(
  tx: Tx,
  companyId: string,
  documentIds: readonly string[],
  language: Language,
  most: number,
) {
  const events = await tx
    .selectFrom('document_event as e')
    .leftJoin('document_party as p', join =>
      join.onRef('p.company_id', '=', 'e.company_id').onRef('p.id', '=', 'e.actor_id'),
    )
    .leftJoin('client_person as c', join =>
      join.onRef('c.company_id', '=', 'p.company_id').onRef('c.id', '=', 'p.client_person_id'),
    )
    .leftJoin('member as m', join => join.onRef('m.company_id', '=', 'e.company_id').onRef('m.id', '=', 'e.actor_id'))
    .leftJoin('dispatch as n', join =>
      join.onRef('n.company_id', '=', 'e.company_id').on('n.id', '=', sql<string>`(e.data ->> 'noted')::uuid`),
    )
    // Whom an entry is about beside whose it is: who was asked, or who came into another's place.
    .leftJoin('document_party as o', join =>
      join
        .onRef('o.company_id', '=', 'e.company_id')
        .on(
          'o.id',
          '=',
          sql<string>`case when e.type in ('invited', 'reminded', 'delegated', 'in-person') then (e.data ->> 'party')::uuid end`,
        ),
    )
    .leftJoin('client_person as oc', join =>
      join.onRef('oc.company_id', '=', 'o.company_id').onRef('oc.id', '=', 'o.client_person_id'),
    )
    .select(['e.document_id', 'e.seq', 'e.type', 'e.at', 'e.version', 'e.data', 'e.actor', 'oc.name as about'])
    .select(['n.note', 'c.name as client', 'm.id as memberId', 'm.name as member', 'm.left_at as memberLeft'])
    .where('e.company_id', '=', companyId)
    .where('e.document_id', 'in', documentIds)
    .orderBy('e.at', 'desc')
    .orderBy('e.seq', 'desc')
    .limit(most)
    .execute()
  return events.map(e => ({
    documentId: e.document_id,
    seq: e.seq,
    type: e.type,
    at: e.at.toISOString(),
    words: eventWords(e.type, language, { ...e.data, version: e.version, about: e.about }),
    who:
      e.actor === 'recipient'
        ? (e.client ?? null)
        : e.actor === 'member' || e.actor === 'api'
          ? e.memberId && memberName({ name: e.member, left_at: e.memberLeft }, language)
          : null,
    version: e.version,
    note: e.note,
    machine: e.type === 'fetched-by-machine',
  }))
}

/** An entry in a sentence. An unknown type is shown by its name rather than hidden. */
export function eventWords(
  type: string,
  language: Language,
  facts: Record<string, string | number | boolean | null>,
): string {
  const message = (documentMessages as Record<string, { sv: unknown; en: unknown }>)[`event.${type}`]
  return message ? say(message as never, language, facts) : type
}
