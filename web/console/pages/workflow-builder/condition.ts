/** Conditions of a question: which earlier ones it can depend on, with which answers, and what becomes of them. */
import type { Values } from './field-props.ts'

/** What an answer is compared with. */
export type Answer = string | number | boolean

/** An earlier question that has an answer to compare with. */
export interface Target {
  /** Its key; its words when it has none. */
  readonly name: string
  readonly label: string
  readonly type: string
  readonly options: readonly string[]
}

/** Files have no answer, and a question without words cannot be named. */
export function listTargets(earlier: readonly Values[]): readonly Target[] {
  return earlier.flatMap(({ key, label, type, options }) => {
    const words = typeof label === 'string' ? label.trim() : ''
    if (words === '' || type === 'file-upload' || typeof type !== 'string') return []
    const name = typeof key === 'string' && key !== '' ? key : String(label)
    return [{ name, label: words, type, options: Array.isArray(options) ? options.map(String) : [] }]
  })
}

/** The answer that a new condition begins with. */
export function firstAnswer({ type, options }: Target): Answer {
  if (type === 'yes-no' || type === 'checkbox') return true
  if (type === 'number' || type === 'currency') return 0
  return options[0] ?? ''
}

/** The items with one changed; what depended on its words or key by name follows the new ones. */
export function replacePart(items: readonly Values[], at: number, key: string, next: unknown): readonly Values[] {
  const changed = items.map((item, index) => (index === at ? withPart(item, key, next) : item))
  const [before, after] = [nameOf(items[at]), nameOf(changed[at])]
  const isUnique = items.filter((item) => nameOf(item) === before).length === 1
  if (before === undefined || after === undefined || before === after || !isUnique) return changed
  return changed.map((item) => {
    const condition = item.conditional as Values | undefined
    return condition?.field === before ? { ...item, conditional: { ...condition, field: after } } : item
  })
}

function nameOf({ key, label }: Values = {}): string | undefined {
  const name = typeof key === 'string' && key !== '' ? key : label
  return typeof name === 'string' && name !== '' ? name : undefined
}

function withPart(item: Values, key: string, next: unknown): Values {
  const { [key]: _, ...others } = item
  return next === undefined ? others : { ...item, [key]: next }
}
