// The rules of a firewall around an installation, from its configuration: nothing comes in but to the one port, nothing goes out but to
// those who are in use. The program refuses the same by itself (guard.ts); this holds when the program does not.
import type { Config } from '../config.ts'

export type Opening = { host: string; port: number; for: string }

/** Whom the machine may reach, and for what. */
export function openings(config: Config): Opening[] {
  const at = (address: string | null | undefined, why: string, standard?: number): Opening[] => {
    if (!address || !URL.canParse(address)) return []
    const { hostname, port, protocol } = new URL(address)
    const usual = standard ?? (protocol === 'http:' ? 80 : 443)
    return hostname === '' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
      ? []
      : [{ host: hostname, port: Number(port || usual), for: why }]
  }
  const bankId = { test: 'https://appapi2.test.bankid.com', production: 'https://appapi2.bankid.com' }
  return [
    ...at(config.databaseUrl, 'database', 5432),
    ...at(config.mail?.smtpUrl, 'mail', config.mail?.smtpUrl?.startsWith('smtps:') ? 465 : 587),
    ...at(config.sms?.url, 'text messages'),
    ...(config.bankId.kind === 'real' ? at(bankId[config.bankId.environment], 'BankID') : []),
    ...at(config.timestamp?.url, 'time stamps'),
    ...at(config.objectStore?.endpoint, 'files'),
    ...config.inUse.flatMap(u => at(u.settings.url, u.row.product)),
  ]
}

/** For nftables. Names are looked up when the rules are loaded: load them again when a supplier moves. */
export function firewallRules(config: Config): string {
  return [
    '#!/usr/sbin/nft -f',
    'table inet cling',
    'delete table inet cling',
    'table inet cling {',
    '  chain in {',
    '    type filter hook input priority 0; policy drop;',
    '    ct state established,related accept',
    '    iif lo accept',
    `    tcp dport ${config.port} accept`,
    '  }',
    '  chain out {',
    '    type filter hook output priority 0; policy drop;',
    '    ct state established,related accept',
    '    oif lo accept',
    '    udp dport 53 accept',
    ...openings(config).map(o => `    ip daddr ${o.host} tcp dport ${o.port} accept comment "${o.for}"`),
    '  }',
    '}',
    '',
  ].join('\n')
}
