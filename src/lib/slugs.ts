/** Turns texts that people wrote into keys for machines, each of them once. */

/** Most characters of a slug, without the number that tells it from another one. */
const MAX_SLUG_LENGTH = 60

/** Lower-case letters, digits and `_`, such as `hold_up_3_fingers`; empty for a text without Latin letters and digits. */
export function toSlug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .slice(0, MAX_SLUG_LENGTH)
    .replace(/^_+|_+$/g, '')
}

/** The wanted words in their order; one that is taken already gets `joint` and the first free number from 2 on. */
export function toUnique(wanted: readonly string[], taken: Iterable<string>, joint: string): readonly string[] {
  const used = new Set(taken)
  return wanted.map((word) => {
    let free = word
    for (let number = 2; used.has(free); number++) free = `${word}${joint}${number}`
    used.add(free)
    return free
  })
}
