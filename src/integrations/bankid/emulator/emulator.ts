// BankID on this machine: a server speaking the relying-party API with certificates of its own, and a phone to answer with. For
// development, demonstration and tests; production refuses it.
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Clock } from '../../../platform/clock.ts'
import type { Door } from '../../../platform/outbound/door.ts'
import type { Eid } from '../../../platform/ports/eid.ts'
import { bankIdEid } from '../adapter.ts'
import { makeApp } from './app.ts'
import { certificatePem, keyPem, loadAuthorities } from './authorities.ts'
import { makeOrders } from './orders.ts'
import { personCredentials } from './persons.ts'
import { phoneServer } from './phone.ts'
import { BASE_PATH, type Behaviour, rpServer } from './rp-api.ts'

/** All a client needs; plain data, so that it can be handed to another process. */
export type EmulatorAccess = {
  /** The API's base address, with its path. */
  rpUrl: string
  phoneUrl: string
  clientCertPem: string
  clientKeyPem: string
  /** What the server's certificate is issued under. */
  caPem: string
  /** What signatures are issued under. */
  rootPem: string
}

export type Emulator = EmulatorAccess & { close(): Promise<void> }

/**
 * Listens on loopback alone. The certificates lie in `<dataDir>/bankid-emulator/`; the first start makes them (some tenths of a second,
 * off the event loop). Ports are free ones unless given. Throws what listening throws, EADDRINUSE for one.
 */
export async function startBankIdEmulator(options: {
  dataDir: string
  clock: Clock
  rpPort?: number
  phonePort?: number
  host?: '127.0.0.1'
  /** Orders that may be started in ten seconds. */
  startLimit?: number
}): Promise<Emulator> {
  const { clock } = options
  const folder = join(options.dataDir, 'bankid-emulator')
  const authorities = await loadAuthorities(folder)
  const orders = makeOrders(clock)
  const behaviour: Behaviour = { is: 'normal' }
  const credentials = personCredentials(join(folder, 'persons'), authorities, clock)
  const rp = rpServer({
    orders,
    authorities,
    behaviour,
    clock,
    ...(options.startLimit ? { startLimit: options.startLimit } : {}),
  })
  const phone = phoneServer(makeApp({ orders, authorities, credentials, clock }), behaviour)
  const host = options.host ?? '127.0.0.1'
  const close = async () => {
    await Promise.all([ended(rp), ended(phone)])
  }
  try {
    const [rpPort, phonePort] = await Promise.all([
      listening(rp, options.rpPort ?? 0, host),
      listening(phone, options.phonePort ?? 0, host),
    ])
    return {
      rpUrl: `https://${host}:${rpPort}${BASE_PATH}`,
      phoneUrl: `http://${host}:${phonePort}/`,
      clientCertPem: certificatePem(authorities.relyingParty),
      clientKeyPem: keyPem(authorities.relyingParty),
      caPem: certificatePem(authorities.tls),
      rootPem: certificatePem(authorities.root),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** The adapter against it, exactly as against BankID. The app is started at the phone's address. */
export const emulatorEid = (emulator: EmulatorAccess, door: Pick<Door, 'through'>): Eid & { close(): void } =>
  bankIdEid({
    baseUrl: emulator.rpUrl,
    cert: emulator.clientCertPem,
    key: emulator.clientKeyPem,
    ca: emulator.caPem,
    rootsPem: [emulator.rootPem],
    test: true,
    door,
    startUrl: order => `${emulator.phoneUrl}?autostarttoken=${encodeURIComponent(order.autoStartToken)}`,
  })

function listening(server: Pick<Server, 'listen' | 'once' | 'off' | 'address'>, port: number, host: string) {
  return new Promise<number>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function ended(server: Pick<Server, 'close' | 'closeAllConnections'>) {
  return new Promise<void>(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
