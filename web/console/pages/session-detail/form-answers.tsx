/** The answers to a custom form under their questions. */
import { Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { SessionDetail } from '../../data/session-detail.ts'
import classes from './findings.module.css'
import { questionType, readAnswers, sayAnswer } from './record-parts.ts'

/** Nothing before the form is filled in. */
export function FormAnswers({ session }: { readonly session: SessionDetail }): ReactElement | null {
  const answers = readAnswers(session.raw)
  if (answers.length === 0) return null
  return (
    <dl aria-label="Answers" className={classes.answers}>
      {answers.map((answer, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers keep their order, and two questions may read alike
        <div key={at}>
          <Text c="dimmed" component="dt" size="xs">
            {answer.question} <span className={classes.kind}>· {questionType(answer.type)}</span>
          </Text>
          <Text component="dd" size="sm">
            {sayAnswer(answer)}
          </Text>
        </div>
      ))}
    </dl>
  )
}
