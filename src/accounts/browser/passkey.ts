// What a browser does with passkeys, in the few lines that both the app and the page to sign in on need.

export type Asked = { id: string; challenge: string; rpId: string }

const bytes = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))
const text = (data: ArrayBuffer) =>
  btoa(String.fromCharCode(...new Uint8Array(data)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Makes a passkey in this browser or on a phone nearby. */
export async function makePasskey(asked: Asked & { userHandle: string; email: string; known: string[] }) {
  const made = (await navigator.credentials.create({
    publicKey: {
      challenge: bytes(asked.challenge),
      rp: { id: asked.rpId, name: 'Cling' },
      user: { id: bytes(asked.userHandle), name: asked.email, displayName: asked.email },
      pubKeyCredParams: [-8, -7, -257].map(alg => ({ type: 'public-key', alg })),
      excludeCredentials: asked.known.map(id => ({ type: 'public-key', id: bytes(id) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    },
  })) as PublicKeyCredential
  const answer = made.response as AuthenticatorAttestationResponse
  return {
    challengeId: asked.id,
    credentialId: text(made.rawId),
    clientData: text(answer.clientDataJSON),
    authenticatorData: text(answer.getAuthenticatorData()),
  }
}

/** Answers with a passkey that the person picks. */
export async function answerOf(asked: Asked) {
  const given = (await navigator.credentials.get({
    publicKey: { challenge: bytes(asked.challenge), rpId: asked.rpId, userVerification: 'required' },
  })) as PublicKeyCredential
  const answer = given.response as AuthenticatorAssertionResponse
  return {
    challengeId: asked.id,
    credentialId: text(given.rawId),
    clientData: text(answer.clientDataJSON),
    authenticatorData: text(answer.authenticatorData),
    signature: text(answer.signature),
    ...(answer.userHandle ? { userHandle: text(answer.userHandle) } : {}),
  }
}
