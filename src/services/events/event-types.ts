/** The types of events (contract §5), and two of our own. */

export const EVENT_TYPES = [
  'session.created',
  'session.status.submitted',
  'session.status.verified',
  'session.status.rejected',
  'session.status.failed',
  'session.status.voided',
  'session.status.expired',
] as const

export type EventType = (typeof EVENT_TYPES)[number]
