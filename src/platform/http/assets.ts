// Files of the built screens and the fonts, read once and kept with their compressed bytes. Their address carries their hash, so they
// may be kept by browsers for ever.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { packagePath } from '../package-path.ts'

type Asset = { bytes: Buffer; gzip: Buffer | null; brotli: Buffer | null; type: string; hash: string }

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
  '.json': 'application/json',
}
/** Public path to folder. */
const FOLDERS: Readonly<Record<string, string[]>> = {
  '/room/': ['dist', 'room'],
  '/website/': ['dist', 'website'],
  '/app/assets/': ['dist', 'app', 'assets'],
  '/fonts/': ['src', 'design', 'fonts'],
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#203e9e"/><path d="M22 11.5a8 8 0 1 0 0 7" fill="none" stroke="#fff" stroke-width="3"/><path d="M6 25h20M6 28h20" stroke="#fff" stroke-width="1.5"/></svg>`

const known = new Map<string, Asset | null>()

function load(path: string): Asset | null {
  if (path === '/icon.svg') return assetOf(Buffer.from(ICON), '.svg')
  for (const [prefix, folder] of Object.entries(FOLDERS)) {
    if (!path.startsWith(prefix)) continue
    const name = path.slice(prefix.length)
    if (!/^[\w.-]+$/.test(name) || name.startsWith('.')) return null
    const file = packagePath(...folder, name)
    return existsSync(file) && statSync(file).isFile() ? assetOf(readFileSync(file), extname(name)) : null
  }
  return null
}

function assetOf(bytes: Buffer, extension: string): Asset {
  const compressible = extension !== '.woff2'
  return {
    bytes,
    gzip: compressible ? gzipSync(bytes, { level: 9 }) : null,
    brotli: compressible ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : null,
    type: TYPES[extension] ?? 'application/octet-stream',
    hash: createHash('sha256').update(bytes).digest('hex').slice(0, 12),
  }
}

function asset(path: string): Asset | null {
  let found = known.get(path)
  if (found === undefined) {
    found = load(path)
    // Only what exists is remembered: strangers' guesses may not fill the memory.
    if (found) known.set(path, found)
  }
  return found
}

/** The address of a built file, "/room/room.js?v=3f2a…". Without a build (in tests) the bare path. */
export const assetUrl = (path: string): string => {
  const found = asset(path)
  return found ? `${path}?v=${found.hash}` : path
}

export function serveAsset(path: string, request: Request): Response | null {
  const found = asset(path)
  if (!found) return null
  const etag = `"${found.hash}"`
  const fixed = request.url.includes('?v=') || path.startsWith('/app/assets/')
  const headers: Record<string, string> = {
    'content-type': found.type,
    'cache-control': fixed ? 'public, max-age=31536000, immutable' : 'public, max-age=3600',
    etag,
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    vary: 'accept-encoding',
  }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const accepts = request.headers.get('accept-encoding') ?? ''
  const [body, encoding] =
    found.brotli && accepts.includes('br')
      ? ([found.brotli, 'br'] as const)
      : found.gzip && accepts.includes('gzip')
        ? ([found.gzip, 'gzip'] as const)
        : ([found.bytes, null] as const)
  if (encoding) headers['content-encoding'] = encoding
  return new Response(body as unknown as BodyInit, { headers })
}

/** The app's own page as it was built; null before it is built. */
export function builtPage(name: 'app'): string | null {
  const file = join(packagePath('dist', name), 'index.html')
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/** Names of the built scripts, for tests of what they weigh. */
export const builtNames = (folder: 'room' | 'website'): string[] =>
  existsSync(packagePath('dist', folder)) ? readdirSync(packagePath('dist', folder)) : []
