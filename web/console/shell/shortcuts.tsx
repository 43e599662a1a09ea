/** Keys: `g` and a letter lead to pages, `j` and `k` walk the rows of a table, `/` searches, `?` shows them all. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useOrganization } from '../lib/organization.ts'
import { isForOthers, takePageKeys } from '../lib/page-keys.ts'
import { useSingleKeys } from '../lib/single-keys.ts'
import { visibleGroups } from './nav.ts'
import { openShortcutHelp } from './shortcut-help.tsx'

/** Listens; shows nothing. Keys count for nothing while somebody types, a dialog is open, or they are switched off. */
export function Shortcuts(): null {
  const { can, isOperator } = useOrganization()
  const navigate = useNavigate()
  const [isOn] = useSingleKeys()
  useEffect(() => {
    if (!isOn) return
    return takePageKeys((letter) => {
      const page = visibleGroups({ can, isOperator })
        .flatMap(({ pages }) => pages)
        .find(({ key }) => key === letter)
      if (page) void navigate({ to: page.to })
      return page !== undefined
    })
  }, [can, isOperator, navigate, isOn])
  useEffect(() => {
    if (!isOn) return
    window.addEventListener('keydown', actOnKey, { capture: true })
    return () => window.removeEventListener('keydown', actOnKey, { capture: true })
  }, [isOn])
  return null
}

function actOnKey(event: KeyboardEvent): void {
  if (isForOthers(event) || isHeld(event)) return
  if (event.key === '?') openShortcutHelp()
  if (event.key === '/') focusSearch(event)
  if (event.key === 'j' || event.key === 'k') walkRows(event.key === 'j' ? 1 : -1)
}

/** A key that stays down acts once; rows are walked on. */
function isHeld({ repeat, key }: KeyboardEvent): boolean {
  return repeat && key !== 'j' && key !== 'k'
}

/** The first field for searching on the page. */
function focusSearch(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLElement>('main input[type="search"]')
  if (!field) return
  event.preventDefault()
  field.focus()
}

/** Moves the focus to the link of the next row, down (1) or up (-1); Enter follows it. */
function walkRows(step: 1 | -1): void {
  const rows = [...document.querySelectorAll('main tbody tr')]
  const place = rows.findIndex((row) => row.contains(document.activeElement))
  const row = place === -1 ? rows.at(step === 1 ? 0 : -1) : rows[place + step]
  row?.querySelector<HTMLElement>('a, button')?.focus()
}
