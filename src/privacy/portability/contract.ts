import { z } from 'zod'

export const ExportsView = z.object({
  hours: z.int(),
  exports: z.array(
    z.object({
      id: z.uuid(),
      state: z.enum(['making', 'ready', 'failed', 'gone']),
      askedAt: z.string(),
      by: z.string(),
      done: z.int(),
      total: z.int(),
      bytes: z.int(),
      expiresAt: z.string(),
      fetched: z.int(),
    }),
  ),
})
export type ExportsView = z.infer<typeof ExportsView>
export const ExportById = z.object({ id: z.uuid() })
export const ExportFile = z.object({ path: z.string() })
