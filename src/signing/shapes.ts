// Shapes of what comes in files that anybody may have made. The checking page carries this, so it is as small as it can be.
export const isRecord = (v: unknown): v is Record<string, unknown> =>
  typeof v === 'object' && v !== null && !Array.isArray(v)
export const isText = (v: unknown): v is string => typeof v === 'string'
export const isListOf = (v: unknown, isOne: (one: unknown) => boolean): boolean => Array.isArray(v) && v.every(isOne)
/** As Date writes it: "2026-11-23T12:00:00.000Z". */
export const isInstant = (v: unknown): v is string =>
  isText(v) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(v) && !Number.isNaN(Date.parse(v))
