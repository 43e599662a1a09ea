/** Turns the six digits of a machine-readable date into calendar dates: two digits of a year leave its century open. */

/** Nobody alive in 2026 is older. */
const MAX_AGE_YEARS = 118

/** Documents are valid for at most ten to fifteen years, but specimens and old cards reach further back than ahead. */
const MAX_YEARS_AHEAD = 50

/** No document that a person must renew is valid for longer. */
const MAX_YEARS_VALID = 20

/**
 * `YYYY-MM-DD`, the likeliest first; empty for six characters that are no date. Births lie before or on `today`, and within
 * a life: who is 18 or less by the later century may be 118 by the earlier one.
 */
export function parseBirthDates(yymmdd: string, today: Date): readonly string[] {
  const last = today.toISOString().slice(0, 10)
  const possible = parseDates(yymmdd, (date) => date <= last)
  return possible.filter((date, index) => index === 0 || today.getUTCFullYear() - yearOf(date) <= MAX_AGE_YEARS)
}

/**
 * `YYYY-MM-DD`, the likeliest first; empty for six characters that are no date: the latest century at most 50 years after
 * `today`, and the one before where that is longer than a document is valid.
 */
export function parseExpirationDates(yymmdd: string, today: Date): readonly string[] {
  const year = today.getUTCFullYear()
  const possible = parseDates(yymmdd, (date) => yearOf(date) <= year + MAX_YEARS_AHEAD)
  return yearOf(possible[0] ?? '') > year + MAX_YEARS_VALID ? possible.slice(0, 2) : possible.slice(0, 1)
}

function parseDates(yymmdd: string, isPossible: (date: string) => boolean): readonly string[] {
  if (!/^\d{6}$/.test(yymmdd)) return []
  const dates = [2100, 2000, 1900].map((century) => toIsoDate(century + Number(yymmdd.slice(0, 2)), yymmdd))
  return dates.filter((date) => date !== undefined).filter(isPossible)
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

function toIsoDate(year: number, yymmdd: string): string | undefined {
  const text = `${year}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`
  const date = new Date(`${text}T00:00:00Z`)
  // `Date` rolls 30 February over into March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}
