/** Formats dates and sizes for people, in the language of the page. */

/** A moment as day and time in the reader's own zone, e.g. `3 May 2026 at 14:00`. */
export function formatDateTime(moment: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }).format(moment)
}

/** Bytes in the unit that fits (1 KB = 1,024 bytes), e.g. `640 KB` and `1.4 MB`. */
export function formatFileSize(sizeBytes: number, language: string): string {
  const kilobytes = sizeBytes / 1024
  const isLarge = kilobytes >= 1000
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: isLarge ? 1 : 0 })
  return isLarge ? `${format.format(kilobytes / 1024)} MB` : `${format.format(Math.max(1, kilobytes))} KB`
}

/** The first letter of up to two words, for a round mark beside a name, e.g. `Acme Bank` → `AB`. */
export function toInitials(name: string): string {
  const letters = name.split(/\s+/).flatMap((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? [])
  return letters.slice(0, 2).join('').toLocaleUpperCase()
}
