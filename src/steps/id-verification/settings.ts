/** Settings of a document step: keys, ranges and defaults of the contract (§4.5.1), and what is refused here. */
import * as z from 'zod'
import { findCountry } from '../../lib/countries.ts'
import { ageRule, isOrdered, unordered, withCountryAge } from '../age-rule.ts'
import { named } from '../setting-words.ts'
import { only } from '../unavailable-setting.ts'
import { KIND_LABELS, KIND_NAMES, parseIdType } from './document-rules.ts'

const percent = z.number().min(0).max(100)

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

const SECOND_DOCUMENT = 'Only one document can be asked for.'
const NO_ESCALATION = 'There is nothing to escalate to.'

/**
 * An identity document with a selfie. An expired document is refused whatever `expiry_date_years` says, and one front
 * selfie is taken whatever `face_front_photo_only` says: the contract names both keys, without their rules.
 */
export const idVerificationSettings = z
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
      title: 'Minimum confidence',
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

export type IdVerificationSettings = z.infer<typeof idVerificationSettings>
