import {
  bigint,
  boolean,
  date,
  defaulted,
  id,
  integer,
  json,
  optional,
  reference,
  table,
  text,
  timestamp,
} from '../../datamap/table.ts'

/** The application's side of it: counts and ids of rows, never what they hold. */
export const retentionRun = table('retention_run', {
  tenancy: 'none',
  is: 'A nightly look at what is due to go: planned, approved where it is much, done.',
  columns: {
    id: id(),
    day: date('nothing-personal'),
    planned_at: timestamp('nothing-personal'),
    state: text<'waiting' | 'approved' | 'done'>('nothing-personal'),
    planned_by: text('nothing-personal'),
    approved_by: optional(text('nothing-personal')),
    finished_at: optional(timestamp('nothing-personal')),
  },
})

export const retentionResult = table('retention_result', {
  tenancy: 'none',
  is: 'What one rule found due in a run, and how much of it has gone.',
  columns: {
    run_id: reference('retention_run'),
    rule: text('nothing-personal'),
    due: integer('nothing-personal'),
    total: bigint('nothing-personal'),
    /** Due the run before. */
    before: optional(integer('nothing-personal')),
    sample: json<string[]>('nothing-personal'),
    removed: defaulted(integer('nothing-personal')),
    large: defaulted(boolean('nothing-personal')),
  },
})

export const retentionTables = [retentionRun, retentionResult] as const
