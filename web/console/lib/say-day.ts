/** Says days in the reader's language and zone. */

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

/** The day of a moment, e.g. `Dec 1, 2026`. */
export function sayDay(iso: string): string {
  return day.format(new Date(iso))
}
