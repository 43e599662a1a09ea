/** Schemas of single fields that several routes take. */
import * as z from 'zod'
import { isUuid } from '../../lib/ids.ts'
import { isFixtureId } from '../../services/fixture-ids.ts'
import { MAX_WALK_SECONDS, SCENARIO_NAMES } from '../../services/scenarios.ts'

/** E.164: a plus sign and 10 to 15 digits. */
export const phoneField = z
  .string()
  .regex(/^\+[1-9]\d{9,14}$/, 'must be E.164: a plus sign and 10 to 15 digits, such as +15192223333')

/**
 * A mail address in the dot-atom form of RFC 5322 §3.4.1, with the letters of every script (RFC 6531 §3.3) on both
 * sides. What few servers deliver is refused: quoted names, addresses without a dot in the domain and IP literals.
 */
const EMAIL = (() => {
  const atom = "(?:[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\-]|[^\\p{ASCII}\\p{C}\\p{Z}])+"
  const letter = '[\\p{L}\\p{N}]'
  const label = `${letter}(?:[\\p{L}\\p{M}\\p{N}\\-]{0,61}[\\p{L}\\p{M}\\p{N}])?`
  return new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+(?=\\p{L}[\\p{L}\\p{M}\\p{N}\\-])${label}$`, 'u')
})()

/** Octets of the part before the @ (RFC 5321 §4.5.3.1.1). */
const MAX_LOCAL_BYTES = 64

export const emailField = z
  .stringFormat('idn-email', (text) => EMAIL.test(text) && isLocalPartShort(text), {
    error: ({ code }) =>
      code === 'invalid_format' ? 'must be an e-mail address, such as jane@example.com' : undefined,
  })
  .max(254)

function isLocalPartShort(address: string): boolean {
  return Buffer.byteLength(address.slice(0, address.indexOf('@'))) <= MAX_LOCAL_BYTES
}

export const nameField = z.string().trim().min(1, 'must not be empty').max(200, 'must be at most 200 characters')

export const idField = z.uuid('must be a UUID')

/** Id of a session or workflow in a path or query: a UUID, or a fixed word of the sandbox (contract §7). */
export const resourceIdField = z.string().refine((id) => isUuid(id) || isFixtureId(id), { message: 'must be a UUID' })

/** Id of a session that is read: what is neither, the service knows. */
export const anyIdField = z.string().min(1).max(64)

/** Id of a workflow in a path: one that is no UUID names no workflow, which is 404 as for any unknown one. */
export const workflowIdField = z.string().max(64).describe('UUID of the workflow, or a fixed word of the sandbox')

/** Absolute https URL: the applicant's browser is sent there with the session's id. */
export const redirectUrlField = z
  .string()
  .max(2048)
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', {
    message: 'must be an absolute https URL, such as https://example.com/done',
  })

/** A language, as browsers name it (BCP 47); answered in its canonical form. */
export const localeField = z
  .string()
  .max(35)
  .refine(isLanguageTag, { message: 'must be a language tag, such as fr or pt-BR' })

function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

/** Hours until a session expires. */
export const expiresInHoursField = z.int('must be a whole number of hours').min(1).max(8760)

/** How a session of the sandbox ends by itself, and in what time. */
export const scenarioFields = {
  sandboxScenario: z
    .enum(SCENARIO_NAMES, `must be one of ${SCENARIO_NAMES.join(', ')}`)
    .optional()
    .describe(
      'With a sandbox key only, 400 with a live one: the session walks to this end by itself, without pictures. ' +
        'Left out: the e-mail address may name it, as in `jane+verified@example.com`; else nothing happens by itself',
    ),
  sandboxDelaySeconds: z
    .number()
    .min(0)
    .max(MAX_WALK_SECONDS)
    .optional()
    .describe('How long that takes, 0 to 3600 seconds; left out: 2, and 60 for slow. With a sandbox key only'),
}
