/** Sends a form: one call at a time, with what went wrong said in words. */
import { type FormEvent, useState } from 'react'
import { ApiError } from './api.ts'

/** A form that is being sent. */
export interface Submit {
  /** What went wrong with the whole; undefined when nothing did or a field says it. */
  readonly problem: unknown
  /** What is wrong with single fields, by their names. */
  readonly fieldProblems: Readonly<Record<string, string>>
  readonly isRunning: boolean
  readonly onSubmit: (event: FormEvent) => void
}

/** `act` does what the form is for; fields named in `fields` show the server's hints themselves. */
export function useSubmit(act: () => Promise<unknown>, fields: readonly string[] = []): Submit {
  const [error, setError] = useState<unknown>()
  const [isRunning, setRunning] = useState(false)
  const run = async () => {
    setRunning(true)
    setError(undefined)
    try {
      await act()
    } catch (thrown) {
      setError(thrown)
    } finally {
      setRunning(false)
    }
  }
  const fieldProblems = toFieldProblems(error, fields)
  return {
    problem: error === undefined || Object.keys(fieldProblems).length > 0 ? undefined : error,
    fieldProblems,
    isRunning,
    onSubmit: (event) => {
      event.preventDefault()
      if (!isRunning) void run()
    },
  }
}

function toFieldProblems(error: unknown, fields: readonly string[]): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const hints = error.hints.map(({ path, message }) => [String(path[0] ?? ''), toSentence(message)] as const)
  return Object.fromEntries(hints.filter(([field]) => fields.includes(field)).reverse())
}

/** The server's `must be …` as what a person reads beside a field. */
function toSentence(message: string): string {
  const text = message.replace(/^must /, 'Must ').replace(/^is missing$/, 'Is missing')
  return text.endsWith('.') ? text : `${text}.`
}
