/** Says how good a chosen password is, without asking anybody. */

export interface PasswordStrength {
  /** 0 to 1. */
  readonly score: number
  readonly word: 'Too short' | 'Too simple' | 'Fair' | 'Good' | 'Strong'
  /** Whether the server takes it. */
  readonly isEnough: boolean
}

/** What the server asks for. */
export const MIN_PASSWORD_LENGTH = 12
const MIN_DIFFERENT_CHARACTERS = 5

/** Length counts most, then how many different characters and kinds of them there are. */
export function ratePassword(password: string): PasswordStrength {
  const different = new Set(password).size
  if (password.length < MIN_PASSWORD_LENGTH) {
    return { score: (password.length / MIN_PASSWORD_LENGTH) * 0.25, word: 'Too short', isEnough: false }
  }
  if (different < MIN_DIFFERENT_CHARACTERS) return { score: 0.25, word: 'Too simple', isEnough: false }
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  const points = Math.min(password.length - MIN_PASSWORD_LENGTH, 8) + Math.min(different, 14) / 2 + kinds * 1.5
  if (points < 9) return { score: 0.5, word: 'Fair', isEnough: true }
  return points < 14 ? { score: 0.75, word: 'Good', isEnough: true } : { score: 1, word: 'Strong', isEnough: true }
}
