/** The flow cannot go on: says why in plain words and what to do. */
import type { ReactElement, ReactNode } from 'react'
import { BrokenLinkIcon, ClockIcon, CrossIcon, LockIcon, OfflineIcon } from '../../ui/icons.tsx'
import type { Problem } from '../flow.ts'
import { Button, ButtonLink } from '../parts/button.tsx'
import type { Session } from '../session.ts'
import { texts } from '../texts.ts'
import { Outcome } from './outcome.tsx'

const SIGNS: Readonly<Record<Problem, ReactNode>> = {
  invalid: <BrokenLinkIcon />,
  used: <LockIcon />,
  ended: <BrokenLinkIcon />,
  expired: <ClockIcon />,
  closed: <LockIcon />,
  voided: <CrossIcon />,
  unreachable: <OfflineIcon />,
}

interface ProblemScreenProps {
  readonly problem: Problem
  /** What is known of the session; a link that leads nowhere has none. */
  readonly session: Session | undefined
  readonly onRetry: () => void
}

/** One page for each problem; only the unreachable server can be tried again. */
export function ProblemScreen({ problem, session, onRetry }: ProblemScreenProps): ReactElement {
  const { title, lead } = texts.problems[problem]
  const organization = session?.organizationName
  return (
    <Outcome
      actions={problem === 'unreachable' ? <Retry onRetry={onRetry} /> : session && <Return session={session} />}
      lead={lead(organization)}
      sign={SIGNS[problem]}
      title={title}
      tone="calm"
    />
  )
}

function Retry({ onRetry }: Pick<ProblemScreenProps, 'onRetry'>): ReactElement {
  return (
    <Button onPress={onRetry} weight="primary">
      {texts.problems.retry}
    </Button>
  )
}

function Return({ session }: { readonly session: Session }): ReactElement | null {
  if (!session.redirectUrl) return null
  return (
    <ButtonLink href={session.redirectUrl} weight="primary">
      {texts.done.goBack(session.organizationName)}
    </ButtonLink>
  )
}
