/** Says the refusals of better-auth in the words of our catalogue. */
import { AppError } from '../../lib/errors.ts'

const START_AGAIN = 'This sign-in took too long or too many tries. Start again.'

/** By better-auth's code; what is missing here is told by its status. */
const REFUSALS: Readonly<Record<string, () => AppError>> = {
  INVALID_EMAIL_OR_PASSWORD: () => new AppError('sign_in_refused'),
  USER_ALREADY_EXISTS: () => refuseSignUp(),
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: () => refuseSignUp(),
  FAILED_TO_CREATE_USER: () => refuseSignUp(),
  INVALID_PASSWORD: () => new AppError('proof_refused', { message: 'The password is wrong.' }),
  INVALID_CODE: () => new AppError('proof_refused', { message: 'The code is wrong.' }),
  INVALID_BACKUP_CODE: () => new AppError('proof_refused', { message: 'The backup code is wrong or was used.' }),
  INVALID_TWO_FACTOR_COOKIE: () => new AppError('sign_in_refused', { message: START_AGAIN }),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => new AppError('sign_in_refused', { message: START_AGAIN }),
  INVALID_TOKEN: () => new AppError('reset_link_invalid'),
  TOTP_ALREADY_ENABLED: () => new AppError('conflict', { message: 'Two-factor sign-in is on already' }),
  TOTP_NOT_ENABLED: () => new AppError('conflict', { message: 'Two-factor sign-in is off' }),
  TWO_FACTOR_NOT_ENABLED: () => new AppError('conflict', { message: 'Two-factor sign-in is off' }),
  BACKUP_CODES_NOT_ENABLED: () => new AppError('conflict', { message: 'Two-factor sign-in is off' }),
}

/** The refusal of a sign-up; the same whether the address is known or not invited. Names the operator's contact, if any. */
export function refuseSignUp(contact?: string): AppError {
  const message = 'This e-mail address cannot sign up here. If it is yours, sign in or reset your password.'
  return new AppError('sign_up_refused', { message: contact ? `${message} For an invitation: ${contact}` : message })
}

/** Our error for a refusal of better-auth: its code, or else its HTTP status. */
export function toSignInError(code: string | undefined, status: number): AppError {
  const refusal = code === undefined ? undefined : REFUSALS[code]
  if (refusal) return refusal()
  const cause = new Error(`better-auth answered ${status} ${code ?? 'without a code'}`)
  if (status === 401) return new AppError('signed_out', { cause })
  if (status === 409) return new AppError('conflict', { cause })
  return status < 500 ? new AppError('validation_failed', { cause }) : new AppError('internal_error', { cause })
}
