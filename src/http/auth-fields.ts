/** Forms of the fields that people sign up and sign in with. */
import * as z from 'zod'
import { toBackupDigest } from '../services/sign-ins/backup-codes.ts'

const MIN_PASSWORD_LENGTH = 12
const MAX_PASSWORD_LENGTH = 128
/** `aaaaaaaaaaaa` is long and no password. */
const MIN_DIFFERENT_CHARACTERS = 5

/** An address in lower case, as it is stored. */
export const emailField = z.string().trim().toLowerCase().max(254).pipe(z.email('must be an e-mail address'))

/** A password that is to be checked. */
export const passwordField = z.string().min(1, 'is missing').max(MAX_PASSWORD_LENGTH)

/** A password that is to be set. */
export const chosenPasswordField = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `must have at least ${MIN_PASSWORD_LENGTH} characters`)
  .max(MAX_PASSWORD_LENGTH, `must have at most ${MAX_PASSWORD_LENGTH} characters`)
  .refine((password) => new Set(password).size >= MIN_DIFFERENT_CHARACTERS, {
    message: `must have at least ${MIN_DIFFERENT_CHARACTERS} different characters`,
  })

/** A person's name. */
export const personNameField = z
  .string()
  .trim()
  .min(1, 'is missing')
  .max(200, 'must have at most 200 characters')
  .regex(/^\P{Cc}*$/u, 'must be on one line')

/** The six digits of an authenticator; blanks between them are typed by people and left out. */
export const codeField = z
  .string()
  .max(20)
  .transform((code) => code.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must be the 6 digits that the authenticator shows'))

/** One backup code, as it was printed; read as the digest that is kept of it. Earlier ones have two groups of five. */
export const backupCodeField = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9]{5}(?:-[A-Za-z0-9]{5}){1,3}$/, 'must look like AbCdE-12345-fGhIj-67890')
  .transform(toBackupDigest)
