/** The builder: one draft, its bar, its columns and its dialogs. */
import { Alert, Button, Group, Text, VisuallyHidden } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { type ReactElement, useRef, useState } from 'react'
import type { Draft, StepCatalogue, Workflow, WorkflowWithVersions } from '../../data/workflow-types.ts'
import { createWorkflow, publishWorkflow } from '../../data/workflows.ts'
import { BackLink } from '../../kit/back-link.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { ApiError } from '../../lib/api.ts'
import { useOrganization } from '../../lib/organization.ts'
import { BLANK } from '../workflows/templates.ts'
import { useWorkflowActions } from '../workflows/use-workflow-actions.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { draftKey } from './draft-storage.ts'
import { ImportDialog } from './import-dialog.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { BuilderNotes } from './notes.tsx'
import { Panels } from './panels.tsx'
import { PublishDialog } from './publish-dialog.tsx'
import { Toolbar } from './toolbar.tsx'
import { toExport, toFileName } from './transfer.ts'
import { type Builder, useBuilder } from './use-builder.ts'
import { VersionsDrawer } from './versions-drawer.tsx'

interface Props {
  readonly catalogue: StepCatalogue
  /** Undefined for one that is not created yet. */
  readonly workflow: WorkflowWithVersions | undefined
  readonly start: Draft | undefined
}

type Dialog = 'publish' | 'conflict' | 'versions' | 'import'

/** Members who may not write, and the sandbox's examples, get the same page without its changing parts. */
export function WorkflowBuilder({ catalogue, workflow, start }: Props): ReactElement {
  const organization = useOrganization()
  const { environment } = organization
  const canWrite = organization.can('workflows:write')
  const isReadOnly = !canWrite || workflow?.isFixture === true
  const builder = useBuilder({
    base: { draft: workflow ? toDraft(workflow) : BLANK, version: workflow?.version ?? 0 },
    ...(start && { start }),
    catalogue,
    storageKey: isReadOnly ? undefined : draftKey(organization.id, environment, workflow?.id ?? 'new'),
  })
  const { draft, base, dispatch, check } = builder
  const [selected, setSelected] = useState<string | undefined>(draft.steps[0]?.id)
  const [dialog, setDialog] = useState<Dialog>()
  const [said, setSaid] = useState('')
  const isLeaving = useRef(false)
  const navigate = useNavigate()
  const actions = useWorkflowActions()
  useHotkeys(
    [
      ['mod+Z', (event) => !isInDialog(event) && dispatch({ type: 'undone' })],
      ['mod+shift+Z', (event) => !isInDialog(event) && dispatch({ type: 'redone' })],
      ['mod+Y', (event) => !isInDialog(event) && dispatch({ type: 'redone' })],
    ],
    [],
  )
  const close = () => setDialog(undefined)

  async function publish(basedOn: number): Promise<void> {
    const named = { ...draft, name: draft.name.trim() }
    if (!workflow) {
      const { id, name } = await createWorkflow(named)
      isLeaving.current = true
      builder.discard()
      notifications.show({ color: 'pine', message: `${name} was created.` })
      await navigate({ to: '/workflows/$id', params: { id }, replace: true })
      return
    }
    try {
      const made = await publishWorkflow(workflow.id, named, basedOn)
      builder.rebase({ draft: toDraft(made), version: made.version })
      notifications.show({ color: 'pine', message: `Version ${made.version} was published.` })
      close()
    } catch (error) {
      if (!(error instanceof ApiError) || error.body.current_version === undefined) throw error
      setDialog('conflict')
    }
  }

  return (
    <>
      <BackLink name="Workflows" to="/workflows" />
      <PageHeader
        description={workflow ? undefined : 'Choose the steps that an applicant goes through, and put them in order.'}
        title={workflow?.name ?? 'New workflow'}
      />
      <Toolbar
        blocked={whyBlocked(builder)}
        builder={builder}
        canWrite={canWrite}
        environment={environment}
        isReadOnly={isReadOnly}
        nameError={draft.name.length > 0 && draft.name.trim() === '' ? 'Give the workflow a name' : undefined}
        onDuplicate={(into) => workflow && void actions.duplicate(workflow, into)}
        onExport={() => download(draft)}
        onImport={() => setDialog('import')}
        onPublish={() => setDialog('publish')}
        onSetStatus={(status) => workflow && void actions.setStatus(workflow, status)}
        onVersions={() => setDialog('versions')}
        workflow={workflow}
      />
      <BuilderNotes canWrite={canWrite} environment={environment} role={organization.role} workflow={workflow} />
      {builder.wasRestored && builder.isDirty && (
        <Alert color="blue" mb="md" variant="light">
          <Group justify="space-between">
            <Text size="sm">This tab had changes that are not published. Here they are again.</Text>
            <Button onClick={builder.discard} size="xs" variant="default">
              Discard them
            </Button>
          </Group>
        </Alert>
      )}
      <Panels
        builder={builder}
        catalogue={catalogue}
        isReadOnly={isReadOnly}
        onSay={setSaid}
        onSelect={setSelected}
        selected={draft.steps.some(({ id }) => id === selected) ? selected : draft.steps[0]?.id}
      />
      <VisuallyHidden aria-live="polite" role="status">
        {said}
      </VisuallyHidden>
      <LeaveGuard
        isAllowed={() => isLeaving.current}
        isDirty={builder.isDirty && !isReadOnly}
        onDiscard={builder.discard}
      />
      <PublishDialog
        changes={builder.changes}
        onClose={close}
        onPublish={() => publish(base.version)}
        opened={dialog === 'publish'}
        pendingSessions={(workflow?.versions ?? []).reduce((sum, { pendingSessions }) => sum + pendingSessions, 0)}
        version={base.version + 1}
        warnings={check?.warnings ?? []}
      />
      <ImportDialog
        offered={catalogue.items}
        onClose={close}
        onImport={(imported) => {
          dispatch({ type: 'replaced', draft: imported })
          setSelected(imported.steps[0]?.id)
          close()
        }}
        opened={dialog === 'import'}
      />
      {workflow && (
        <>
          <VersionsDrawer
            isReadOnly={isReadOnly}
            name={workflow.name}
            offered={catalogue.items}
            onClose={close}
            onTake={({ steps, maxAttempts, reminder }) => {
              dispatch({ type: 'replaced', draft: { ...draft, steps, maxAttempts, reminder } })
              close()
            }}
            opened={dialog === 'versions'}
            versions={workflow.versions}
          />
          <ConflictDialog
            base={base}
            offered={catalogue.items}
            onClose={close}
            onOverwrite={(theirs) => publish(theirs.version)}
            onTakeTheirs={(theirs) => {
              builder.rebase({ draft: toDraft(theirs), version: theirs.version })
              close()
            }}
            opened={dialog === 'conflict'}
            workflowId={workflow.id}
          />
        </>
      )}
    </>
  )
}

/** A check that is still on its way blocks nothing: publishing checks again. */
function whyBlocked({ draft, isDirty, check, base }: Builder): string | undefined {
  if (draft.steps.length === 0) return 'Add a step first'
  if (draft.name.trim() === '') return 'Give the workflow a name first'
  if (!isDirty && base.version > 0) return 'Nothing has changed'
  return check && check.errors.length > 0 ? 'Problems block publishing' : undefined
}

function toDraft({ name, steps, maxAttempts, reminder = null }: Workflow): Draft {
  return { name, steps, maxAttempts, reminder }
}

function isInDialog(event: KeyboardEvent): boolean {
  return event.target instanceof Element && event.target.closest('[role="dialog"]') !== null
}

function download(draft: Draft): void {
  const url = URL.createObjectURL(new Blob([toExport(draft)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = toFileName(draft.name)
  link.click()
  URL.revokeObjectURL(url)
}
