/** The words of the steps that are not photos, in the language that is spoken. */
import { stepTexts } from './words/spoken.ts'

export { stepTexts } from './words/spoken.ts'

/** The name of a kind of step. */
export function stepName(kind: string): string {
  const names: Readonly<Record<string, string>> = stepTexts.names
  return names[kind] ?? stepTexts.otherName
}
