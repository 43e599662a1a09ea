/** The status of an HTTP answer as colour, number and word. */
import { Badge } from '@mantine/core'
import type { ReactElement } from 'react'

const WORDS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No content',
  400: 'Bad request',
  402: 'Payment required',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unsupported',
  422: 'Unprocessable',
  429: 'Refused',
  500: 'Server error',
  503: 'Unavailable',
}

/** A badge that does not rely on its colour. */
export function HttpStatus({ status }: { readonly status: number }): ReactElement {
  return (
    <Badge color={colorOf(status)} flex="none" radius="sm" tt="none" variant="light">
      {status} {WORDS[status]}
    </Badge>
  )
}

function colorOf(status: number): string {
  if (status >= 500) return 'red'
  if (status === 429) return 'orange'
  return status >= 400 ? 'yellow' : 'green'
}
