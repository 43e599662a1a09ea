/** Puts the server's remarks on a draft in words: where they are, and what an empty field lacks. */
import type { OfferedStep, Remark, SettingSchema, Step } from '../../data/workflow-types.ts'
import type { FieldError } from './field-props.ts'

/** The errors of one setting of a step, with the path from the setting down. */
export function errorsOf(
  errors: readonly Remark[],
  steps: readonly Step[],
  offered: OfferedStep | undefined,
  setting: string,
): readonly FieldError[] {
  return errors
    .filter(({ path }) => path[2] === 'config' && path[3] === setting)
    .map((remark) => ({ path: remark.path.slice(4), message: capitalize(messageOf(remark, steps, offered)) }))
}

/** Names the step, the entry of a list and its setting where the path does. */
export function describeRemark(remark: Remark, steps: readonly Step[], offered: readonly OfferedStep[]): string {
  const step = typeof remark.path[1] === 'number' ? steps[remark.path[1]] : undefined
  if (!step || remark.path[2] !== 'config') return remark.message
  const known = offered.find(({ id }) => id === step.id)
  const { titles } = walk(known?.schema, remark.path.slice(3))
  return `${[known?.label ?? step.id, ...titles].join(', ')}: ${messageOf(remark, steps, known)}`
}

/** Without those that say the same: an empty text is too short, and of no right form either. */
export function withoutTwins(
  remarks: readonly Remark[],
  steps: readonly Step[],
  offered: readonly OfferedStep[],
): readonly Remark[] {
  const said = remarks.map((remark) => describeRemark(remark, steps, offered))
  return remarks.filter((_, at) => said.indexOf(said[at] ?? '') === at)
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function messageOf(remark: Remark, steps: readonly Step[], offered: OfferedStep | undefined): string {
  const { code, path, message } = remark
  if (code === 'custom' || path.length < 4) return message
  const value = path.slice(1).reduce<unknown>((inner, part) => toRecord(inner)[part], steps)
  const isEmpty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  if (!isEmpty) return message
  return walk(offered?.schema, path.slice(3)).schema?.type === 'array' ? 'add at least one' : 'must be filled in'
}

/** A list and the place of its entry are one title, such as `Question 2`. */
function walk(
  schema: SettingSchema | undefined,
  path: ReadonlyArray<string | number>,
): { readonly titles: readonly string[]; readonly schema: SettingSchema | undefined } {
  return path.reduce<{ titles: readonly string[]; schema: SettingSchema | undefined }>(
    ({ titles, schema: outer }, part) => {
      if (typeof part === 'number') {
        const title = `${outer?.itemTitle ?? 'Entry'} ${part + 1}`
        return { titles: [...titles.slice(0, -1), title], schema: outer?.items }
      }
      const inner = outer?.properties?.[part]
      return { titles: [...titles, inner?.title ?? part], schema: inner }
    },
    { titles: [], schema },
  )
}

function toRecord(value: unknown): Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string | number, unknown>>) : {}
}
