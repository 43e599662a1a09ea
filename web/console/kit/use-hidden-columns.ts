/** Remembers in this browser which columns of a table its reader has hidden. */
import { readLocalStorageValue } from '@mantine/hooks'
import type { ColumnVisibilityState, Updater } from '@tanstack/react-table'
import { useState } from 'react'

/** Columns of the table called `label`: what is false is hidden. */
export function useHiddenColumns(
  label: string,
): [ColumnVisibilityState, (updater: Updater<ColumnVisibilityState>) => void] {
  const key = `openidv.columns.${label}`
  const [state, setState] = useState(() => readLocalStorageValue<ColumnVisibilityState>({ key, defaultValue: {} }))
  const change = (updater: Updater<ColumnVisibilityState>) => {
    const changed = typeof updater === 'function' ? updater(state) : updater
    setState(changed)
    window.localStorage.setItem(key, JSON.stringify(changed))
  }
  return [state, change]
}
