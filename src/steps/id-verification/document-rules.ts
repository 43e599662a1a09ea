/** Which documents a workflow accepts: the contract's maps of countries and kinds of document, read and applied. */
import { findCountry } from '../../lib/countries.ts'

/** Kinds of document that a scan can tell, by the words that callers use for them. */
const KIND_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    passport: 'passport',
    visa: 'visa',
    drivers_license: 'drivers_license',
    driver_license: 'drivers_license',
    driving_license: 'drivers_license',
    national_id: 'national_id',
    identity_card: 'national_id',
    id_card: 'national_id',
    residence_permit: 'residence_permit',
    permanent_resident_card: 'residence_permit',
    pr_card: 'residence_permit',
  }),
)

/** Every word for a kind of document, for hints. */
export const KIND_NAMES = [...KIND_WORDS.keys()].join(', ')

/** What a member reads for each kind that can be told. */
export const KIND_LABELS: Readonly<Record<string, string>> = {
  passport: 'Passport',
  visa: 'Visa',
  drivers_license: 'Driving licence',
  national_id: 'Identity card',
  residence_permit: 'Residence permit',
}

export interface DocumentRules {
  readonly accept_all_countries?: boolean | undefined
  /** ISO 3166-1 code → whether documents of that country are accepted. */
  readonly valid_countries?: Readonly<Record<string, boolean>> | undefined
  /** Kind, alone or with a country (`passport`, `driver-license-us`) → whether it is accepted. */
  readonly valid_id_types?: Readonly<Record<string, boolean>> | undefined
}

/** What a key of `valid_id_types` means; undefined when it names no kind that this installation can tell. */
export function parseIdType(key: string): { kind: string; country?: string } | undefined {
  const words = key
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const whole = KIND_WORDS.get(words)
  if (whole) return { kind: whole }
  const at = words.lastIndexOf('_')
  const kind = KIND_WORDS.get(words.slice(0, Math.max(at, 0)))
  const country = findCountry(words.slice(at + 1))
  return kind && country ? { kind, country } : undefined
}

/** Whether a document of this kind and issuing country (any ISO or ICAO code) is accepted. */
export function isDocumentAccepted(rules: DocumentRules, document: { kind: string; country: string }): boolean {
  const country = findCountry(document.country)
  const isCountryListed =
    rules.accept_all_countries === true || isListed(rules.valid_countries, (key) => findCountry(key) === country)
  const isKindListed = isListed(rules.valid_id_types, (key) => {
    const type = parseIdType(key)
    return type?.kind === document.kind && (type.country === undefined || type.country === country)
  })
  return isCountryListed && isKindListed
}

/** A map with anything `true` is a list of what is accepted; with `false` only, of what is not; empty, no rule. */
function isListed(map: Readonly<Record<string, boolean>> | undefined, means: (key: string) => boolean): boolean {
  const entries = Object.entries(map ?? {})
  const meant = entries.filter(([key]) => means(key))
  if (meant.some(([, accepted]) => accepted)) return true
  return meant.length === 0 && entries.every(([, accepted]) => !accepted)
}
