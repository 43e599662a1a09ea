/** The page: the frame, the one screen of the moment, and a voice for screen readers. */
import { type ReactElement, type ReactNode, useState } from 'react'
import { agree } from './calls.ts'
import { positionOf, turnOf } from './flow.ts'
import { BackContext, type GoBack, useBrowserBack } from './parts/back.ts'
import { Frame } from './parts/frame.tsx'
import hidden from './parts/hidden.module.css'
import { Leave } from './parts/leave.tsx'
import { Checking } from './screens/checking.tsx'
import { Declined } from './screens/declined.tsx'
import { Done } from './screens/done.tsx'
import { Door } from './screens/door.tsx'
import { Opening } from './screens/opening.tsx'
import { ProblemScreen } from './screens/problem.tsx'
import { Welcome } from './screens/welcome.tsx'
import type { Session } from './session.ts'
import { stepName } from './step-texts.ts'
import { StepScreen } from './steps/step-screen.tsx'
import { texts } from './texts.ts'
import { type FlowControl, useFlow } from './use-flow.ts'
import { type Previews, usePreviews } from './use-previews.ts'

/** The hosted page of one session. */
export function App(): ReactElement {
  const control = useFlow()
  const previews = usePreviews()
  const [sentence, announce] = useState('')
  const [turn, drawAnew] = useState(0)
  const [back, offerBack] = useState<{ readonly go: GoBack }>()
  const { flow, screen } = control
  const { session } = flow
  const current = session && positionOf(screen, session)
  const isInside = screen.name === 'step' || screen.name === 'checking'
  const { isAsking, stay } = useBrowserBack(isInside, back?.go)

  return (
    <Frame
      key={turn}
      onBack={back?.go}
      onSpoken={() => drawAnew(turn + 1)}
      organization={(session ?? flow.sender)?.organizationName}
      sandbox={(session ?? flow.sender)?.sandbox === true}
      sessionId={session?.id}
      steps={session && current !== undefined ? { names: stepNamesOf(session), current } : undefined}
    >
      <p aria-live="polite" className={hidden.hidden} role="status">
        {screen.name === 'opening' ? texts.opening.status : sentence}
      </p>
      <BackContext value={offerBack}>{renderScreen(control, previews, announce)}</BackContext>
      {isAsking && <Leave onStay={stay} />}
    </Frame>
  )
}

function stepNamesOf({ steps }: Session): readonly string[] {
  return [texts.stepNames.welcome, ...steps.map(({ kind }) => stepName(kind))]
}

function renderScreen(control: FlowControl, previews: Previews, announce: (sentence: string) => void): ReactNode {
  const { flow, screen, busy, dispatch, run, retry, start } = control
  const { session } = flow
  if (screen.name === 'problem') {
    return <ProblemScreen onRetry={retry} problem={screen.problem} session={session} />
  }
  if (screen.name === 'door') return <Door busy={busy} onStart={start} sender={screen.sender} />
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
    case 'step':
      return (
        <StepScreen
          announce={announce}
          control={control}
          key={turnOf(screen.step)}
          previews={previews}
          session={session}
          step={screen.step}
        />
      )
    case 'checking':
      return <Checking announce={announce} key={screen.step.kind} kind={screen.step.kind} />
    case 'done':
      return <Done earlier={screen.earlier} refused={flow.refused} session={session} />
    default:
      return screen satisfies never
  }
}
