/** What happened to the session, latest first: who, what, when. */
import { Paper, Text, Timeline } from '@mantine/core'
import type { ReactElement } from 'react'
import type { SessionDetail, TimelineEvent } from '../../data/session-detail.ts'
import { StatusBadge } from '../../kit/status-badge.tsx'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { DecisionWords } from './standing-decision.tsx'
import { actorWord, eventWord } from './words.ts'

/** Looks at one picture after the other by one person are one line. */
interface Line {
  readonly event: TimelineEvent
  readonly times: number
}

/** The audit log of this session and its pictures. */
export function TimelineTab({ session }: { readonly session: SessionDetail }): ReactElement {
  const lines = groupEvents(session.timeline)
  return (
    <Paper p="lg" withBorder>
      <Timeline
        active={lines.length}
        bulletSize={12}
        lineWidth={1}
        styles={{ item: { marginTop: 0, paddingBottom: 14 } }}
      >
        {lines.map(({ event, times }) => (
          <Timeline.Item
            key={event.id}
            title={
              <Text component="span" fw={600} size="sm">
                {eventWord(event)}
                {times > 1 && ` (${times} times)`}
              </Text>
            }
          >
            <Text c="dimmed" component="div" size="sm">
              {actorWord(event)}, <TimeAgo moment={event.createdAt} />
            </Text>
            {event.decision && (
              <>
                <StatusBadge status={event.decision.outcome} />
                <DecisionWords decision={event.decision} />
              </>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
    </Paper>
  )
}

/** Events in their order, with equal looks one after the other counted. */
export function groupEvents(events: readonly TimelineEvent[]): Line[] {
  return events.reduce<Line[]>(addEvent, [])
}

function addEvent(lines: Line[], event: TimelineEvent): Line[] {
  const last = lines.at(-1)
  const isSame =
    last !== undefined &&
    event.action === 'evidence.view' &&
    last.event.action === event.action &&
    last.event.by === event.by &&
    last.event.details.slot === event.details.slot
  return isSame
    ? [...lines.slice(0, -1), { event: last.event, times: last.times + 1 }]
    : [...lines, { event, times: 1 }]
}
