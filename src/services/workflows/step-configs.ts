/** Settings of each step: keys, ranges and defaults of the contract's catalogue (§4.5.1), and what is refused here. */
import * as z from 'zod'
import { findCountry } from '../../lib/countries.ts'
import { KIND_LABELS, KIND_NAMES, parseIdType } from './document-rules.ts'
import { named } from './setting-words.ts'

const age = z.int().min(0).max(100)
const percent = z.number().min(0).max(100)

/** A setting whose feature this installation does not have: its off value is accepted, any other one is refused. */
function only<T extends string | boolean>(value: T, title: string, lack: string) {
  const schema = z.literal(value, `${lack} This installation accepts ${JSON.stringify(value)} only.`).default(value)
  return named(schema, { title, unavailable: lack })
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

const FOR_ALL = { setting: 'age_restriction_mode', is: 'slider' }
const BY_COUNTRY = { setting: 'age_restriction_mode', is: 'country' }

const ageCategory = z.strictObject({
  id: named(z.string().max(100), { title: 'Category id' }),
  label: named(z.string().max(200), { title: 'Category' }),
  minimumAge: named(age, { title: 'Least age', unit: 'years' }),
})

const countryRule = z.strictObject({
  country: named(z.string().min(1).max(100), { title: 'Country', control: 'country' }),
  categories: named(z.array(ageCategory).max(100), { title: 'Categories', itemTitle: 'Category' }),
})

const ageRule = {
  age_restriction_mode: named(z.enum(['slider', 'country']).default('slider'), {
    title: 'Age rule',
    section: 'Age',
    optionLabels: { slider: 'One range for everyone', country: 'By country and category' },
  }),
  minimum_age: named(age.default(18), { title: 'Least age', section: 'Age', unit: 'years', shownWhen: FOR_ALL }),
  maximum_age: named(age.default(100), { title: 'Greatest age', section: 'Age', unit: 'years', shownWhen: FOR_ALL }),
  country_category_restrictions: named(z.array(countryRule).max(300).optional(), {
    title: 'Countries',
    description: 'The highest age of any category counts for every applicant; 18 when there is none.',
    section: 'Age',
    itemTitle: 'Country',
    shownWhen: BY_COUNTRY,
  }),
  country_category_minimum_age: named(age.optional(), {
    title: 'Age of all categories',
    unavailable: 'It is computed: the highest age of any category.',
  }),
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
const NO_ESCALATION = 'There is nothing to escalate to.'

/**
 * An identity document with a selfie. An expired document is refused whatever `expiry_date_years` says, and one front
 * selfie is taken whatever `face_front_photo_only` says: the contract names both keys, without their rules.
 */
export const idVerificationConfig = z
  .strictObject({
    ...ageRule,
    expiry_date_years: named(z.int().min(0).max(10).default(2), {
      title: 'Years since expiry',
      unavailable: 'An expired document is always refused.',
    }),
    require_secondary_id: only(false, 'Second document', SECOND_DOCUMENT),
    require_tertiary_id: only(false, 'Third document', SECOND_DOCUMENT),
    face_front_photo_only: named(z.boolean().default(true), {
      title: 'Front selfie only',
      unavailable: 'One front selfie is always taken.',
    }),
    require_front_only: named(z.boolean().default(false), {
      title: 'Front side only',
      description: 'The back of the document is not asked for.',
      section: 'Document',
    }),
    enable_fraud_analysis: only(false, 'Fraud analysis', 'There is no analysis of document fraud.'),
    escalation_type: only('none', 'Escalation', NO_ESCALATION),
    escalation_risk_threshold: named(percent.default(60), { title: 'Escalation risk', unavailable: NO_ESCALATION }),
    accept_all_countries: named(z.boolean().optional(), {
      title: 'Accept every country',
      description: 'Whatever the list of countries says.',
      section: 'Document',
    }),
    valid_countries: named(
      choices((key) =>
        findCountry(key) ? undefined : 'is not a country: give its ISO 3166-1 code of two or three letters',
      ),
      {
        title: 'Issuing countries',
        description: 'None named: every country is accepted.',
        section: 'Document',
        control: 'countries',
        shownWhen: { setting: 'accept_all_countries', is: false },
      },
    ),
    valid_states: named(
      choices(() => 'States are not read from documents: leave valid_states out.'),
      { title: 'Issuing states', unavailable: 'States are not read from documents.' },
    ),
    valid_id_types: named(
      choices((key, chosen) =>
        parseIdType(key) || !chosen
          ? undefined
          : `is not a kind of document that can be told here: give one of ${KIND_NAMES}, alone or with -CODE of a country`,
      ),
      {
        title: 'Kinds of document',
        description: 'None named: every kind is accepted. A kind may name its country, such as passport-us.',
        section: 'Document',
        control: 'choices',
        optionLabels: KIND_LABELS,
      },
    ),
    valid_id_types_by_country: named(
      choices(() => 'Name the country in valid_id_types instead, such as passport-us.'),
      { title: 'Kinds by country', unavailable: 'Name the country in the kind of document instead.' },
    ),
    id_confidence_threshold_enabled: named(z.boolean().optional(), {
      title: 'Ask for a certain reading',
      description: 'A document that is read with less confidence goes to review.',
      section: 'Certainty',
    }),
    id_confidence_threshold: named(percent.optional(), {
      title: 'Least confidence',
      section: 'Certainty',
      unit: '%',
      shownWhen: { setting: 'id_confidence_threshold_enabled', is: true },
    }),
    reverify_by_attestation_enabled: named(
      z.literal(false, 'There are no attestations. This installation accepts false only.').optional(),
      { title: 'Verify again by attestation', unavailable: 'There are no attestations.' },
    ),
    reverify_min_confidence: named(z.number().min(90).max(100).optional(), {
      title: 'Confidence of attestations',
      unavailable: 'There are no attestations.',
    }),
  })
  .refine(isOrdered, unordered)
  .transform(withCountryAge)

/**
 * Liveness of the selfie. The default method is accepted since every client sends it; what runs is a score of one
 * still picture (docs/vision-faces.md).
 */
export const faceLivenessConfig = z.strictObject({
  confidence_threshold: named(percent.default(70), {
    title: 'Least confidence',
    description: 'A selfie with a lower score goes to review; liveness alone never rejects.',
    section: 'Liveness',
    unit: '%',
  }),
  preferred_liveness_method: only(
    'FaceMovementChallenge',
    'Liveness method',
    'There is no challenge with coloured light.',
  ),
})

/** The age that a face looks like. */
export const ageEstimationConfig = z.strictObject(ageRule).refine(isOrdered, unordered).transform(withCountryAge)

export type IdVerificationConfig = z.infer<typeof idVerificationConfig>
export type FaceLivenessConfig = z.infer<typeof faceLivenessConfig>
export type AgeEstimationConfig = z.infer<typeof ageEstimationConfig>
