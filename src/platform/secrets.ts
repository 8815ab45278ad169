// One root key, everything else derived from it by purpose (HKDF-SHA256), so that there is one thing to guard and to back up.
import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export type Secrets = {
  /** 32 bytes that are the same on every start, for one named purpose. */
  key(purpose: string): Buffer
  /** A hash that cannot be recomputed without the key: for tokens and look-ups. */
  mac(purpose: string, value: string | Uint8Array): Buffer
}

export function secretsFrom(rootKey: Uint8Array): Secrets {
  const derived = new Map<string, Buffer>()
  const key = (purpose: string) => {
    let k = derived.get(purpose)
    if (!k) {
      k = Buffer.from(hkdfSync('sha256', rootKey, 'cling', purpose, 32))
      derived.set(purpose, k)
    }
    return k
  }
  // Made ready once: every request with a cookie, a key or a link asks for one.
  const ready = new Map<string, KeyObject>()
  const mac = (purpose: string, value: string | Uint8Array) => {
    let k = ready.get(purpose)
    if (!k) {
      k = createSecretKey(key(purpose))
      ready.set(purpose, k)
    }
    return createHmac('sha256', k).update(value).digest()
  }
  return { key, mac }
}

/** The root key under the data folder, made on the first start. Only its owner can read it. */
export function localRootKey(dataDir: string): Buffer {
  const file = join(dataDir, 'keys', 'root.key')
  if (existsSync(file)) return Buffer.from(readFileSync(file, 'utf8').trim(), 'hex')
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const key = randomBytes(32)
  writeFileSync(file, `${key.toString('hex')}\n`, { mode: 0o600, flag: 'wx' })
  return key
}
