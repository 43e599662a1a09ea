/** What the record calls the files of a session: the slot, or the name that a kind of step gives it (contract §4.3). */
import type { SessionView } from '../../services/sessions/view.ts'
import { findKind } from '../../steps/registry.ts'

/** Name → whether the file is there. */
export function toUploads({ steps, files }: Pick<SessionView, 'steps' | 'files'>): Record<string, boolean> {
  const names = namesOf(steps)
  return Object.fromEntries(Object.keys(files).map((slot) => [names.get(slot)?.upload ?? slot, true]))
}

/** Name → where the file is shown. */
export function toResourceLinks(
  { steps, files }: Pick<SessionView, 'steps' | 'files'>,
  linkTo: (id: string) => string,
): Record<string, string> {
  const names = namesOf(steps)
  return Object.fromEntries(Object.entries(files).map(([slot, id]) => [names.get(slot)?.link ?? slot, linkTo(id)]))
}

function namesOf(steps: SessionView['steps']): ReadonlyMap<string, { readonly upload: string; readonly link: string }> {
  return new Map(steps.flatMap(({ id, config }) => Object.entries(findKind(id)?.recordNames?.(config) ?? {})))
}
