// Tables say what they hold. `table()` gives Kysely its types and the data map its declarations from the same page: adding a
// column without saying what it holds does not compile. Not a library because the declaration is the product: extract, erasure,
// retention, log redaction, the outbound door and the policy page are all derived from it.
import type { ColumnType, Generated } from 'kysely'
import type { Category, Feature, Keep, Protection, Recipient, Subject, Use } from './vocabulary.ts'

export type Personal = {
  holds: Category
  /** Overrides of what the table says, where one column differs from its neighbours. */
  subject?: Subject
  use?: Use
  keep?: Keep
  /** What else it is used for, each with its own ground and period. */
  also?: readonly { use: Use; keep: Keep }[]
  /** May leave the installation to these processors; absent = never leaves. */
  shared?: readonly Recipient[]
  protect?: Protection
  /** Why this is asked for, in a sentence the person reads beside the field. */
  why?: { sv: string; en: string }
  /** The feature that breaks without it; said of everything that serves to provide the service. */
  needed?: Feature
  /** Why a personal number and nothing less (dataskyddslagen 3 kap. 10 §). Without it none is held. */
  justified?: { sv: string; en: string }
}
export type NothingPersonal = 'nothing-personal'
export type Declaration = Personal | NothingPersonal

export type Column<Select = unknown, Insert = Select> = {
  readonly sql: SqlType
  readonly nullable: boolean
  readonly declaration: Declaration
  readonly references: string | null
  /** The database works it out; nobody writes it. */
  readonly computed?: true
  /** Carries the TypeScript types only; never present at run time. */
  readonly _type?: ColumnType<Select, Insert, Insert>
}

export type SqlType =
  | 'uuid'
  | 'text'
  | 'integer'
  | 'bigint'
  | 'boolean'
  | 'jsonb'
  | 'bytea'
  | 'timestamp with time zone'
  | 'date'
  | 'text[]'
  | 'timestamp with time zone[]'

const column = <S, I = S>(sql: SqlType, declaration: Declaration, references: string | null = null): Column<S, I> => ({
  sql,
  nullable: false,
  declaration,
  references,
})

/** A random identifier of the row itself. It points at nobody outside this table. */
export const id = <T extends string = string>() => column<T>('uuid', 'nothing-personal')
/** The tenant. First in every tenant table's key, so that rows of one company stay together and apart. */
export const companyId = <T extends string = string>() => column<T>('uuid', 'nothing-personal', 'company')
/** The id of a row in another table. Who it leads to follows from that table's declaration. */
export const reference = <T extends string = string>(to: string) => column<T>('uuid', 'nothing-personal', to)
export const uuid = <T extends string = string>(d: Declaration) => column<T>('uuid', d)
export const text = <T extends string = string>(d: Declaration) => column<T>('text', d)
export const texts = (d: Declaration) => column<string[]>('text[]', d)
export const integer = <T extends number = number>(d: Declaration) => column<T>('integer', d)
/** Whole numbers beyond 32 bits (öre). Read as number; the driver refuses values beyond 2^53. */
export const bigint = (d: Declaration) => column<number>('bigint', d)
export const boolean = (d: Declaration) => column<boolean>('boolean', d)
export const json = <T>(d: Declaration) => column<T, string>('jsonb', d)
/** Ciphertext, hashes and other bytes. */
export const bytes = (d: Declaration) => column<Buffer>('bytea', d)
export const timestamp = (d: Declaration) => column<Date>('timestamp with time zone', d)
export const timestamps = (d: Declaration) => column<Date[]>('timestamp with time zone[]', d)
export const date = (d: Declaration) => column<string>('date', d)

export const optional = <S, I>(c: Column<S, I>): Column<S | null, I | null> => ({ ...c, nullable: true }) as never
/** The database fills it in when the insert does not. */
export const defaulted = <S, I>(c: Column<S, I>): Column<S, I | undefined> => c as never

/** The database computes it; nobody writes it. */
export const generated = <S, I>(c: Column<S, I>): Column<S, undefined> => ({ ...c, computed: true }) as never

export type TableOptions<C extends Record<string, Column>> = {
  /** `company`: row-level security by company_id. `none`: no tenant yet (accounts, limits); reached by narrow queries only. */
  tenancy: 'company' | 'none'
  /** One sentence: what a row is. */
  is: string
  /** Whose the personal columns are, and by which column the row leads to that person. */
  about?: Partial<Record<Subject, Extract<keyof C, string>>>
  /** The table whose rows name this one and lead to further people it is about: the parties of a document. */
  sharedThrough?: string
  /** What lies here has left the installation (a stand-in for a processor): it is found by nobody's path and goes by its own time. */
  alreadyLeft?: true
  /**
   * Whether rows go along when a company takes everything with it (privacy/portability). A company's own do, unless this says why they
   * stay; `told` goes along to be read and is taken in nowhere; `follows` is said of what lies under no company and goes with one.
   */
  leaves?: 'told' | 'follows' | { stays: { sv: string; en: string } }
  use?: Use
  keep?: Keep
  columns: C
}

export type Table<
  N extends string = string,
  C extends Record<string, Column> = Record<string, Column>,
> = TableOptions<C> & {
  readonly name: N
}

/** Declares a table. Throws at start when a personal column lacks subject, use or period, or a risk-4 value lacks protection. */
export function table<const N extends string, C extends Record<string, Column>>(
  name: N,
  options: TableOptions<C>,
): Table<N, C> {
  return { name, ...options }
}

type Selected<C> = C extends Column<infer S, infer I> ? ColumnType<S, I, I> : never
type ColumnsOf<C extends Record<string, Column>> = { [K in keyof C]: Selected<C[K]> }
/** The Kysely schema of a list of tables. */
export type SchemaOf<T extends readonly Table[]> = {
  [K in T[number] as K['name']]: K extends Table<string, infer C> ? ColumnsOf<C> : never
}
export type { Generated }
