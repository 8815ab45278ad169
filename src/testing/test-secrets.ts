import { secretsFrom } from '../platform/secrets.ts'

/** The root key of every test's installation. */
export const TEST_ROOT_KEY = Buffer.from('7465737465747465737465747465737465747465737465747465737465747465', 'hex')
export const testSecrets = secretsFrom(TEST_ROOT_KEY)
