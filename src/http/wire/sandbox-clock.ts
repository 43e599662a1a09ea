/** The clock of a sandbox on the wire. */
import * as z from 'zod'
import { MAX_ADVANCE_SECONDS, type SandboxClock } from '../../services/sandbox/clock/advance.ts'
import { named } from './named.ts'

const SECONDS_OF = { s: 1, m: 60, h: 3600, d: 86_400 } as const

const span = z
  .string()
  .regex(/^[1-9]\d{0,8}[smhd]$/, 'must be a whole number with s, m, h or d, such as 36h or 8d: time goes forward only')
  .transform((text) => Number(text.slice(0, -1)) * SECONDS_OF[text.slice(-1) as keyof typeof SECONDS_OF])
  .refine((seconds) => seconds <= MAX_ADVANCE_SECONDS, 'must be at most 366d')

export const advanceClockBody = named(
  'AdvanceSandboxClockRequest',
  z.object({ advance: span.describe('How far: a number with s, m, h or d, up to 366d') }),
  { description: 'How much time shall have passed. Unknown keys are ignored.', example: { advance: '8d' } },
)

export const sandboxClockBody = named(
  'SandboxClock',
  z.object({
    advanced_seconds: z.int().describe('How far the clock was advanced in all'),
    advanced_at: z.string().nullable().describe('When it was advanced last, ISO 8601 in UTC; null: never'),
  }),
  {
    description: 'How much older the data of the sandbox were made than they are.',
    example: { advanced_seconds: 691_200, advanced_at: '2026-03-31T14:00:00.000Z' },
  },
)

/** The answer of both routes, and of the console's. */
export function toSandboxClock({ advancedSeconds, advancedAt }: SandboxClock): z.infer<typeof sandboxClockBody> {
  return { advanced_seconds: advancedSeconds, advanced_at: advancedAt?.toISOString() ?? null }
}
