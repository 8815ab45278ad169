// Whether every declared personal column has a value planted in it, or says why none could tell anybody apart. What is new and planted
// nowhere is a fault: the run would not see it leak.
import type { Table } from '../../datamap/table.ts'
import { copies } from './judge.ts'
import type { Marker } from './markers.ts'

/** Columns in which no value of its own can stand. */
const unplanted: Readonly<Record<string, string>> = {
  'company.logo_file': 'the imprint of a file: the file is searched',
  'file.sha256': 'the imprint of a file: the file is searched',
  'client.organisation_number': 'only two organisation numbers are nobody’s, and both are taken',
  'client.association_number': 'only two organisation numbers are nobody’s, and both are taken',
  'client.vat_number': 'follows from the organisation number',
  'client_person.used_year': 'a year',
  'document.total_ore': 'computed from rows that are many people’s',
  'document.to_pay_ore': 'computed from rows that are many people’s',
  'document.worked_up_ore': 'a sum of a job that a household shares',
  'document_version.total_ore': 'computed from rows that are many people’s',
  'document_version.to_pay_ore': 'computed from rows that are many people’s',
  'document_version.chosen': 'ids of rows',
  'change_order.stance': 'one of a few words',
  'document_event.data': 'ids and words of our own; the values it might carry by mistake are all looked for',
  'session.device': 'one of a few kinds',
  'session.network': 'half an address',
  'feedback.rating': 'a figure from one to five',
  'visit.sections': 'ids of parts and seconds',
  'visit.section': 'the id of a part',
  'consent_event.purpose': 'one of a few words',
  'consent_event.action': 'one of a few words',
  'consent_account.consent_id': 'the same number as in the ledger',
  'visitor_event.kind': 'one of a few words',
  'visitor_event.page': 'one of our pages',
  'visitor_event.target': 'one of a few words',
  'visitor_event.stayed': 'one of a few steps',
  'mail_measure.consent_id': 'the same number as in the ledger',
  'mail_beacon.opened_on': 'a day',
  'crm_contact.remote_reference': 'a number that a supplier gave, and none is connected in the run',
  'connection_remote.remote_reference': 'a number that a supplier gave, and none is connected in the run',
}

export function uncovered(tables: readonly Table[], markers: readonly Marker[]): string[] {
  const planted = new Set(markers.map(m => m.field))
  const copied = new Set(Object.values(copies).flat())
  return tables.flatMap(t =>
    t.alreadyLeft
      ? []
      : Object.entries(t.columns).flatMap(([column, c]) => {
          const name = `${t.name}.${column}`
          // A moment is many people's; two languages are everybody's; what lies under a key or as an imprint is looked for by what is in it.
          const tells =
            c.declaration !== 'nothing-personal' && !/^(timestamp|date|bytea)/.test(c.sql) && column !== 'language'
          if (!tells || planted.has(name) || copied.has(name) || name in unplanted) return []
          return [
            `${name}: plant a value in src/testing/canary (world.ts or drive.ts), or say in coverage.ts why none can tell anybody apart.`,
          ]
        }),
  )
}

/** Reasons for columns that are gone, or planted after all. */
export function stale(tables: readonly Table[], markers: readonly Marker[]): string[] {
  const there = new Set(tables.flatMap(t => Object.keys(t.columns).map(c => `${t.name}.${c}`)))
  const planted = new Set(markers.map(m => m.field))
  return [...Object.keys(unplanted), ...Object.values(copies).flat()].filter(
    name => !there.has(name) || (name in unplanted && planted.has(name)),
  )
}
