// Every port is declared by a slice, leads to a processor that exists, and may be asked for what it discloses.
import { describe, expect, test } from 'vitest'
import { declaredColumns } from './datamap/register.ts'
import { processorKeys } from './integrations/processors.ts'
import type { Port } from './platform/ports/port.ts'
import { tables } from './schema.ts'
import { slices } from './slices.ts'

const ports = slices.flatMap(s => s.ports ?? []) as readonly Port<unknown>[]

function portFaults(list: readonly Port<unknown>[]): string[] {
  const columns = new Map(declaredColumns(tables).map(c => [`${c.table}.${c.column}`, c]))
  const found: string[] = []
  for (const p of list) {
    if (!processorKeys.includes(p.processor)) found.push(`${p.name} leads to ${p.processor}, which is no processor`)
    for (const name of p.discloses) {
      const column = columns.get(name)
      if (!column) found.push(`${p.name} discloses ${name}, which no table has`)
      else if (column.personal && !column.personal.shared?.includes(p.processor as never))
        found.push(`${p.name} discloses ${name}, which may not go to ${p.processor}`)
    }
  }
  return found
}

describe('ports', () => {
  test('each leads somewhere known and discloses only what may go there', () => expect(portFaults(ports)).toEqual([]))
  test('there is one for each thing that is done outside', () =>
    expect(ports.map(p => p.name).sort()).toEqual([
      'chat',
      'crm',
      'eid',
      'errors',
      'invoicing',
      'mail',
      'partner',
      'sms',
      'staff',
    ]))
  test('a port that discloses a personal number is found', () => {
    expect(
      portFaults([{ name: 'planted', processor: 'mail', discloses: ['client_person.personal_number'] }]),
    ).toHaveLength(1)
  })
})
