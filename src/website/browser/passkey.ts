// Signing in with a passkey: asks the server what to answer, the browser for the answer, and brings it back.
import { answerOf } from '../../accounts/browser/passkey.ts'

const place = document.getElementById('passkey')
const button = place?.querySelector('button')
const wrong = place?.querySelector<HTMLElement>('[role=alert]')

if (place && button && wrong && 'PublicKeyCredential' in window) {
  place.hidden = false
  const post = async (path: string, body: unknown) => {
    const response = await fetch(path, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.text)
    return answer
  }
  button.addEventListener('click', async () => {
    button.disabled = true
    wrong.textContent = ''
    try {
      await post('/logga-in/passkey', await answerOf(await post('/logga-in/passkey/fraga', {})))
      location.assign(place.dataset.till ?? '/app/')
    } catch (error) {
      // What the browser itself says (closed, nothing chosen) is in no language of ours.
      wrong.textContent =
        error instanceof DOMException || !(error instanceof Error) ? (place.dataset.failed ?? '') : error.message
      button.disabled = false
    }
  })
}
