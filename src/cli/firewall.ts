// `cling firewall`: the rules of the machine's firewall, from the configuration that it runs with.
import { readConfig } from '../platform/config.ts'
import { firewallRules } from '../platform/outbound/firewall.ts'

export async function firewallCommand(): Promise<number> {
  process.stdout.write(firewallRules(readConfig(process.env)))
  return 0
}
