/** A sheet of paper to sign on with a finger, a pen or a mouse. */
import { type PointerEvent, type ReactElement, useEffect, useRef, useState } from 'react'
import fieldStyles from '../../parts/field.module.css'
import { stepTexts } from '../../step-texts.ts'
import styles from './agreement.module.css'
import { drawStroke, inkLength, type MakeSignature, openPaper, type Point, toFile } from './ink.ts'

/** Shortest ink that counts, in pixels of the page. */
const MIN_INK_LENGTH = 40

/** What was drawn survives a turn of the phone. */
export function SignaturePad({ onSign }: { readonly onSign: (make: MakeSignature | undefined) => void }): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null)
  const strokes = useRef<Point[][]>([])
  const [hasInk, setInk] = useState(false)

  useEffect(() => {
    const sheet = canvas.current
    if (!sheet) return
    const redraw = () => drawAll(sheet, strokes.current)
    redraw()
    addEventListener('resize', redraw)
    return () => removeEventListener('resize', redraw)
  }, [])

  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.isPrimary || event.button !== 0) return
    event.currentTarget.setPointerCapture(event.pointerId)
    strokes.current.push([pointOf(event)])
    drawAll(event.currentTarget, strokes.current)
    setInk(true)
  }
  const move = (event: PointerEvent<HTMLCanvasElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    strokes.current.at(-1)?.push(pointOf(event))
    drawAll(event.currentTarget, strokes.current)
  }
  const end = ({ currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    if (inkLength(strokes.current) >= MIN_INK_LENGTH) onSign(() => toFile(currentTarget))
  }
  const clear = () => {
    strokes.current = []
    if (canvas.current) drawAll(canvas.current, [])
    setInk(false)
    onSign(undefined)
  }

  return (
    <>
      <div className={styles.pad}>
        <canvas
          aria-label={stepTexts.signature.pad}
          className={styles.paper}
          onPointerDown={begin}
          onPointerMove={move}
          onPointerUp={end}
          ref={canvas}
          role="img"
        />
        {hasInk && (
          <button className={styles.clear} onClick={clear} type="button">
            {stepTexts.signature.clear}
          </button>
        )}
      </div>
      <p className={fieldStyles.help}>{stepTexts.signature.drawHint}</p>
    </>
  )
}

function pointOf({ nativeEvent }: PointerEvent): Point {
  return { x: nativeEvent.offsetX, y: nativeEvent.offsetY }
}

function drawAll(canvas: HTMLCanvasElement, strokes: ReadonlyArray<readonly Point[]>): void {
  const context = openPaper(canvas)
  if (context) for (const stroke of strokes) drawStroke(context, stroke)
}
