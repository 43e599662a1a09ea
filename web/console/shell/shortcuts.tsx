/** Keys: `g` and a letter lead to pages, `j` and `k` walk the rows of a table, `/` searches, `?` shows them all. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useOrganization } from '../lib/organization.ts'
import { useSingleKeys } from '../lib/single-keys.ts'
import { visibleGroups } from './nav.ts'
import { openShortcutHelp } from './shortcut-help.tsx'

/** How long after `g` the letter counts. */
const SECOND_KEY_MS = 1_200

/** Listens; shows nothing. Keys count for nothing while somebody types, a dialog is open, or they are switched off. */
export function Shortcuts(): null {
  const { can } = useOrganization()
  const navigate = useNavigate()
  const [isOn] = useSingleKeys()
  // Kept while the shell is drawn anew between the two keys.
  const startedAtMs = useRef(0)
  useEffect(() => {
    if (!isOn) return
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"]') || isHeld(event)) return
      if (event.key === '?') return openShortcutHelp()
      if (event.key === '/') return focusSearch(event)
      if (event.key === 'g') {
        startedAtMs.current = event.timeStamp
        return
      }
      const isSecond = startedAtMs.current > 0 && event.timeStamp - startedAtMs.current < SECOND_KEY_MS
      startedAtMs.current = 0
      const pages = visibleGroups(can).flatMap((group) => group.pages)
      if (!isSecond && (event.key === 'j' || event.key === 'k')) return walkRows(event.key === 'j' ? 1 : -1)
      const page = isSecond ? pages.find(({ key }) => key === event.key) : undefined
      if (!page) return
      event.preventDefault()
      event.stopImmediatePropagation()
      void navigate({ to: page.to })
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [can, navigate, isOn])
  return null
}

/** A key that stays down acts once; rows are walked on. */
function isHeld({ repeat, key }: KeyboardEvent): boolean {
  return repeat && key !== 'j' && key !== 'k'
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
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
