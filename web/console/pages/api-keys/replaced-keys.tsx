/** Says of each old key that goes on for a grace whether anybody still calls it, and lets it be ended at once. */
import { Alert, Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconClockHour4 } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { ApiKey } from '../../data/api-keys.ts'
import { TimeAgo } from '../../kit/time-ago.tsx'
import { sayCounts } from './recent-use.ts'

interface ReplacedKeysProps {
  readonly keys: readonly ApiKey[]
  /** Undefined for members who may change nothing. */
  readonly onEnd: ((apiKey: ApiKey) => void) | undefined
}

/** One line for each; nothing when no key is in its grace. */
export function ReplacedKeys({ keys, onEnd }: ReplacedKeysProps): ReactElement | null {
  const replaced = keys.filter(({ state }) => state === 'replaced')
  if (replaced.length === 0) return null
  return (
    <Stack gap="xs" mb="md">
      {replaced.map((apiKey) => (
        <ReplacedKey
          apiKey={apiKey}
          key={apiKey.id}
          onEnd={onEnd && (() => onEnd(apiKey))}
          successor={keys.find(({ id }) => id === apiKey.replacedBy)}
        />
      ))}
    </Stack>
  )
}

interface ReplacedKeyProps {
  readonly apiKey: ApiKey
  /** Undefined when it has ended itself. */
  readonly successor: ApiKey | undefined
  readonly onEnd: (() => void) | undefined
}

function ReplacedKey({ apiKey, successor, onEnd }: ReplacedKeyProps): ReactElement {
  const { name, display, endsAt, lastUsed } = apiKey
  const since = successor ? Date.parse(successor.createdAt) : 0
  const isCalled = lastUsed !== undefined && Date.parse(lastUsed.at) > since
  const counts = sayCounts(apiKey)
  return (
    <Alert color={isCalled ? 'orange' : 'gray'} icon={<IconClockHour4 aria-hidden="true" />} variant="light">
      <Group gap="sm" justify="space-between">
        <Text component="div" flex="1 1 320px" size="sm">
          <strong>{isCalled ? 'The old key is still called' : 'The old key is not called any more'}</strong>
          <br />
          {name},{' '}
          <Text component="code" ff="monospace" fz={13} style={{ whiteSpace: 'nowrap' }}>
            {display}
          </Text>
          {isCalled ? (
            <>
              : {counts && `${counts}, `}last <TimeAgo moment={lastUsed.at} /> from {lastUsed.ip}.
            </>
          ) : (
            ': no request since it was regenerated.'
          )}{' '}
          {endsAt && (
            <>
              It ends <TimeAgo moment={endsAt} />.
            </>
          )}
        </Text>
        {onEnd && (
          <Button color={isCalled ? 'orange.9' : 'gray'} onClick={onEnd} size="xs" variant="outline">
            End it now<VisuallyHidden>: the old key of {name}</VisuallyHidden>
          </Button>
        )}
      </Group>
    </Alert>
  )
}
