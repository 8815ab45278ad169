// How much is read of a file that somebody brings: enough for a wholesaler's whole price list, too little to hurt the service.
export const MAX_FILE_BYTES = 20 * 1024 * 1024
export const MAX_ROWS = 50_000
export const MAX_COLUMNS = 1000
export const MAX_CELL = 4000
/** What a workbook may unfold to, all parts that are read together. A bomb is noticed as it unfolds, not by what it says of itself. */
export const MAX_UNFOLDED_BYTES = 200 * 1024 * 1024
export const MAX_ENTRIES = 5000
