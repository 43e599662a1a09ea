/** Proving who it is, before a dangerous act. */
import { api } from '../lib/api.ts'
import { noteProving } from '../lib/step-up.ts'

/** Sends a proof: `password`, `code`, `backupCode` or `passkey`. From here on the sign-in has another cookie. */
export function proveIdentity(proof: object): Promise<void> {
  const call = api.post<void>('/console/step-up', proof)
  noteProving(call)
  return call
}
