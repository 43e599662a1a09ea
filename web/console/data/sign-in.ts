/** Signing in, signing up and forgotten passwords. */
import { queryOptions } from '@tanstack/react-query'
import { api } from '../lib/api.ts'

export interface SignInOptions {
  /** Who may sign up: everybody, whoever was invited, or the first person of an empty installation. */
  readonly signUp: 'open' | 'invited' | 'first'
  /** E-mail address or URL of the operator. */
  readonly operatorContact?: string
}

/** Who may sign up, and whom to ask. */
export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: ({ signal }) => api.get<SignInOptions>('/console/sign-in-options', signal),
  staleTime: 60_000,
})

/** Signs in, unless a second factor is needed. */
export function signIn(body: { email: string; password: string }): Promise<{ isTwoFactorNeeded: boolean }> {
  return api.post('/api/auth/sign-in/email', body)
}

/** Signs up and in; with the secret of the invitation that led here, which some servers ask for. */
export function signUp(body: {
  name: string
  email: string
  password: string
  invitation: string | undefined
}): Promise<unknown> {
  return api.post('/api/auth/sign-up/email', body)
}

/** The second half of a sign-in: a code of the authenticator, or a backup code. */
export function verifyCode({ kind, ...body }: SecondFactor): Promise<void> {
  return api.post(`/api/auth/two-factor/${kind === 'backup' ? 'verify-backup-code' : 'verify-totp'}`, body)
}

/** What a person shows after the password. */
export interface SecondFactor {
  readonly kind: 'authenticator' | 'backup'
  readonly code: string
  /** Whether this browser is not asked again for 30 days. */
  readonly trustDevice: boolean
}

/** Has a reset link made; answers whether it is mailed, the same whether or not the address is known. */
export async function requestPasswordReset(email: string): Promise<boolean> {
  const answer = await api.post<{ readonly isMailed: boolean } | undefined>('/api/auth/request-password-reset', {
    email,
  })
  return answer?.isMailed === true
}

/** Sets another password by the secret of a reset link. */
export function resetPassword(body: { token: string; newPassword: string }): Promise<void> {
  return api.post('/api/auth/reset-password', body)
}
