/** Keys of the list: `/` leads to the search, `j` and `k` along the rows; Enter opens the link that has the focus. */
import { type RefObject, useEffect } from 'react'

/** Keys count for nothing while somebody types or a dialog is open. */
export function useListKeys(searchRef: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const { target } = event
      if (target instanceof HTMLElement && target.matches('input, textarea, select')) return
      if (document.querySelector('[role="dialog"]')) return
      if (event.key === '/') {
        event.preventDefault()
        searchRef.current?.focus()
      }
      if (event.key === 'j') focusRow(1)
      if (event.key === 'k') focusRow(-1)
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [searchRef])
}

function focusRow(step: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
  const current = links.findIndex((link) => link.matches(':focus'))
  const next = current === -1 ? 0 : Math.min(links.length - 1, Math.max(0, current + step))
  links[next]?.focus()
}
