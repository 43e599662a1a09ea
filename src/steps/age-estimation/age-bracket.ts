/** Says an estimated age as the range that it stands for. */

/** Years by which an estimated age is allowed to be wrong; measured in docs/vision-faces.md. */
export const AGE_MARGIN_YEARS = 7

/** Whole years from `low` to `high`, within 0…100. */
export function ageBracket(ageYears: number): { low: number; high: number } {
  const age = Math.round(ageYears)
  return { low: Math.max(0, age - AGE_MARGIN_YEARS), high: Math.min(100, age + AGE_MARGIN_YEARS) }
}
