/** One photo from a file or the phone's own camera: advice, choice, a look at it, sending. */
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import { HostedError } from '../api.ts'
import { findFileFault } from '../photo-types.ts'
import { photoFaultTexts, slotTexts, texts } from '../texts.ts'
import { PhotoChoice } from './photo-choice.tsx'
import { PhotoLook } from './photo-look.tsx'
import type { SlotProps } from './slot-props.ts'

export interface PhotoStepProps extends SlotProps {
  readonly art: ReactNode
  /** What a bad photo looks like. */
  readonly examples: ReadonlyArray<{ readonly label: string; readonly art: ReactNode }>
  readonly camera: 'environment' | 'user'
  readonly lookTitle: string
  readonly lookLead: string
}

type Phase =
  | { readonly name: 'choosing'; readonly faultCode?: string }
  | { readonly name: 'looking'; readonly photo: File; readonly faultCode?: string }
  | { readonly name: 'sending'; readonly photo: File; readonly share: number; readonly waiting: boolean }

/** The steps of one photo; each refusal leads back to the place where it can be mended. */
export function PhotoStep(props: PhotoStepProps): ReactElement {
  const { slot, send, onSent, announce } = props
  const [phase, setPhase] = useState<Phase>({ name: 'choosing' })
  const url = useObjectUrl(phase.name === 'choosing' ? undefined : phase.photo)

  const pick = (photo: File) => {
    const faultCode = findFileFault(photo)
    setPhase(faultCode ? { name: 'choosing', faultCode } : { name: 'looking', photo })
  }

  const confirm = async (photo: File) => {
    announce(texts.photo.sending)
    setPhase({ name: 'sending', photo, share: 0, waiting: false })
    try {
      await send(photo, {
        onProgress: (share) => setPhase({ name: 'sending', photo, share, waiting: false }),
        onWaiting: () => setPhase({ name: 'sending', photo, share: 0, waiting: true }),
      })
    } catch (error) {
      const faultCode = error instanceof HostedError ? error.code : 'other'
      setPhase(faultCode === 'unreachable' ? { name: 'looking', photo, faultCode } : { name: 'choosing', faultCode })
      return
    }
    announce(texts.photo.sent(slotTexts(slot.name).name))
    onSent()
  }

  if (phase.name === 'choosing' || !url) {
    const fault = phase.name === 'choosing' && phase.faultCode ? photoFaultTexts(phase.faultCode) : undefined
    return <PhotoChoice {...props} fault={fault} onPick={pick} />
  }
  return (
    <PhotoLook
      camera={props.camera}
      fault={phase.name === 'looking' && phase.faultCode ? photoFaultTexts(phase.faultCode) : undefined}
      lead={props.lookLead}
      name={slotTexts(slot.name).name}
      onConfirm={() => void confirm(phase.photo)}
      onPick={pick}
      onUnreadable={() => setPhase({ name: 'choosing', faultCode: 'image_invalid' })}
      sending={phase.name === 'sending' ? phase : undefined}
      title={props.lookTitle}
      url={url}
    />
  )
}

/** An address for the photo's pixels, released when another photo takes its place. */
function useObjectUrl(photo: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (!photo) return setUrl(undefined)
    const made = URL.createObjectURL(photo)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [photo])
  return url
}
