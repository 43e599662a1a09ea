/** Hides whatever a kind of step does not name as open: an allow-list, so that what is added later is masked. */

/** Stands for a value that is there and is not shown. */
export const HIDDEN = '•••'

/**
 * The same shape with every value hidden but those at the paths in `open`, such as `data.*.type`; `*` stands for any
 * key or place. A path opens all that is beneath it.
 */
export function keepOpen(value: unknown, open: readonly string[]): unknown {
  return hide(
    value,
    open.map((path) => path.split('.')),
  )
}

function hide(value: unknown, open: ReadonlyArray<readonly string[]>): unknown {
  if (open.some((path) => path.length === 0)) return value
  if (Array.isArray(value)) return value.map((inner, place) => hide(inner, below(open, String(place))))
  if (typeof value !== 'object' || value === null) return HIDDEN
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hide(inner, below(open, key))]))
}

function below(open: ReadonlyArray<readonly string[]>, key: string): Array<readonly string[]> {
  return open.flatMap(([first, ...rest]) => (first === key || first === '*' ? [rest] : []))
}
