/** Which ages a step accepts: one range for everyone, or the highest age of any country's categories (contract §4.5.1). */
import * as z from 'zod'
import { named } from './setting-words.ts'

const age = z.int().min(0).max(100)

const FOR_ALL = { setting: 'age_restriction_mode', is: 'slider' }
const BY_COUNTRY = { setting: 'age_restriction_mode', is: 'country' }

const ageCategory = z.strictObject({
  id: named(z.string().max(100), { title: 'Category id' }),
  label: named(z.string().max(200), { title: 'Category' }),
  minimumAge: named(age, { title: 'Minimum age', unit: 'years' }),
})

const countryRule = z.strictObject({
  country: named(z.string().min(1).max(100), { title: 'Country', control: 'country' }),
  categories: named(z.array(ageCategory).max(100), { title: 'Categories', itemTitle: 'Category' }),
})

export const ageRule = {
  age_restriction_mode: named(z.enum(['slider', 'country']).default('slider'), {
    title: 'Age rule',
    section: 'Age',
    optionLabels: { slider: 'One range for everyone', country: 'By country and category' },
  }),
  minimum_age: named(age.default(18), { title: 'Minimum age', section: 'Age', unit: 'years', shownWhen: FOR_ALL }),
  maximum_age: named(age.default(100), { title: 'Maximum age', section: 'Age', unit: 'years', shownWhen: FOR_ALL }),
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

export interface AgeRule {
  readonly age_restriction_mode: 'slider' | 'country'
  readonly minimum_age: number
  readonly maximum_age: number
  readonly country_category_restrictions?:
    | ReadonlyArray<{ readonly categories: ReadonlyArray<{ readonly minimumAge: number }> }>
    | undefined
  readonly country_category_minimum_age?: number | undefined
}

const DEFAULT_COUNTRY_AGE = 18
const MAX_AGE = 100

export function isOrdered({ minimum_age, maximum_age }: AgeRule): boolean {
  return minimum_age <= maximum_age
}
export const unordered = { path: ['maximum_age'], message: 'must not be below minimum_age' }

/** The contract computes `country_category_minimum_age` itself, whatever was sent: the highest age of any category. */
export function withCountryAge<T extends AgeRule>(rule: T): T {
  const { age_restriction_mode, country_category_restrictions: countries, country_category_minimum_age } = rule
  if (age_restriction_mode === 'slider' && !countries && country_category_minimum_age === undefined) return rule
  const ages = (countries ?? []).flatMap(({ categories }) => categories.map(({ minimumAge }) => minimumAge))
  return { ...rule, country_category_minimum_age: ages.length > 0 ? Math.max(...ages) : DEFAULT_COUNTRY_AGE }
}

/** The ages in whole years that a step accepts, both inclusive. */
export function ageRangeOf(rule: AgeRule): { minimum: number; maximum: number } {
  if (rule.age_restriction_mode === 'slider') return { minimum: rule.minimum_age, maximum: rule.maximum_age }
  return { minimum: rule.country_category_minimum_age ?? DEFAULT_COUNTRY_AGE, maximum: MAX_AGE }
}
