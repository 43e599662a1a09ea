/** Keeps a form that is not submitted yet for a reload of this tab; the files themselves are not kept, only what was sent. */
import { keep, readKept } from '../../choices.ts'
import type { Step } from '../../session.ts'
import type { Draft, FileWords } from './fields.ts'

/** A chosen file; without `file` it was sent before a reload. */
export interface ChosenFile extends FileWords {
  readonly file?: File
  readonly isSent: boolean
}

export type ChosenFiles = Readonly<Record<string, ChosenFile>>

/** What was kept of a session's form; empty for nothing and for a foreign shape. */
export function readForm(sessionId: string, { slots }: Step): { readonly draft: Draft; readonly files: ChosenFiles } {
  const kept = readKept(nameOf(sessionId))
  if (typeof kept !== 'object' || kept === null || !('draft' in kept) || !('files' in kept))
    return { draft: {}, files: {} }
  const filled = new Set(slots.filter(({ uploaded }) => uploaded).map(({ name }) => name))
  // Written below, in the same tab and by the same page.
  const { draft, files } = kept as { draft: Draft; files: ChosenFiles }
  return {
    draft,
    files: Object.fromEntries(Object.entries(files).filter(([key, { isSent }]) => isSent && filled.has(key))),
  }
}

/** Keeps it, or forgets it when there is none. */
export function keepForm(
  sessionId: string,
  form: { readonly draft: Draft; readonly files: ChosenFiles } | undefined,
): void {
  keep(nameOf(sessionId), form)
}

function nameOf(sessionId: string): string {
  return `form-${sessionId}`
}
