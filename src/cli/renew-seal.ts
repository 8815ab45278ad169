// `cling renew-seal`: a new sealing certificate for the installation the environment names.
import { renewSealCertificate } from '../signing/seal-certificate.ts'
import { withOwnSystem } from './own-system.ts'

export const renewSealCommand = (): Promise<number> =>
  withOwnSystem(async services => {
    const key = await renewSealCertificate(services)
    const fingerprint = key.rootFingerprint.match(/.{4}/g)?.join(' ')
    process.stdout.write(
      `Sigillet är förnyat och gäller från nästa försegling. Filer som förseglats tidigare känns igen som förut.\nDen nya rotens fingeravtryck (SHA-256): ${fingerprint}\n`,
    )
    return 0
  })
