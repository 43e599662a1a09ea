/** One picture to look at closely: zoomed by wheel or pinch, dragged, turned, with the viewer's name over it. */
import { Button, Loader, Text } from '@mantine/core'
import { IconPhotoOff } from '@tabler/icons-react'
import { type CSSProperties, type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { ApiError } from '../../lib/api.ts'
import classes from './compare.module.css'
import { usePicture } from './use-picture.ts'
import { move, type View, ZOOM_STEP, zoom } from './views.ts'
import { Watermark } from './watermark.tsx'

interface PicturePanelProps {
  readonly evidenceId: string
  /** What the picture shows. */
  readonly label: string
  readonly view: View
  readonly isActive: boolean
  readonly onActivate: () => void
  readonly onChange: (step: (view: View) => View) => void
  /** Lies over the picture once it is here, below the viewer's name. */
  readonly children?: ReactNode
}

/** Takes the focus, so that the keys of the compare view act on it. */
export function PicturePanel(props: PicturePanelProps): ReactElement {
  const { evidenceId, label, view, isActive, onActivate, onChange, children } = props
  const { url, error, retry } = usePicture(evidenceId)
  const panel = useRef<HTMLDivElement>(null)
  const points = useRef(new Map<number, { x: number; y: number }>())
  useWheel(panel, onChange)
  const turned = view.turns === 0 ? '' : `, turned by ${view.turns * 90}°`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would not say what a group of one picture is
    <div
      aria-label={`${label}, ${Math.round(view.scale * 100)} %${turned}`}
      className={classes.panel}
      data-active={isActive || undefined}
      data-zoomed={view.scale > 1 || undefined}
      onFocus={onActivate}
      onPointerDown={(event) => {
        onActivate()
        points.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
        if (url) event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        const { width, height } = event.currentTarget.getBoundingClientRect()
        const before = points.current.get(event.pointerId)
        if (!before) return
        const other = [...points.current].find(([id]) => id !== event.pointerId)?.[1]
        const now = { x: event.clientX, y: event.clientY }
        points.current.set(event.pointerId, now)
        if (other) onChange((old) => zoom(old, distance(now, other) / Math.max(1, distance(before, other))))
        else onChange((old) => move(old, (now.x - before.x) / width, (now.y - before.y) / height))
      }}
      onPointerUp={(event) => points.current.delete(event.pointerId)}
      onPointerCancel={(event) => points.current.delete(event.pointerId)}
      ref={panel}
      role="group"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys act on the picture that has the focus
      tabIndex={0}
    >
      {url !== undefined && (
        <>
          <img
            alt={label}
            className={classes.picture}
            data-turned={view.turns % 2 === 1 || undefined}
            draggable={false}
            src={url}
            style={toStyle(view)}
          />
          {children}
          <Watermark />
        </>
      )}
      {url === undefined && !error && <Loader aria-label={`Loading ${label}`} color="gray" size="sm" />}
      {error ? <Missing error={error} onRetry={retry} /> : null}
    </div>
  )
}

function Missing({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }): ReactElement {
  const isErased = error instanceof ApiError && error.status === 410
  return (
    <div className={classes.missing}>
      <IconPhotoOff aria-hidden="true" size={28} stroke={1.4} />
      <Text inherit size="sm">
        {isErased ? 'This picture was erased.' : error instanceof Error ? error.message : 'It could not be loaded.'}
      </Text>
      {!isErased && (
        <Button onClick={onRetry} size="compact-sm" variant="default">
          Try again
        </Button>
      )}
    </div>
  )
}

/** The unit of moving is the panel, so that a picture keeps its place when the window changes. */
function toStyle({ scale, x, y, turns, brightness }: View): CSSProperties {
  const place = `translate(calc(-50% + ${x * 100}cqw), calc(-50% + ${y * 100}cqh))`
  return {
    transform: `${place} scale(${scale}) rotate(${turns * 90}deg)`,
    ...(brightness !== 1 && { filter: `brightness(${brightness})` }),
  }
}

/** React listens to wheels passively, which cannot keep the page from scrolling. */
function useWheel(panel: React.RefObject<HTMLDivElement | null>, onChange: PicturePanelProps['onChange']): void {
  useEffect(() => {
    const element = panel.current
    if (!element) return
    const listen = (event: WheelEvent) => {
      event.preventDefault()
      const { left, top, width, height } = element.getBoundingClientRect()
      const at = { x: (event.clientX - left) / width - 0.5, y: (event.clientY - top) / height - 0.5 }
      onChange((old) => zoom(old, event.deltaY < 0 ? ZOOM_STEP : 1 / ZOOM_STEP, at))
    }
    element.addEventListener('wheel', listen, { passive: false })
    return () => element.removeEventListener('wheel', listen)
  }, [panel, onChange])
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
