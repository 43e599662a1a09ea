/** The plural of a count: Arabic has forms of its own for two, for 3 to 10 and for more. */

const RULES = new Intl.PluralRules('ar')

interface Forms {
  readonly two: string
  /** 3 to 10. */
  readonly few: string
  readonly many: string
}

/** The sentence that fits a count other than one. */
export function countForm(count: number, { two, few, many }: Forms): string {
  const form = RULES.select(count)
  return form === 'two' ? two : form === 'few' ? few : many
}
