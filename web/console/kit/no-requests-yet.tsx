/** What pages about requests show before the first one: the command that makes it. */
import type { ReactElement } from 'react'
import { toCurl } from '../lib/curl.ts'
import { useOrganization } from '../lib/organization.ts'
import { CodeSnippet } from './code-snippet.tsx'
import { LinkButton } from './link.tsx'
import { EmptyState } from './states.tsx'

/** The command works as it stands once the variable holds a key. */
export function NoRequestsYet(): ReactElement {
  const { can } = useOrganization()
  return (
    <EmptyState
      action={can('keys:read') && <LinkButton to="/settings/api-keys">Get an API key</LinkButton>}
      title="No requests yet"
    >
      Call the API with a key of this environment, and the request appears here within two seconds.
      <CodeSnippet code={toCurl('GET', '/v1/auth/verify')} label="command" />
    </EmptyState>
  )
}
