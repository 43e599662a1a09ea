/** Settings of each step: keys, ranges and defaults of the contract's catalogue (§4.5.1), and what is refused here. */
import * as z from 'zod'
import { findCountry } from '../../lib/countries.ts'
import { KIND_NAMES, parseIdType } from './document-rules.ts'

const age = z.int().min(0).max(100)
const percent = z.number().min(0).max(100)

/** A setting whose feature this installation does not have: its off value is accepted, any other one is refused. */
function only<T extends string | boolean>(value: T, lack: string) {
  return z.literal(value, `${lack} This installation accepts ${JSON.stringify(value)} only.`).default(value)
}

/** A map of choices; `refusal` says what is wrong with a key, or nothing. */
function choices(refusal: (key: string, chosen: boolean) => string | undefined) {
  return z
    .record(z.string().min(1).max(64), z.boolean())
    .superRefine((map, context) => {
      for (const [key, chosen] of Object.entries(map)) {
        const message = refusal(key, chosen)
        if (message) context.addIssue({ code: 'custom', path: [key], message })
      }
    })
    .optional()
}

const ageRule = {
  age_restriction_mode: z.enum(['slider', 'country']).default('slider'),
  minimum_age: age.default(18),
  maximum_age: age.default(100),
  country_category_restrictions: z
    .array(
      z.strictObject({
        country: z.string().min(1).max(100),
        categories: z
          .array(z.strictObject({ id: z.string().max(100), label: z.string().max(200), minimumAge: age }))
          .max(100),
      }),
    )
    .max(300)
    .optional(),
  country_category_minimum_age: age.optional(),
}

interface AgeRule {
  readonly age_restriction_mode: 'slider' | 'country'
  readonly minimum_age: number
  readonly maximum_age: number
  readonly country_category_restrictions?:
    | ReadonlyArray<{ readonly categories: ReadonlyArray<{ readonly minimumAge: number }> }>
    | undefined
  readonly country_category_minimum_age?: number | undefined
}

const DEFAULT_COUNTRY_AGE = 18
const OLDEST = 100

function isOrdered({ minimum_age, maximum_age }: AgeRule): boolean {
  return minimum_age <= maximum_age
}
const unordered = { path: ['maximum_age'], message: 'must not be below minimum_age' }

/** The contract computes `country_category_minimum_age` itself, whatever was sent: the highest age of any category. */
function withCountryAge<T extends AgeRule>(rule: T): T {
  const { age_restriction_mode, country_category_restrictions: countries, country_category_minimum_age } = rule
  if (age_restriction_mode === 'slider' && !countries && country_category_minimum_age === undefined) return rule
  const ages = (countries ?? []).flatMap(({ categories }) => categories.map(({ minimumAge }) => minimumAge))
  return { ...rule, country_category_minimum_age: ages.length > 0 ? Math.max(...ages) : DEFAULT_COUNTRY_AGE }
}

/** Least and greatest age in years that a step accepts. */
export function ageRangeOf(rule: AgeRule): { least: number; most: number } {
  if (rule.age_restriction_mode === 'slider') return { least: rule.minimum_age, most: rule.maximum_age }
  return { least: rule.country_category_minimum_age ?? DEFAULT_COUNTRY_AGE, most: OLDEST }
}

const SECOND_DOCUMENT = 'Only one document can be asked for.'

/**
 * An identity document with a selfie. An expired document is refused whatever `expiry_date_years` says, and one front
 * selfie is taken whatever `face_front_photo_only` says: the contract names both keys, without their rules.
 */
export const idVerificationConfig = z
  .strictObject({
    ...ageRule,
    expiry_date_years: z.int().min(0).max(10).default(2),
    require_secondary_id: only(false, SECOND_DOCUMENT),
    require_tertiary_id: only(false, SECOND_DOCUMENT),
    face_front_photo_only: z.boolean().default(true),
    require_front_only: z.boolean().default(false),
    enable_fraud_analysis: only(false, 'There is no analysis of document fraud.'),
    escalation_type: only('none', 'There is nothing to escalate to.'),
    escalation_risk_threshold: percent.default(60),
    accept_all_countries: z.boolean().optional(),
    valid_countries: choices((key) =>
      findCountry(key) ? undefined : 'is not a country: give its ISO 3166-1 code of two or three letters',
    ),
    valid_states: choices(() => 'States are not read from documents: leave valid_states out.'),
    valid_id_types: choices((key, chosen) =>
      parseIdType(key) || !chosen
        ? undefined
        : `is not a kind of document that can be told here: give one of ${KIND_NAMES}, alone or with -CODE of a country`,
    ),
    valid_id_types_by_country: choices(() => 'Name the country in valid_id_types instead, such as passport-us.'),
    id_confidence_threshold_enabled: z.boolean().optional(),
    id_confidence_threshold: percent.optional(),
    reverify_by_attestation_enabled: z
      .literal(false, 'There are no attestations. This installation accepts false only.')
      .optional(),
    reverify_min_confidence: z.number().min(90).max(100).optional(),
  })
  .refine(isOrdered, unordered)
  .transform(withCountryAge)

/**
 * Liveness of the selfie. The default method is accepted since every client sends it; what runs is a score of one
 * still picture (docs/vision-faces.md).
 */
export const faceLivenessConfig = z.strictObject({
  confidence_threshold: percent.default(70),
  preferred_liveness_method: only('FaceMovementChallenge', 'There is no challenge with coloured light.'),
})

/** The age that a face looks like. */
export const ageEstimationConfig = z.strictObject(ageRule).refine(isOrdered, unordered).transform(withCountryAge)

export type IdVerificationConfig = z.infer<typeof idVerificationConfig>
export type FaceLivenessConfig = z.infer<typeof faceLivenessConfig>
export type AgeEstimationConfig = z.infer<typeof ageEstimationConfig>
