/** Keeps a form that is not submitted yet with the server, sealed; of a file only that it was sent. */
import { useEffect, useRef } from 'react'
import { saveDraft } from '../../api.ts'
import type { Step } from '../../session.ts'
import type { Draft, FileWords } from './fields.ts'

/** How long typing may pause before it is kept. */
const PAUSE_MS = 800

/** A chosen file; without `file` it was sent in an earlier visit. */
export interface ChosenFile extends FileWords {
  readonly file?: File
  readonly isSent: boolean
}

export type ChosenFiles = Readonly<Record<string, ChosenFile>>

export interface KeptForm {
  readonly draft: Draft
  readonly files: ChosenFiles
}

/** What an earlier visit left; empty for nothing and for a foreign shape. */
export function readForm({ draft: kept, slots }: Step): KeptForm {
  if (!kept || !('answers' in kept) || !('files' in kept)) return { draft: {}, files: {} }
  const filled = new Set(slots.filter(({ uploaded }) => uploaded).map(({ name }) => name))
  // Written below, by this page alone.
  const { answers, files } = kept as unknown as { answers: Draft; files: ChosenFiles }
  return {
    draft: answers,
    files: Object.fromEntries(Object.entries(files).filter(([key, { isSent }]) => isSent && filled.has(key))),
  }
}

/**
 * Keeps the form a moment after it changed, and when the page is left or hidden. Nothing while `isPaused`, since what is
 * being submitted needs no keeping. A form that could not be kept is kept with the next change.
 */
export function useKeptForm(sessionId: string, step: string, form: KeptForm, isPaused: boolean): void {
  const { draft, files } = form
  const isFirst = useRef(true)
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false
      return
    }
    if (isPaused) return
    const save = () => {
      stop()
      saveDraft(sessionId, step, toDraft({ draft, files })).catch(() => undefined)
    }
    const saveHidden = () => document.visibilityState === 'hidden' && save()
    const timer = setTimeout(save, PAUSE_MS)
    const stop = () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', saveHidden)
    }
    document.addEventListener('visibilitychange', saveHidden)
    return stop
  }, [sessionId, step, draft, files, isPaused])
}

function toDraft({ draft, files }: KeptForm): object {
  const words = Object.entries(files).map(([key, { file: _, ...rest }]) => [key, rest])
  return { answers: draft, files: Object.fromEntries(words) }
}
