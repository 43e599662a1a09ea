/** Settings → API Keys: every key of the organization, a click away from the clipboard. */
import { Alert, Button, Switch } from '@mantine/core'
import { IconInfoCircle, IconPlus } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactElement, useMemo, useState } from 'react'
import { type ApiKey, apiKeysKey, apiKeysQuery } from '../../data/api-keys.ts'
import { PageHeader } from '../../kit/page-header.tsx'
import { EmptyState, RequireScope } from '../../kit/states.tsx'
import { useOrganization } from '../../lib/organization.ts'
import { KeyDialogs, type OpenDialog } from './key-dialogs.tsx'
import { KeyHelp } from './key-help.tsx'
import { KeyList } from './key-list.tsx'
import type { KeyAct } from './key-parts.tsx'
import { ReplacedKeys } from './replaced-keys.tsx'
import { type FreshKey, KeySecretDialog } from './secret-dialog.tsx'
import { useShownKeys } from './use-shown-keys.ts'

/** The page. */
export function ApiKeysPage(): ReactElement {
  const { can } = useOrganization()
  const [dialog, setDialog] = useState<OpenDialog>()
  const create = can('keys:write') && (
    <Button leftSection={<IconPlus aria-hidden="true" size={16} />} onClick={() => setDialog({ act: 'create' })}>
      Create key
    </Button>
  )
  return (
    <>
      <PageHeader
        actions={create}
        description="Your server sends a key with each call of the API. A live key makes real checks, a test key costs nothing."
        title="API Keys"
      />
      <RequireScope scope="keys:read">
        <Keys dialog={dialog} setDialog={setDialog} />
        <KeyHelp />
      </RequireScope>
    </>
  )
}

interface KeysProps {
  readonly dialog: OpenDialog | undefined
  readonly setDialog: (dialog: OpenDialog | undefined) => void
}

function Keys({ dialog, setDialog }: KeysProps): ReactElement {
  const { can, environment } = useOrganization()
  const { ended = false } = useSearch({ from: '/shell/settings/api-keys' })
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const shownKeys = useShownKeys()
  const [fresh, setFresh] = useState<FreshKey>()
  const { data, error, isFetching, refetch } = useQuery(apiKeysQuery({ ended }))
  const keys = useMemo(() => data && ownFirst(data.items, environment), [data, environment])
  const reload = () => void queryClient.invalidateQueries({ queryKey: apiKeysKey() })
  const onAct = useMemo(
    () => (can('keys:write') ? (apiKey: ApiKey, act: KeyAct) => setDialog({ act, apiKey }) : undefined),
    [can, setDialog],
  )
  return (
    <>
      {data?.showKeysOnce && (
        <Alert color="gray" icon={<IconInfoCircle />} mb="md" variant="light">
          Your organization shows keys once: each in the moment that it is made, and never again. Whoever lost a key
          regenerates it. Owners can change this under Security.
        </Alert>
      )}
      {keys && <ReplacedKeys keys={keys} onEnd={onAct && ((apiKey) => onAct(apiKey, 'revoke'))} />}
      <KeyList
        empty={
          <EmptyState title="No active API keys">
            Every call of the API needs one. Create a key, and calls can begin.
          </EmptyState>
        }
        error={error}
        isFetching={isFetching}
        keys={keys}
        onAct={onAct}
        onRetry={() => void refetch()}
        shownKeys={shownKeys}
      />
      <Switch
        checked={ended}
        label="Show ended keys"
        mt="sm"
        onChange={({ currentTarget: { checked } }) =>
          void navigate({ to: '/settings/api-keys', search: checked ? { ended: true } : {}, replace: true })
        }
        size="sm"
      />
      {dialog && (
        <KeyDialogs
          dialog={dialog}
          onChanged={reload}
          onClose={() => setDialog(undefined)}
          onIssued={(name, { key }) => {
            setDialog(undefined)
            setFresh({ name, key, canReveal: data?.showKeysOnce === false })
            reload()
          }}
        />
      )}
      <KeySecretDialog fresh={fresh} onClose={() => setFresh(undefined)} />
    </>
  )
}

/** The keys of the environment that the page shows come first. */
function ownFirst(keys: readonly ApiKey[], environment: ApiKey['environment']): ApiKey[] {
  return [
    ...keys.filter((key) => key.environment === environment),
    ...keys.filter((key) => key.environment !== environment),
  ]
}
