/** The person's own account: profile, password, second factor, signed-in devices. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'

export interface Account {
  readonly name: string
  readonly email: string
  readonly isTwoFactorOn: boolean
  /** Absent while two-factor sign-in is off. */
  readonly backupCodesLeft?: number
}

/** One device that the person is signed in on. */
export interface SignIn {
  readonly id: string
  readonly browser: string
  readonly device: string
  readonly address: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly isCurrent: boolean
}

/** What an authenticator app is set up by. */
export interface TwoFactorSetup {
  /** `otpauth:` URI. */
  readonly uri: string
  readonly backupCodes: readonly string[]
}

/** The account. */
export const accountQuery = queryOptions({
  queryKey: ['account'],
  queryFn: ({ signal }) => api.get<Account>('/console/account', signal),
})

/** Where the person is signed in. */
export const signInsQuery = queryOptions({
  queryKey: ['account', 'sign-ins'],
  queryFn: ({ signal }) => api.get<{ items: readonly SignIn[] }>('/console/account/sign-ins', signal),
})

/** Changes the person's name. */
export function renamePerson(name: string): Promise<void> {
  return api.post('/api/auth/update-user', { name })
}

/** Changes the password and ends every other sign-in. */
export function changePassword(body: { currentPassword: string; newPassword: string }): Promise<void> {
  return api.post('/api/auth/change-password', body)
}

/** Makes the secret of an authenticator; it counts from the first code on. */
export function startTwoFactor(password: string): Promise<TwoFactorSetup> {
  return api.post('/api/auth/two-factor/enable', { password })
}

/** Switches two-factor sign-in on by the first code. */
export function confirmTwoFactor(code: string): Promise<void> {
  return api.post('/api/auth/two-factor/verify-totp', { code })
}

/** Switches two-factor sign-in off. */
export function endTwoFactor(password: string): Promise<void> {
  return api.post('/api/auth/two-factor/disable', { password })
}

/** Replaces all backup codes. */
export function renewBackupCodes(password: string): Promise<{ backupCodes: readonly string[] }> {
  return api.post('/api/auth/two-factor/generate-backup-codes', { password })
}

/** Notes that the person has read that their second factor was switched off. */
export function markResetRead(): Promise<void> {
  return api.delete('/console/account/two-factor-reset')
}

/** Signs one device out. */
export function endSignIn(id: string): Promise<void> {
  return api.delete(`/console/account/sign-ins/${id}`)
}

/** Signs every other device out. */
export function endOtherSignIns(): Promise<{ ended: number }> {
  return api.post('/console/account/end-other-sign-ins')
}
