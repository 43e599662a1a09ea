/** Refuses passwords that are common, follow a pattern, or are made of what is known of the person. */
import { AppError } from '../../../lib/errors.ts'
import { judgePassword } from './judge.ts'

const ENOUGH = 3
const PRODUCT_WORDS = ['openidv', 'open', 'idv', 'deepidv', 'identity', 'verification', 'verify', 'console']
const ADVICE = 'Four or more words that do not belong together are easy to remember and hard to guess.'

/**
 * Throws `validation_failed` naming `field` for a password that a guesser finds early. The length has been checked; what is
 * beyond 40 characters is not looked at.
 */
export async function requireStrongPassword(
  password: string,
  { field, name, email }: { readonly field: string; readonly name: string; readonly email: string },
): Promise<void> {
  const { score, warning } = await judgePassword(password, [
    ...wordsOf(name),
    ...wordsOf(email.split('@')[0] ?? ''),
    ...wordsOf(email),
    ...PRODUCT_WORDS,
  ])
  if (score >= ENOUGH) return
  const message = `is too easy to guess. ${warning ?? 'It follows a pattern.'} ${ADVICE}`
  throw new AppError('validation_failed', {
    message: `${field}: ${message}`,
    hints: [{ code: 'weak_password', path: [field], message }],
  })
}

/** The whole and its parts: `ada.lovelace@example.com` is guessed as `ada`, too. */
function wordsOf(text: string): string[] {
  const parts = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return [text, parts.join(''), ...parts].filter((word) => word.length >= 3).slice(0, 20)
}
