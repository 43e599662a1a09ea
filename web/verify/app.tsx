/** The page: the frame, the one screen of the moment, and a voice for screen readers. */
import { type ReactElement, type ReactNode, useState } from 'react'
import { agree, submit } from './calls.ts'
import { positionOf } from './flow.ts'
import { Frame } from './parts/frame.tsx'
import hidden from './parts/hidden.module.css'
import { Declined } from './screens/declined.tsx'
import { Done } from './screens/done.tsx'
import { Opening } from './screens/opening.tsx'
import { ProblemScreen } from './screens/problem.tsx'
import { Processing } from './screens/processing.tsx'
import { Review } from './screens/review.tsx'
import { Welcome } from './screens/welcome.tsx'
import type { Session, Slot } from './session.ts'
import { SlotScreen } from './slots/slot-screen.tsx'
import { slotTexts, texts } from './texts.ts'
import { type FlowControl, useFlow } from './use-flow.ts'
import { type Previews, usePreviews } from './use-previews.ts'

/** The hosted page of one session. */
export function App(): ReactElement {
  const control = useFlow()
  const previews = usePreviews()
  const [sentence, announce] = useState('')
  const { flow, screen, dispatch } = control
  const { session } = flow
  const current = session && positionOf(screen, session)
  const previous = screen.name === 'slot' ? screen.previous : undefined

  return (
    <Frame
      onBack={previous === undefined ? undefined : () => dispatch({ type: 'visited', slot: previous })}
      organization={session?.organizationName}
      sandbox={session?.sandbox === true}
      sessionId={session?.id}
      steps={session && current !== undefined ? { names: stepNamesOf(session), current } : undefined}
    >
      <p aria-live="polite" className={hidden.hidden} role="status">
        {screen.name === 'opening' ? texts.opening.status : sentence}
      </p>
      {renderScreen(control, previews, announce)}
    </Frame>
  )
}

function stepNamesOf(session: Session): readonly string[] {
  const slots = session.slots.map(({ name }) => slotTexts(name).name)
  return [texts.stepNames.welcome, ...slots, texts.stepNames.review]
}

function renderScreen(control: FlowControl, previews: Previews, announce: (sentence: string) => void): ReactNode {
  const { flow, screen, busy, dispatch, run, retry } = control
  const { session } = flow
  if (screen.name === 'problem') {
    return <ProblemScreen onRetry={retry} problem={screen.problem} session={session} />
  }
  if (screen.name === 'opening' || !session) return <Opening />
  switch (screen.name) {
    case 'welcome':
      return (
        <Welcome
          busy={busy}
          onAgree={() => run(agree)}
          onDecline={() => dispatch({ type: 'declined' })}
          session={session}
        />
      )
    case 'declined':
      return <Declined onReconsider={() => dispatch({ type: 'reconsidered' })} session={session} />
    case 'slot':
      return (
        <SlotOfFlow
          announce={announce}
          control={control}
          key={screen.slot.name}
          previews={previews}
          slot={screen.slot}
        />
      )
    case 'review':
      return (
        <Review
          busy={busy}
          onChange={(slot) => dispatch({ type: 'visited', slot })}
          onSubmit={() => run(submit)}
          previews={previews.urls}
          session={session}
        />
      )
    case 'processing':
      return <Processing />
    case 'done':
      return <Done earlier={screen.earlier} session={session} />
    default:
      return screen satisfies never
  }
}

interface SlotOfFlowProps {
  readonly control: FlowControl
  readonly previews: Previews
  readonly slot: Slot
  readonly announce: (sentence: string) => void
}

/** Each slot begins afresh: give it the slot's name as key. */
function SlotOfFlow({ control, previews, slot, announce }: SlotOfFlowProps): ReactElement {
  const { dispatch, send } = control
  return (
    <SlotScreen
      announce={announce}
      onKeep={() => dispatch({ type: 'kept' })}
      onSent={() => dispatch({ type: 'sent', slot: slot.name })}
      onSkip={() => dispatch({ type: 'skipped', slot: slot.name })}
      preview={previews.urls[slot.name]}
      send={async (photo, listener) => {
        await send(slot.name, photo, listener)
        previews.remember(slot.name, photo)
      }}
      slot={slot}
    />
  )
}
