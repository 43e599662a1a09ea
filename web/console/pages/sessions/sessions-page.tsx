/** The list of sessions: saved views, filters in the address, pages, what can be done with several, and creation. */
import { Alert, Button, Group, NativeSelect } from '@mantine/core'
import { IconEyeOff, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactElement, useMemo, useState } from 'react'
import { sessionsCsvPath, sessionsQuery } from '../../data/sessions.ts'
import { CodeSnippet } from '../../kit/code-snippet.tsx'
import { DataTable } from '../../kit/data-table.tsx'
import { ExportButton } from '../../kit/export-button.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ScopeButton } from '../../kit/scope-button.tsx'
import { EmptyState, RequireScope } from '../../kit/states.tsx'
import { useLiveSessions } from '../../lib/live-sessions.ts'
import { useOrganization } from '../../lib/organization.ts'
import { BulkBar } from './bulk-bar.tsx'
import { sessionColumns } from './columns.tsx'
import { CreateDialog } from './create-dialog.tsx'
import { FilterBar } from './filter-bar.tsx'
import { isFiltered, PAGE_SIZES, type SessionsSearch, toFilters } from './filters.ts'
import { SavedViews } from './saved-views.tsx'
import { formatTotal } from './words.ts'

const route = getRouteApi('/shell/sessions')
const ROWS_OF_A_PAGE = 25

/** The page. */
export function SessionsPage(): ReactElement {
  return (
    <RequireScope scope="sessions:read" title="Sessions">
      <Sessions />
    </RequireScope>
  )
}

function Sessions(): ReactElement {
  useLiveSessions()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { can } = useOrganization()
  const filters = toFilters(search, Date.now())
  const page = { limit: search.limit ?? ROWS_OF_A_PAGE, cursor: search.cursor }
  const { data, error, refetch, isFetching, isPlaceholderData } = useQuery(sessionsQuery(filters, page))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())

  const items = data?.items
  const ids = useMemo(() => (items ?? []).map(({ id }) => id), [items])
  const shownChosen = useMemo(() => new Set(ids.filter((id) => chosen.has(id))), [ids, chosen])
  const canVoid = can('sessions:write')
  const columns = useMemo(() => {
    const toggle = (id: string) =>
      setChosen(new Set([...chosen].filter((one) => one !== id).concat(chosen.has(id) ? [] : id)))
    const toggleAll = () => setChosen(shownChosen.size === ids.length ? new Set() : new Set(ids))
    return sessionColumns(canVoid ? { ids: shownChosen, toggle, toggleAll, shown: ids.length } : undefined)
  }, [chosen, shownChosen, ids, canVoid])

  const change = (next: Partial<SessionsSearch>) =>
    void navigate({ search: (old) => ({ ...old, cursor: undefined, ...next }), replace: true })
  const toPage = (cursor: string | undefined) => void navigate({ search: (old) => ({ ...old, cursor }) })
  const clear = () => void navigate({ search: {} })
  const setCreating = (isOpen: boolean) => change({ create: isOpen ? true : undefined, again: undefined })
  const create = (
    <ScopeButton
      leftSection={<IconPlus aria-hidden="true" size={16} />}
      onClick={() => setCreating(true)}
      scope="sessions:write"
    >
      Create session
    </ScopeButton>
  )
  return (
    <>
      <PageHeader
        actions={
          <Group gap="xs">
            <ExportButton path={sessionsCsvPath(filters)} />
            {create}
          </Group>
        }
        description="One applicant going through one workflow, each."
        title="Sessions"
      />
      <SavedViews search={search} />
      <FilterBar onChange={change} onClear={clear} search={search} />
      <Notes isCutShort={data?.isCutShort === true} isMasked={data?.isMasked === true} />
      <BulkBar ids={shownChosen} onClear={() => setChosen(new Set())} />
      <DataTable
        canHideColumns
        columns={columns}
        empty={isFiltered(search) || search.cursor ? <NothingFits onClear={clear} /> : <NothingYet action={create} />}
        error={error}
        footer={
          <Group gap="sm">
            {data?.total && <span>{formatTotal(data.total)}</span>}
            <NativeSelect
              aria-label="Per page"
              data={PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} per page` }))}
              onChange={({ currentTarget: { value } }) =>
                change({ limit: PAGE_SIZES.find((size) => String(size) === value) })
              }
              size="xs"
              value={String(page.limit)}
            />
          </Group>
        }
        isFetching={isPlaceholderData && isFetching}
        label="Sessions"
        onFirst={search.cursor === undefined ? undefined : () => toPage(undefined)}
        onNext={data?.nextCursor === undefined ? undefined : () => toPage(data.nextCursor)}
        onRetry={() => void refetch()}
        onRowClick={({ id }) => void navigate({ to: '/sessions/$id', params: { id } })}
        rowId={({ id }) => id}
        rows={items}
      />
      <CreateDialog again={search.again} onClose={() => setCreating(false)} opened={search.create === true} />
    </>
  )
}

/** What the member should know about the rows. */
function Notes({
  isMasked,
  isCutShort,
}: {
  readonly isMasked: boolean
  readonly isCutShort: boolean
}): ReactElement | null {
  if (isCutShort) {
    return (
      <Alert color="gray" mb="sm" p="sm" role="status" variant="light">
        Thousands of sessions begin with this text: only the newest 20,000 were searched. Type more of it.
      </Alert>
    )
  }
  if (!isMasked) return null
  return (
    <Alert color="gray" icon={<IconEyeOff aria-hidden="true" />} mb="sm" p="sm" variant="light">
      Your role does not show who applicants are: names, e-mail addresses and phone numbers are masked, also in exports.
    </Alert>
  )
}

function NothingFits({ onClear }: { readonly onClear: () => void }): ReactElement {
  return (
    <EmptyState
      action={
        <Button onClick={onClear} size="xs" variant="default">
          Clear filters
        </Button>
      }
      title="No sessions match these filters"
    />
  )
}

function NothingYet({ action }: { readonly action: ReactElement }): ReactElement {
  const { environment, can } = useOrganization()
  const curl = `curl -X POST ${window.location.origin}/v1/sessions \\
  -H "x-api-key: $OPENIDV_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"firstName":"Jane","lastName":"Doe","email":"jane@example.com"}'`
  return (
    <EmptyState
      action={
        environment === 'live' && can('sessions:write') ? (
          <Group gap="xs">
            <Button component="a" href="/test/sessions?create=true" variant="default">
              Create a test session
            </Button>
            {action}
          </Group>
        ) : (
          action
        )
      }
      title={environment === 'live' ? 'No sessions yet' : 'No test sessions yet'}
    >
      Create one here, or by the API:
      <CodeSnippet code={curl} label="command" />
    </EmptyState>
  )
}
