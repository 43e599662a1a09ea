/** Asks the browser to make a passkey or to sign by one; loaded when first needed. */
import {
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

export type NewPasskeyOptions = PublicKeyCredentialCreationOptionsJSON
export type ProofOptions = PublicKeyCredentialRequestOptionsJSON

/** Makes a passkey on this device, a phone or a security key. Throws words for people. */
export async function makePasskey(optionsJSON: NewPasskeyOptions): Promise<object> {
  try {
    return await startRegistration({ optionsJSON })
  } catch (error) {
    throw new Error(sayFailure(error))
  }
}

/** Lets a passkey sign. Throws words for people. */
export async function signByPasskey(optionsJSON: ProofOptions): Promise<object> {
  try {
    return await startAuthentication({ optionsJSON })
  } catch (error) {
    throw new Error(sayFailure(error))
  }
}

/** Whether passkeys can be offered where the browser fills in the e-mail address. */
export function canOffer(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill()
}

/** Offers passkeys in the field's list until one is chosen; undefined when another question took its place. */
export async function offerPasskeys(optionsJSON: ProofOptions): Promise<object | undefined> {
  try {
    return await startAuthentication({ optionsJSON, useBrowserAutofill: true })
  } catch {
    // Whoever wants to know why presses the button.
    return undefined
  }
}

function sayFailure(error: unknown): string {
  const name = error instanceof Error ? error.name : ''
  if (name === 'InvalidStateError') return 'This device has a passkey for your account already.'
  if (name === 'NotAllowedError' || name === 'AbortError') return 'No passkey was used. Try again, or use another way.'
  return 'This browser or device could not use a passkey here.'
}
