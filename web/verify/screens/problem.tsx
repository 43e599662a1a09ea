/** The flow cannot go on: says why in plain words and what to do. */
import type { ReactElement, ReactNode } from 'react'
import { BrokenLinkIcon, ClockIcon, CrossIcon, LockIcon, OfflineIcon } from '../../ui/icons.tsx'
import type { Problem } from '../flow.ts'
import { Button } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { Outcome } from './outcome.tsx'

const SIGNS: Readonly<Record<Problem, ReactNode>> = {
  invalid: <BrokenLinkIcon />,
  used: <LockIcon />,
  expired: <ClockIcon />,
  voided: <CrossIcon />,
  unreachable: <OfflineIcon />,
}

interface ProblemScreenProps {
  readonly problem: Problem
  readonly organization: string | undefined
  readonly onRetry: () => void
}

/** One page for each problem; only the unreachable server can be tried again. */
export function ProblemScreen({ problem, organization, onRetry }: ProblemScreenProps): ReactElement {
  const { title, lead } = texts.problems[problem]
  const retry = (
    <Button onPress={onRetry} weight="primary">
      {texts.problems.retry}
    </Button>
  )
  return (
    <Outcome
      actions={problem === 'unreachable' ? retry : undefined}
      lead={lead(organization)}
      sign={SIGNS[problem]}
      title={title}
      tone="calm"
    />
  )
}
