/** A signature that is typed and set in a script. */
import { type ReactElement, useEffect, useRef, useState } from 'react'
import fieldStyles from '../../parts/field.module.css'
import { Field } from '../../parts/field.tsx'
import { stepTexts } from '../../step-texts.ts'
import styles from './agreement.module.css'
import { type MakeSignature, openPaper, toFile } from './ink.ts'

const SCRIPT = '"Snell Roundhand", "Segoe Script", "Bradley Hand", "Brush Script MT", cursive'
const LARGEST_PX = 44

interface TypedSignatureProps {
  readonly name: string
  readonly onSign: (make: MakeSignature | undefined) => void
}

/** Typing is signing: it counts from the first letter that the applicant enters. */
export function TypedSignature({ name, onSign }: TypedSignatureProps): ReactElement {
  const [text, setText] = useState('')
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    if (canvas.current) drawText(canvas.current, text.trim())
  }, [text])

  const type = (next: string) => {
    setText(next)
    const sheet = canvas.current
    onSign(next.trim() === '' || !sheet ? undefined : () => toFile(sheet))
  }
  return (
    <>
      <Field id="typed-signature" label={stepTexts.signature.typeLabel}>
        <input
          autoComplete="off"
          className={fieldStyles.input}
          id="typed-signature"
          maxLength={200}
          onChange={({ target }) => type(target.value)}
          placeholder={name}
          type="text"
          value={text}
        />
      </Field>
      <canvas aria-label={stepTexts.signature.typed(text)} className={styles.typed} ref={canvas} role="img" />
    </>
  )
}

function drawText(canvas: HTMLCanvasElement, text: string): void {
  const context = openPaper(canvas)
  if (!context) return
  const { clientWidth: width, clientHeight: height } = canvas
  context.font = `italic ${LARGEST_PX}px ${SCRIPT}`
  const fit = Math.min(1, (width - 32) / Math.max(1, context.measureText(text).width))
  context.font = `italic ${LARGEST_PX * fit}px ${SCRIPT}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, width / 2, height / 2)
}
