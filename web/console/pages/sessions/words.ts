/** Words for what the list and the first page say of sessions. */
import type { SessionProgress, Severity } from '../../data/sessions.ts'

export const PROGRESS_WORDS: Readonly<Record<SessionProgress, string>> = {
  PENDING: 'Not opened',
  STARTED: 'Opened',
  COMPLETED: 'Handed in',
}

export const RISK_LOOKS: Readonly<Record<Severity, { readonly word: string; readonly color: string }>> = {
  LOW: { word: 'Low', color: 'gray' },
  MEDIUM: { word: 'Medium', color: 'orange' },
  HIGH: { word: 'High', color: 'red' },
  CRITICAL: { word: 'Critical', color: 'red' },
}

/** Seconds as a person says them: `42 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function formatDuration(seconds: number): string {
  const units = [
    ['d', Math.floor(seconds / 86_400)],
    ['h', Math.floor(seconds / 3_600) % 24],
    ['min', Math.floor(seconds / 60) % 60],
    ['s', Math.round(seconds) % 60],
  ] as const
  const first = units.findIndex(([, count]) => count > 0)
  if (first === -1) return '0 s'
  return units
    .slice(first, first + 2)
    .filter(([, count]) => count > 0)
    .map(([unit, count]) => `${count} ${unit}`)
    .join(' ')
}

/** `10,000+` where counting stopped. */
export function formatTotal({ count, isExact }: { readonly count: number; readonly isExact: boolean }): string {
  const number = `${count.toLocaleString()}${isExact ? '' : '+'}`
  return `${number} ${count === 1 ? 'session' : 'sessions'}`
}
