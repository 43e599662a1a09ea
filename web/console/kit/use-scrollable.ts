/** Tells whether a box is narrower than its content, so that the keyboard must reach it to scroll it. */
import { type RefCallback, useCallback, useState } from 'react'

/** Attach `ref` to the box that scrolls sideways. */
export function useScrollable(): { readonly ref: RefCallback<HTMLElement>; readonly isScrollable: boolean } {
  const [isScrollable, setScrollable] = useState(false)
  const ref = useCallback((box: HTMLElement | null) => {
    if (!box) return
    const observer = new ResizeObserver(() => setScrollable(box.scrollWidth > box.clientWidth))
    observer.observe(box)
    for (const child of box.children) observer.observe(child)
    return () => observer.disconnect()
  }, [])
  return { ref, isScrollable }
}
