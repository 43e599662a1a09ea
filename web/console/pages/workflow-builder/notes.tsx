/** What is special about this workflow for this member: read-only, an example, archived, or of the sandbox. */
import { Alert, Text } from '@mantine/core'
import type { ReactElement } from 'react'
import type { Workflow } from '../../data/workflow-types.ts'
import type { Environment } from '../../lib/environment.ts'

interface Props {
  readonly workflow: Workflow | undefined
  readonly environment: Environment
  readonly canWrite: boolean
  readonly role: string
}

/** At most one note at a time, the most weighty one. */
export function BuilderNotes(props: Props): ReactElement | null {
  const text = noteOf(props)
  if (text === undefined) return null
  return (
    <Alert color="gray" mb="md" variant="light">
      <Text size="sm">{text}</Text>
    </Alert>
  )
}

function noteOf({ workflow, environment, canWrite, role }: Props): string | undefined {
  if (!canWrite) return `Your role ${role} may look at workflows, not change them.`
  if (workflow?.isFixture) {
    return 'This example has a fixed id, so that an integration can be tried with it. It cannot be changed; duplicate it to build on it.'
  }
  if (workflow?.status === 'inactive')
    return 'Archived: no session can begin with it. Take it back into use under More actions.'
  if (environment === 'sandbox') {
    return 'Sandbox: sessions of this workflow are free and its id works with test keys only. Copy it to live under More actions when it is ready.'
  }
  return undefined
}
