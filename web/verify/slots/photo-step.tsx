/** One file, or a photo of the phone's own camera: advice, choice, a look at it, sending. */
import { type ReactElement, useEffect, useState } from 'react'
import { HostedError } from '../api.ts'
import { useBack } from '../parts/back.ts'
import { findFileFault } from '../photo-types.ts'
import { photoFaultTexts, texts } from '../texts.ts'
import { PhotoChoice } from './photo-choice.tsx'
import type { PhotoGuide } from './photo-guide.ts'
import { PhotoLook } from './photo-look.tsx'
import { closePicture, openPicture, type Picture } from './picture.ts'
import type { SlotProps } from './slot-props.ts'

type Phase =
  | { readonly name: 'choosing'; readonly faultCode?: string }
  | { readonly name: 'looking'; readonly picture: Picture; readonly faultCode?: string }
  | { readonly name: 'sending'; readonly picture: Picture; readonly share: number; readonly waiting: boolean }

/** The steps of one photo; each refusal leads back to the place where it can be mended. */
export function PhotoStep(props: SlotProps & PhotoGuide): ReactElement {
  const { slot, words, send, onSent, onBack, announce } = props
  const { name } = words
  const [phase, setPhase] = useState<Phase>({ name: 'choosing' })
  const picture = phase.name === 'choosing' ? undefined : phase.picture
  useEffect(() => picture && (() => closePicture(picture)), [picture])

  const isLooking = phase.name === 'looking'
  useBack(isLooking ? () => setPhase({ name: 'choosing' }) : phase.name === 'choosing' ? onBack : undefined)

  const pick = async (file: File) => setPhase(await toPhase(file, slot.takesPdf))

  const confirm = async (picture: Picture) => {
    const progress = (share: number, waiting: boolean) => setPhase({ name: 'sending', picture, share, waiting })
    progress(0, false)
    try {
      await send(picture.file, {
        onProgress: (share) => progress(share, false),
        onWaiting: () => progress(0, true),
      })
    } catch (error) {
      const faultCode = error instanceof HostedError ? error.code : 'other'
      setPhase(faultCode === 'unreachable' ? { name: 'looking', picture, faultCode } : { name: 'choosing', faultCode })
      return
    }
    announce(texts.photo.sent(name))
    onSent()
  }

  const fault = phase.name === 'sending' || !phase.faultCode ? undefined : photoFaultTexts(phase.faultCode)
  if (phase.name === 'choosing') return <PhotoChoice {...props} fault={fault} onPick={pick} />
  return (
    <PhotoLook
      camera={props.camera}
      fault={fault}
      isPdfTaken={slot.takesPdf}
      lead={props.lookLead}
      name={name}
      onConfirm={() => void confirm(phase.picture)}
      onPick={pick}
      picture={phase.picture}
      sending={phase.name === 'sending' ? phase : undefined}
      title={props.lookTitle}
    />
  )
}

/** What follows a choice: a look at the file, or the reason why it can be none. */
async function toPhase(file: File, takesPdf: boolean): Promise<Phase> {
  const faultCode = findFileFault(file, takesPdf)
  if (faultCode) return { name: 'choosing', faultCode }
  const picture = await openPicture(file)
  return picture ? { name: 'looking', picture } : { name: 'choosing', faultCode: 'image_invalid' }
}
