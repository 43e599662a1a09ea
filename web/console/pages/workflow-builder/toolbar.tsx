/** The builder's bar: name, state, price, history, and what can be done with the workflow as a whole. */
import { ActionIcon, Badge, Button, Group, Menu, Text, TextInput, Tooltip } from '@mantine/core'
import {
  IconArchive,
  IconArchiveOff,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCoins,
  IconCopy,
  IconDots,
  IconDownload,
  IconHistory,
  IconUpload,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Workflow } from '../../data/workflow-types.ts'
import type { Environment } from '../../lib/environment.ts'
import type { Builder } from './use-builder.ts'

interface Props {
  readonly builder: Builder
  /** Undefined until it is created. */
  readonly workflow: Workflow | undefined
  readonly environment: Environment
  readonly isReadOnly: boolean
  /** Whether the member may change workflows at all; a fixture is read-only to them, too, but can be copied. */
  readonly canWrite: boolean
  readonly nameError: string | undefined
  /** Why publishing is not possible at this moment. */
  readonly blocked: string | undefined
  onPublish(): void
  onVersions(): void
  onImport(): void
  onExport(): void
  onDuplicate(environment: Environment): void
  onSetStatus(status: Workflow['status']): void
}

/** A button that cannot be used says why, also to the keyboard. */
export function Toolbar(props: Props): ReactElement {
  const { builder, workflow, environment, isReadOnly, nameError, blocked, onPublish } = props
  const { draft, base, dispatch, canUndo, canRedo, isDirty, check } = builder
  return (
    <Group align="flex-end" gap="sm" mb="md">
      <TextInput
        error={nameError}
        flex="1 1 14rem"
        label="Workflow name"
        maw={420}
        maxLength={255}
        onChange={({ currentTarget }) => dispatch({ type: 'renamed', name: currentTarget.value })}
        placeholder="KYC onboarding"
        readOnly={isReadOnly}
        value={draft.name}
      />
      <Group gap={6} h={36}>
        <Badge color={workflow?.status === 'inactive' ? 'gray' : 'pine'} radius="sm" tt="none" variant="light">
          {stateOf(workflow)}
        </Badge>
        {isDirty && !isReadOnly && base.version > 0 && (
          <Badge color="orange" radius="sm" tt="none" variant="light">
            Unpublished changes
          </Badge>
        )}
        <Group c="dimmed" gap={4} wrap="nowrap">
          <IconCoins aria-hidden="true" size={16} />
          <Text aria-live="polite" size="sm">
            {priceOf(check?.tokensPerSession, environment)}
          </Text>
        </Group>
      </Group>
      <Group gap={6} ml="auto">
        {!isReadOnly && (
          <>
            <HistoryButton isOff={!canUndo} label="Undo" onAct={() => dispatch({ type: 'undone' })} />
            <HistoryButton isOff={!canRedo} label="Redo" onAct={() => dispatch({ type: 'redone' })} />
          </>
        )}
        <MoreMenu {...props} />
        {!isReadOnly && (
          <Tooltip disabled={blocked === undefined} label={blocked}>
            <Button
              aria-disabled={blocked !== undefined}
              data-disabled={blocked !== undefined}
              onClick={() => blocked === undefined && onPublish()}
            >
              {base.version === 0 ? 'Create workflow' : `Publish version ${base.version + 1}`}
            </Button>
          </Tooltip>
        )}
      </Group>
    </Group>
  )
}

interface HistoryProps {
  readonly label: 'Undo' | 'Redo'
  readonly isOff: boolean
  onAct(): void
}

function HistoryButton({ label, isOff, onAct }: HistoryProps): ReactElement {
  const Icon = label === 'Undo' ? IconArrowBackUp : IconArrowForwardUp
  return (
    <Tooltip label={label === 'Undo' ? 'Undo (Ctrl Z)' : 'Redo (Ctrl Shift Z)'}>
      <ActionIcon
        aria-disabled={isOff}
        aria-label={label}
        data-disabled={isOff}
        onClick={() => !isOff && onAct()}
        size={36}
        variant="default"
      >
        <Icon aria-hidden="true" size={18} />
      </ActionIcon>
    </Tooltip>
  )
}

function MoreMenu(props: Props): ReactElement {
  const { workflow, environment, isReadOnly, canWrite } = props
  const { onVersions, onImport, onExport, onDuplicate, onSetStatus } = props
  const other: Environment = environment === 'live' ? 'sandbox' : 'live'
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon aria-label="More actions" size={36} variant="default">
          <IconDots aria-hidden="true" size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {workflow && (
          <Menu.Item leftSection={<IconHistory aria-hidden="true" size={16} />} onClick={onVersions}>
            Versions
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconDownload aria-hidden="true" size={16} />} onClick={onExport}>
          Export as JSON
        </Menu.Item>
        {!isReadOnly && (
          <Menu.Item leftSection={<IconUpload aria-hidden="true" size={16} />} onClick={onImport}>
            Import JSON
          </Menu.Item>
        )}
        {workflow && canWrite && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconCopy aria-hidden="true" size={16} />} onClick={() => onDuplicate(environment)}>
              Duplicate
            </Menu.Item>
            <Menu.Item leftSection={<IconCopy aria-hidden="true" size={16} />} onClick={() => onDuplicate(other)}>
              Copy to {other}
            </Menu.Item>
          </>
        )}
        {workflow && !isReadOnly && <StatusItem onSetStatus={onSetStatus} status={workflow.status} />}
      </Menu.Dropdown>
    </Menu>
  )
}

function StatusItem({ status, onSetStatus }: Pick<Workflow, 'status'> & Pick<Props, 'onSetStatus'>): ReactElement {
  const isActive = status === 'active'
  const Icon = isActive ? IconArchive : IconArchiveOff
  return (
    <Menu.Item
      leftSection={<Icon aria-hidden="true" size={16} />}
      onClick={() => onSetStatus(isActive ? 'inactive' : 'active')}
    >
      {isActive ? 'Archive' : 'Take back into use'}
    </Menu.Item>
  )
}

function stateOf(workflow: Workflow | undefined): string {
  if (!workflow) return 'Not created yet'
  if (workflow.isFixture) return 'Example'
  return workflow.status === 'active' ? `Version ${workflow.version}` : `Archived, version ${workflow.version}`
}

function priceOf(tokens: number | undefined, environment: Environment): string {
  if (environment === 'sandbox') return 'Free in the sandbox'
  if (tokens === undefined) return '…'
  return tokens === 1 ? '1 token per session' : `${tokens} tokens per session`
}
