/** The first live key of an organization, a request to try it with, and the wait for that request. */
import { Alert, Code, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconKey, IconUsers } from '@tabler/icons-react'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import type { FoundedOrganization } from '../../data/onboarding.ts'
import { CodeSnippet } from '../../kit/code-snippet.tsx'
import { CopyButton } from '../../kit/copy.tsx'
import { LinkButton } from '../../kit/link.tsx'
import { EntryFrame } from '../entry/entry-frame.tsx'
import { FirstRequest } from './first-request.tsx'

const HIDDEN_KEY = 'sk_live_••••••••'

/** Three steps: keep the key, use it, go on. */
export function FirstKey({ founded }: { readonly founded: FoundedOrganization }): ReactElement {
  const { id, liveKey } = founded
  const [hasArrived, setArrived] = useState(false)
  useLeaveWarning(!hasArrived)
  const request = (key: string) => firstRequest(window.location.origin, key)
  return (
    <EntryFrame
      description="This is the live key. A sandbox key, for trials that cost nothing, waits under API Keys."
      title="Your first API key"
      width={600}
    >
      <Stack gap="xl">
        <Step number={1} title="Keep the key">
          <Alert color="yellow" icon={<IconAlertTriangle aria-hidden="true" />} p="sm" variant="light">
            This key is a secret. Keep it on your server: never in a web page, a mobile app or a repository. Whoever has
            it acts and spends as your organization.
          </Alert>
          <Code aria-label="Live API key" block role="region" style={{ overflowX: 'auto' }} tabIndex={0}>
            {liveKey}
          </Code>
          <Group>
            <CopyButton label="API key" value={liveKey} />
          </Group>
        </Step>
        <Step number={2} title="Send your first request">
          <Text c="dimmed" size="sm">
            It creates a session. Open the session_url of its answer: that is the page where an applicant photographs an
            ID.
          </Text>
          <CodeSnippet code={request(liveKey)} label="request" shown={request(HIDDEN_KEY)} />
          <FirstRequest onArrived={() => setArrived(true)} organizationId={id} />
        </Step>
        <Step number={3} title="Go on">
          <Group gap="xs">
            <LinkButton to="/">Open the console</LinkButton>
            <LinkButton
              leftSection={<IconKey aria-hidden="true" size={16} />}
              to="/settings/api-keys"
              variant="default"
            >
              API Keys
            </LinkButton>
            <LinkButton leftSection={<IconUsers aria-hidden="true" size={16} />} to="/settings/team" variant="default">
              Invite your team
            </LinkButton>
          </Group>
        </Step>
      </Stack>
    </EntryFrame>
  )
}

function Step({
  number,
  title,
  children,
}: {
  readonly number: number
  readonly title: string
  readonly children: ReactNode
}): ReactElement {
  return (
    <Stack component="section" gap="sm">
      <Title order={2} size="h5">
        <Text c="dimmed" component="span" inherit mr={8}>
          {number}
        </Text>
        {title}
      </Title>
      {children}
    </Stack>
  )
}

/** Creates a session; its answer holds the link that an applicant would follow. */
function firstRequest(origin: string, key: string): string {
  return `curl -X POST ${origin}/v1/sessions \\
  -H 'x-api-key: ${key}' \\
  -H 'Content-Type: application/json' \\
  -d '{"firstName":"Jane","lastName":"Doe","email":"jane@example.com"}'`
}

/** Lets the browser ask before the tab is closed, while the key was not used yet. */
function useLeaveWarning(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOn])
}
