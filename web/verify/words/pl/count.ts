/** The plural of a count: Polish has one form for 2 to 4 and another for most of the rest. */

const RULES = new Intl.PluralRules('pl')

/** The sentence that fits a count other than one. */
export function countForm(count: number, forms: { readonly few: string; readonly many: string }): string {
  return RULES.select(count) === 'few' ? forms.few : forms.many
}
