/** Passkeys: the person's own, signing in by one, and proving by one who it is. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'
import type { NewPasskeyOptions, ProofOptions } from '../lib/ask-passkey.ts'

export interface Passkey {
  readonly id: string
  readonly name: string
  readonly createdAt: string
  /** Null: never yet. */
  readonly usedAt: string | null
}

/** The person's passkeys. */
export const passkeysQuery = queryOptions({
  queryKey: ['account', 'passkeys'],
  queryFn: ({ signal }) => api.get<{ items: readonly Passkey[] }>('/console/account/passkeys', signal),
})

/** Makes a passkey and stores it. */
export async function addPasskey(name: string): Promise<void> {
  const options = await api.post<NewPasskeyOptions>('/console/account/passkeys/options')
  const { makePasskey } = await import('../lib/ask-passkey.ts')
  const passkey = await makePasskey(options)
  await api.post('/console/account/passkeys', { name, passkey })
}

/** Gives one another name. */
export function renamePasskey(id: string, name: string): Promise<void> {
  return api.patch(`/console/account/passkeys/${id}`, { name })
}

/** Removes one. */
export function removePasskey(id: string): Promise<void> {
  return api.delete(`/console/account/passkeys/${id}`)
}

/** Signs in by a passkey alone. */
export async function signInByPasskey(): Promise<void> {
  const { signByPasskey } = await import('../lib/ask-passkey.ts')
  const passkey = await signByPasskey(await api.post<ProofOptions>('/api/auth/passkey/options'))
  await api.post('/api/auth/passkey/sign-in', { passkey })
}

/** Waits for a passkey that is chosen from the list of the e-mail field, and signs in by it; answers whether one was. */
export async function signInByOfferedPasskey(): Promise<boolean> {
  const { canOffer, offerPasskeys } = await import('../lib/ask-passkey.ts')
  if (!(await canOffer())) return false
  const passkey = await offerPasskeys(await api.post<ProofOptions>('/api/auth/passkey/options'))
  if (!passkey) return false
  await api.post('/api/auth/passkey/sign-in', { passkey })
  return true
}

/** What a step-up by a passkey sends. */
export async function makePasskeyProof(): Promise<{ passkey: object }> {
  const { signByPasskey } = await import('../lib/ask-passkey.ts')
  return { passkey: await signByPasskey(await api.post<ProofOptions>('/console/step-up/passkey')) }
}
