/** The state of the builder: the draft with its history, what it began from, and what the server says of it. */
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useReducer, useState } from 'react'
import type { CheckedDraft, Draft, StepCatalogue } from '../../data/workflow-types.ts'
import { draftCheckQuery } from '../../data/workflows.ts'
import { type Change, listChanges } from './diff.ts'
import { type DraftEvent, reduceHistory, startHistory } from './draft.ts'
import { loadDraft, saveDraft } from './draft-storage.ts'

/** Long enough to type on, short enough to feel at once. */
const CHECK_DELAY_MS = 250

/** What the draft is compared with: the published version, or nothing at all. */
export interface Base {
  readonly draft: Draft
  /** 0 for a workflow that is not created yet. */
  readonly version: number
}

export interface Builder {
  readonly draft: Draft
  readonly base: Base
  readonly dispatch: (event: DraftEvent) => void
  readonly canUndo: boolean
  readonly canRedo: boolean
  /** What publishing would change, in words. */
  readonly changes: readonly Change[]
  readonly isDirty: boolean
  /** Of the draft as it was a moment ago; undefined until the server answered for the first time. */
  readonly check: CheckedDraft | undefined
  readonly checkError: unknown
  /** Whether the draft was found in this tab instead of begun anew. */
  readonly wasRestored: boolean
  /** Goes on from another published version; keeps the draft when one is given. */
  readonly rebase: (base: Base, draft?: Draft) => void
  readonly discard: () => void
}

interface Options {
  readonly base: Base
  /** What a workflow that is not created yet begins with. */
  readonly start?: Draft
  readonly catalogue: StepCatalogue
  /** Where the draft is kept; undefined when nothing can be changed. */
  readonly storageKey: string | undefined
}

/** `base` is read once: what others publish meanwhile does not pull the ground from under the draft. */
export function useBuilder({ base: published, start, catalogue, storageKey }: Options): Builder {
  const [stored] = useState(() => (storageKey === undefined ? undefined : loadDraft(storageKey)))
  const [base, setBase] = useState<Base>(() => ({
    draft: published.draft,
    version: stored?.basedOn ?? published.version,
  }))
  const [history, dispatch] = useReducer(reduceHistory, stored?.draft ?? start ?? published.draft, startHistory)
  const [wasRestored, setRestored] = useState(stored !== undefined)
  const draft = history.present
  const changes = listChanges(base.draft, draft, catalogue.items)
  const isDirty = changes.length > 0
  useEffect(() => {
    if (storageKey !== undefined) saveDraft(storageKey, isDirty ? { draft, basedOn: base.version } : undefined)
  }, [storageKey, draft, base.version, isDirty])

  const [steps] = useDebouncedValue(draft.steps, CHECK_DELAY_MS)
  const check = useQuery(draftCheckQuery(steps))
  return {
    ...{ draft, base, dispatch, changes, isDirty, wasRestored },
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    check: check.data,
    checkError: check.error,
    rebase: (next, kept) => {
      setBase(next)
      setRestored(false)
      dispatch({ type: 'reset', draft: kept ?? next.draft })
    },
    discard: () => {
      setRestored(false)
      if (storageKey !== undefined) saveDraft(storageKey, undefined)
      dispatch({ type: 'reset', draft: base.draft })
    },
  }
}
