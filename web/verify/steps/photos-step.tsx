/** A step that asks for photos or files: each in turn, then a look at all of them, then its submission. */
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { HostedError } from '../api.ts'
import { findOpenSlot } from '../flow.ts'
import { Checking } from '../screens/checking.tsx'
import { Review } from '../screens/review.tsx'
import type { Slot, Step } from '../session.ts'
import { slotTexts } from '../slot-texts.ts'
import { SlotScreen } from '../slots/slot-screen.tsx'
import { texts } from '../texts.ts'
import { markedSlots, takesTry, verdictWords } from '../verdict-words.ts'
import { canSkip } from './can-skip.ts'
import type { StepProps } from './step-props.ts'

/** A step of one file is submitted as soon as it is there; otherwise the list comes first. */
export function PhotosStep({ step, session, control, previews, announce }: StepProps): ReactElement {
  const { flow, busy, dispatch, send, submit } = control
  const { choices, stopped } = flow
  const [visiting, visit] = useState<string>()
  const reason = choices.sent.length === 0 ? step.failureReason : undefined
  const marked = reason === undefined ? [] : markedSlots(step, reason)
  const open = reason === undefined ? findOpenSlot(step, choices) : undefined
  const shown = step.slots.find(({ name }) => name === visiting) ?? open
  const isAutomatic = !shown && reason === undefined && step.slots.length <= 1 && !stopped

  const submitFiles = async () => {
    try {
      await submit({ step: step.kind, body: {}, covered: true })
    } catch (error) {
      if (error instanceof HostedError && error.code === 'validation_failed') return
      dispatch({ type: 'failed', problem: 'unreachable' })
    }
  }

  if (isAutomatic)
    return <Automatic announce={announce} busy={busy} kind={step.kind} onSubmit={() => void submitFiles()} />

  if (shown) {
    const { name } = shown
    const onDone = () => visit(undefined)
    return (
      <SlotScreen
        again={reason !== undefined && marked.includes(shown) ? verdictWords(reason, step) : undefined}
        announce={announce}
        key={name}
        onBack={toBack(step, shown, open === undefined, visit)}
        onKeep={onDone}
        onSent={() => {
          dispatch({ type: 'sent', slot: name })
          onDone()
        }}
        onSkip={
          canSkip(step, shown, choices.skipped)
            ? () => {
                dispatch({ type: 'skipped', slot: name })
                onDone()
              }
            : undefined
        }
        preview={previews.files[name]}
        send={async (file, listener) => {
          await send(name, file, listener)
          previews.remember(name, file)
        }}
        slot={shown}
        words={slotTexts(step, name)}
      />
    )
  }

  const verdict = reason === undefined ? undefined : verdictWords(reason, step)
  return (
    <Review
      busy={busy}
      isRefused={stopped}
      key={reason}
      lead={verdict?.does ?? texts.review.lead}
      marked={marked}
      onChange={visit}
      onSubmit={() => void submitFiles()}
      previews={previews.files}
      step={step}
      title={verdict?.says ?? texts.review.title}
      triesLeft={reason !== undefined && takesTry(reason) ? session.attemptsRemaining : undefined}
    />
  )
}

/** From the list one goes back to the list; else to the slot before. */
function toBack(step: Step, shown: Slot, hasList: boolean, visit: (slot: string | undefined) => void) {
  if (hasList) return () => visit(undefined)
  const previous = step.slots[step.slots.indexOf(shown) - 1]
  return previous && (() => visit(previous.name))
}

interface AutomaticProps {
  readonly kind: string
  /** Another call is under way. */
  readonly busy: boolean
  readonly announce: (sentence: string) => void
  readonly onSubmit: () => void
}

/** Submits once, as soon as it is shown. */
export function Automatic({ kind, busy, announce, onSubmit }: AutomaticProps): ReactElement {
  const isBegun = useRef(false)
  useEffect(() => {
    if (busy || isBegun.current) return
    isBegun.current = true
    onSubmit()
  })
  return <Checking announce={announce} kind={kind} />
}
