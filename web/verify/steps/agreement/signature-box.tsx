/** A signature in one of three ways: drawn, typed, or as a picture; the last two need no pointer. */
import { type ReactElement, type Ref, useState } from 'react'
import { PictureIcon } from '../../../ui/icons.tsx'
import { PhotoPicker } from '../../parts/button.tsx'
import fieldStyles from '../../parts/field.module.css'
import { Fault } from '../../parts/field.tsx'
import { findFileFault } from '../../photo-types.ts'
import { openPicture } from '../../slots/picture.ts'
import { stepTexts } from '../../step-texts.ts'
import styles from './agreement.module.css'
import type { MakeSignature } from './ink.ts'
import { SignaturePad } from './signature-pad.tsx'
import { TypedSignature } from './typed-signature.tsx'

const WAYS = ['draw', 'type', 'picture'] as const

interface SignatureBoxProps {
  readonly box: Ref<HTMLFieldSetElement>
  /** What the applicant is called: the typed signature begins with it. */
  readonly name: string
  readonly fault: string | undefined
  /** Undefined: there is no signature yet, or no longer. */
  readonly onSign: (make: MakeSignature | undefined) => void
}

/** Changing the way begins afresh. */
export function SignatureBox({ box, name, fault, onSign }: SignatureBoxProps): ReactElement {
  const [way, setWay] = useState<(typeof WAYS)[number]>('draw')
  const choose = (next: (typeof WAYS)[number]) => {
    onSign(undefined)
    setWay(next)
  }
  return (
    <fieldset aria-describedby={fault && 'signature-fault'} className={styles.signature} ref={box}>
      <legend>{stepTexts.signature.title}</legend>
      <div>
        <div className={styles.ways}>
          {WAYS.map((each) => (
            <label key={each}>
              <input checked={way === each} name="signature-way" onChange={() => choose(each)} type="radio" />
              <span>{stepTexts.signature.ways[each]}</span>
            </label>
          ))}
        </div>
        {way === 'draw' && <SignaturePad onSign={onSign} />}
        {way === 'type' && <TypedSignature name={name} onSign={onSign} />}
        {way === 'picture' && <PictureOfSignature onSign={onSign} />}
        <Fault fault={fault} id="signature" />
      </div>
    </fieldset>
  )
}

function PictureOfSignature({ onSign }: Pick<SignatureBoxProps, 'onSign'>): ReactElement {
  const [url, setUrl] = useState<string>()
  const [isUnreadable, setUnreadable] = useState(false)
  const pick = async (file: File) => {
    const picture = findFileFault(file) ? undefined : await openPicture(file)
    setUnreadable(!picture)
    setUrl(picture?.photo?.url)
    onSign(picture && (async () => file))
  }
  return (
    <>
      <p className={fieldStyles.help}>{stepTexts.signature.pictureHint}</p>
      {url && <img alt={stepTexts.signature.preview} className={styles.picture} src={url} />}
      <PhotoPicker
        describedBy={isUnreadable ? 'signature-picture-fault' : undefined}
        invalid={isUnreadable}
        onPick={(file) => void pick(file)}
        weight="secondary"
      >
        <PictureIcon />
        {stepTexts.signature.choose}
      </PhotoPicker>
      <Fault fault={isUnreadable ? stepTexts.signature.unreadable : undefined} id="signature-picture" />
    </>
  )
}
