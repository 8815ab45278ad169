// Whoever lacks the second step that the company asks for: nothing else is open, and here it is added.
import { answerOf } from '../accounts/browser/passkey.ts'
import { Wordmark } from '../design/components.tsx'
import { api } from './api.ts'
import { useSession } from './session.tsx'
import { signInWords as w } from './settings/sign-in.messages.ts'
import { SecondSteps } from './settings/sign-in.tsx'
import { Failed, Loading } from './shell/states.tsx'
import { useToast } from './shell/toast.tsx'
import { SignOut } from './sign-out.tsx'
import { sentenceOf, useData } from './use-data.ts'
import { useSay } from './words.tsx'

export function SecondStepFirst() {
  const say = useSay()
  const toast = useToast()
  const { me, changed } = useSession()
  const ways = useData(api.signIn, [])
  const look = async () => {
    const now = await api.me()
    changed(now)
    if (!now.lacksSecond) toast(say(w.inNow))
  }
  const use = async () => {
    try {
      await api.proveByPasskey(await answerOf(await api.beginProof()))
      await look()
    } catch (error) {
      toast(error instanceof DOMException ? say(w.proveNot) : sentenceOf(error, say))
    }
  }
  const has = ways.data && (ways.data.app !== null || ways.data.passkeys.length > 0)
  return (
    <main id="innehall" className="alone form-column">
      <Wordmark href="/" />
      <h1>{say(w.requiredTitle)}</h1>
      {!ways.data && (ways.failed ? <Failed text={ways.failed} again={ways.again} /> : <Loading lines={3} />)}
      {ways.data && <p>{say(has ? w.requiredUse : w.requiredText, { company: me.companyName })}</p>}
      {ways.data && ways.data.passkeys.length > 0 && (
        <button type="button" className="button main" onClick={() => void use()}>
          {say(w.provePasskey)}
        </button>
      )}
      {ways.data && !has && <SecondSteps changed={() => void look()} />}
      <SignOut />
    </main>
  )
}
