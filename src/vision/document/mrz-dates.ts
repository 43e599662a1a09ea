/** Turns the six digits of a machine-readable date into a calendar date with its century. */

/** Documents are valid for at most ten to fifteen years, but specimens and old cards reach further back than ahead. */
const MAX_YEARS_AHEAD = 50

/** `YYYY-MM-DD`, or `undefined` for six characters that are no date; the latest century that is not after `today`. */
export function parseBirthDate(yymmdd: string, today: Date): string | undefined {
  return parseDate(yymmdd, (year) => {
    const date = toIsoDate(year, yymmdd)
    return date !== undefined && date <= today.toISOString().slice(0, 10)
  })
}

/** `YYYY-MM-DD`, or `undefined` for six characters that are no date; the latest century at most 50 years after `today`. */
export function parseExpirationDate(yymmdd: string, today: Date): string | undefined {
  return parseDate(yymmdd, (year) => year <= today.getUTCFullYear() + MAX_YEARS_AHEAD)
}

function parseDate(yymmdd: string, isPossible: (year: number) => boolean): string | undefined {
  if (!/^\d{6}$/.test(yymmdd)) return undefined
  const yearOfCentury = Number(yymmdd.slice(0, 2))
  const year = [2100, 2000, 1900].map((century) => century + yearOfCentury).find(isPossible)
  return year === undefined ? undefined : toIsoDate(year, yymmdd)
}

function toIsoDate(year: number, yymmdd: string): string | undefined {
  const text = `${year}-${yymmdd.slice(2, 4)}-${yymmdd.slice(4, 6)}`
  const date = new Date(`${text}T00:00:00Z`)
  // `Date` rolls 30 February over into March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : undefined
}
