/** Which documents a step accepts, in words. */
import { type Step, toArray, toObject } from './session.ts'
import { texts } from './texts.ts'

/** The contract's words for kinds of document, each with its name among the page's words. */
const KINDS: Readonly<Record<string, keyof typeof texts.idKinds>> = {
  passport: 'passport',
  visa: 'visa',
  drivers_license: 'drivingLicence',
  driver_license: 'drivingLicence',
  driving_license: 'drivingLicence',
  national_id: 'identityCard',
  identity_card: 'identityCard',
  id_card: 'identityCard',
  residence_permit: 'residencePermit',
  permanent_resident_card: 'residencePermit',
  pr_card: 'residencePermit',
}

/** Longer lists of countries are not read. */
const MAX_COUNTRIES = 5

/** `passport or identity card from Canada`; undefined when any is accepted, or when not all can be named. */
export function acceptedDocuments({ requirements }: Step): string | undefined {
  const { valid_id_types: types, valid_countries: countries } = toObject(requirements.document ?? {})
  const kinds = toArray(types ?? []).map(kindOf)
  const places = placesOf(toArray(countries ?? []))
  if (kinds.length === 0 && !places) return undefined
  if (!kinds.every((kind) => kind !== undefined)) return undefined
  const named = kinds.length > 0 ? joinOr([...new Set(kinds)]) : texts.anyId
  return places ? texts.idFrom(named, places) : named
}

/** A kind may name its country at the end, as in `passport-us`. */
function kindOf(type: unknown): string | undefined {
  const word = String(type)
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  const kind = KINDS[word] ?? KINDS[word.replace(/_[a-z]{2,3}$/, '')]
  return kind && texts.idKinds[kind]
}

function placesOf(countries: readonly unknown[]): string | undefined {
  const codes = countries.map((code) => String(code).toUpperCase())
  if (codes.length === 0 || codes.length > MAX_COUNTRIES) return undefined
  const names = new Intl.DisplayNames(texts.language, { type: 'region', fallback: 'none' })
  const found = codes.map((code) => (/^[A-Z]{2}$/.test(code) ? names.of(code) : undefined))
  return found.every((name) => name !== undefined) ? joinOr(found) : undefined
}

function joinOr(words: readonly string[]): string {
  return new Intl.ListFormat(texts.language, { type: 'disjunction' }).format(words)
}
