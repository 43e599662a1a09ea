/** Tells whether this browser can make and use passkeys at this address. */

/** Browsers have passkeys on https and on localhost, for names and never for numbers (WebAuthn 3 §5.1.3). */
export function canUsePasskeys(): boolean {
  const isNumber = /^[\d.]+$|^\[/.test(window.location.hostname)
  return window.isSecureContext && 'PublicKeyCredential' in window && !isNumber
}
