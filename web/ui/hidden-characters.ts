/** Makes characters visible that a name could hide behind: zero width, changes of the direction of writing, controls. */

/**
 * Whatever has no shape of its own (Unicode's Default_Ignorable_Code_Point, controls, separators of lines), but for
 * plain breaks, and but for joiners between letters of scripts that are written with them, such as Persian.
 */
const HIDDEN =
  /(?<=(?![\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])|[\n\r\t]|([\p{Cc}\p{DI}\u2028\u2029])/gu

/** Text in which nothing is hidden: `An\u200Bna` becomes `An[U+200B]na`. */
export function showHidden(text: string): string {
  return text.replace(HIDDEN, (match: string, hidden: string | undefined) =>
    hidden === undefined ? match : `[U+${toHex(hidden).toUpperCase()}]`,
  )
}

/** The same for each text inside of an answer of the server. */
export function showAllHidden<T>(value: T): T {
  return mapTexts(value) as T
}

/** JSON with the same characters in its own notation, `\u200b`: it still says the same. */
export function escapeHidden(json: string): string {
  return json.replace(HIDDEN, (match: string, hidden: string | undefined) =>
    hidden === undefined
      ? match
      : Array.from(
          { length: hidden.length },
          (_, at) => `\\u${hidden.charCodeAt(at).toString(16).padStart(4, '0')}`,
        ).join(''),
  )
}

function toHex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')
}

function mapTexts(value: unknown): unknown {
  if (typeof value === 'string') return showHidden(value)
  if (Array.isArray(value)) return value.map(mapTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner)]))
}
