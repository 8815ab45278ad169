// The table of contents, in order. A folder may import only from folders that stand above it here; it reads tables of slices
// above and writes only its own. Wiring (main, worker, cli, schema, this file) stands outside the order.

import { platformSlice } from './platform/platform.slice.ts'
import type { Slice } from './platform/slice.ts'

/** Every folder under src/, top first. Folders without a slice (pure rules, screens) have a place in the order all the same. */
export const order = [
  'kernel',
  'design',
  'datamap',
  'platform',
  'company',
  'accounts',
  'clients',
  'blocks',
  'texts',
  'articles',
  'documents',
  'signing',
  'delivery',
  'conversation',
  'recipient',
  'website',
  'operator',
  'integrations',
  'app',
  'testing',
] as const

export const slices: readonly Slice[] = [platformSlice]
