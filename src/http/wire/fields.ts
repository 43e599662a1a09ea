/** Schemas of single fields that several routes take. */
import * as z from 'zod'
import { isUuid } from '../../lib/ids.ts'
import { isFixtureId } from '../../services/fixture-ids.ts'

/** E.164: a plus sign and 10 to 15 digits. */
export const phoneField = z
  .string()
  .regex(/^\+[1-9]\d{9,14}$/, 'must be E.164: a plus sign and 10 to 15 digits, such as +15192223333')

export const emailField = z.email('must be an e-mail address, such as jane@example.com').max(254)

export const nameField = z.string().trim().min(1, 'must not be empty').max(200, 'must be at most 200 characters')

export const idField = z.uuid('must be a UUID')

/** Id of a session or workflow in a path or query: a UUID, or a fixed word of the sandbox (contract §7). */
export const resourceIdField = z.string().refine((id) => isUuid(id) || isFixtureId(id), { message: 'must be a UUID' })

/** Absolute https URL: the applicant's browser is sent there with the session's id. */
export const redirectUrlField = z
  .string()
  .max(2048)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', {
    message: 'must be an absolute https URL, such as https://example.com/done',
  })

/** Hours until a session expires. */
export const expiresInHoursField = z.int('must be a whole number of hours').min(1).max(8760)
