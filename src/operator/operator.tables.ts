import { optional, table, text, timestamp } from '../datamap/table.ts'

export const toldOutside = table('told_outside', {
  tenancy: 'none',
  is: 'That the operator’s own staff or collector of faults was told of something, by its number alone.',
  columns: {
    what: text<'rights-case' | 'fault' | 'chat'>('nothing-personal'),
    reference: text('nothing-personal'),
    remote_reference: optional(text('nothing-personal')),
    at: timestamp('nothing-personal'),
  },
})
export const operatorTables = [toldOutside] as const
