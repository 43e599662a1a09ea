/** Formats dates and sizes for people, in the language of the page. */

/** A moment as day and time in the reader's own zone, e.g. `3 May 2026 at 14:00`. */
export function formatDateTime(moment: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(moment)
}

/** Bytes in whole megabytes (1 MB = 1,048,576 bytes), e.g. `15 MB`. */
export function formatMegabytes(sizeBytes: number, language: string): string {
  const megabytes = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(sizeBytes / 1_048_576)
  return `${megabytes} MB`
}

/** The first letter of up to two words, for a round mark beside a name, e.g. `Acme Bank` → `AB`. */
export function toInitials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? [])
  return letters.slice(0, 2).join('').toLocaleUpperCase()
}
