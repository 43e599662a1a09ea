/** What was decided about the session so far, and why: the rules' reasons or a reviewer's words. */
import { Alert, List, Text } from '@mantine/core'
import { IconBan, IconCircleCheck, IconCircleX, IconEye } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Decision, SessionDetail } from '../../data/session-detail.ts'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { reasonSentence } from '../../words/reasons.ts'
import { Basis } from './decision-basis.tsx'
import { REASON_WORDS } from './words.ts'

const LOOKS = {
  VERIFIED: { verb: 'Approved', color: 'green', Icon: IconCircleCheck },
  REJECTED: { verb: 'Rejected', color: 'red', Icon: IconCircleX },
  VOIDED: { verb: 'Voided', color: 'gray', Icon: IconBan },
  SUBMITTED: { verb: 'Left to a person', color: 'blue', Icon: IconEye },
} as const

/** The latest decision; nothing before there is one. */
export function StandingDecision({ session }: { readonly session: SessionDetail }): ReactElement | null {
  const [last] = session.decisions
  if (!last) return null
  const { verb, color, Icon } = LOOKS[last.outcome]
  const title = (
    <>
      {verb} by {deciderWord(last)} <TimeAgo moment={last.createdAt} />
    </>
  )
  return (
    <Alert color={color} icon={<Icon aria-hidden="true" />} title={title} variant="light">
      <DecisionWords decision={last} />
    </Alert>
  )
}

/** Why: the reviewer's reason and note, or each reason of the rules. */
export function DecisionWords({ decision }: { readonly decision: Decision }): ReactElement {
  const { reasonCode, note, reasons, basis } = decision
  return (
    <>
      {reasonCode && (
        <Text fw={600} size="sm">
          {REASON_WORDS[reasonCode]}.
        </Text>
      )}
      {note !== undefined && (
        <Text size="sm" style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
          {note}
        </Text>
      )}
      {reasons.length > 0 && (
        <List size="sm" spacing={2}>
          {reasons.map((reason) => (
            <List.Item key={reason.code}>{reasonSentence(reason)}</List.Item>
          ))}
        </List>
      )}
      {basis && <Basis basis={basis} />}
    </>
  )
}

/** Who decided. */
export function deciderWord({ source, by }: Decision): string {
  if (source === 'automatic') return 'the rules'
  if (source === 'api_key') return by === undefined ? 'an API key' : `API key ${by}`
  return by ?? 'a former member'
}
