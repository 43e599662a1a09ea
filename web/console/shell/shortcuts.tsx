/** Keys that lead to pages: `g` and a letter; `?` shows them all. */
import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useOrganization } from '../lib/organization.ts'
import { visibleGroups } from './nav.ts'
import { openShortcutHelp } from './shortcut-help.tsx'

/** How long after `g` the letter counts. */
const SECOND_KEY_MS = 1_200

/** Listens; shows nothing. Keys count for nothing while somebody types or a dialog is open. */
export function Shortcuts(): null {
  const { can } = useOrganization()
  const navigate = useNavigate()
  useEffect(() => {
    let startedAtMs = 0
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"]')) return
      if (event.key === '?') return openShortcutHelp()
      if (event.key === 'g') {
        startedAtMs = event.timeStamp
        return
      }
      const isSecond = startedAtMs > 0 && event.timeStamp - startedAtMs < SECOND_KEY_MS
      startedAtMs = 0
      const pages = visibleGroups(can).flatMap((group) => group.pages)
      const page = isSecond ? pages.find(({ key }) => key === event.key) : undefined
      if (!page) return
      event.preventDefault()
      event.stopImmediatePropagation()
      void navigate({ to: page.to })
    }
    window.addEventListener('keydown', listen, { capture: true })
    return () => window.removeEventListener('keydown', listen, { capture: true })
  }, [can, navigate])
  return null
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
