/** Asks who it is before a dangerous act. */
import { Modal } from '@mantine/core'
import { useWindowEvent } from '@mantine/hooks'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { setStepUpAsker } from '../lib/step-up.ts'
import { StepUpForm } from './step-up-form.tsx'

/** Opens whenever a call needs it; the call goes on when the person proved who they are. */
export function StepUpDialog(): ReactElement {
  const [opened, setOpened] = useState(false)
  const [isFactor, setFactor] = useState(false)
  const answer = useRef<(proved: boolean) => void>(() => {})
  useEffect(() => {
    setStepUpAsker((isFactorNeeded) => {
      setFactor(isFactorNeeded)
      setOpened(true)
      return new Promise((resolve) => {
        answer.current = resolve
      })
    })
  }, [])
  const end = (proved: boolean) => {
    setOpened(false)
    answer.current(proved)
  }
  // Every open dialog listens on the window, and the one that waits beneath would close, too. This one has listened since
  // the console began, before any of theirs, and is asked first.
  const closeAlone = (event: KeyboardEvent) => {
    if (!opened || event.key !== 'Escape' || event.isComposing) return
    event.stopImmediatePropagation()
    end(false)
  }
  useWindowEvent('keydown', closeAlone, { capture: true })
  return (
    <Modal closeOnEscape={false} onClose={() => end(false)} opened={opened} title="Confirm that it is you" zIndex={400}>
      <StepUpForm isFactor={isFactor} onCancel={() => end(false)} onProved={() => end(true)} />
    </Modal>
  )
}
