/** One step in the list: moved by dragging its handle, by the keyboard, or by two plain buttons. */
import { useSortable } from '@dnd-kit/sortable'
import { CSS } from '@dnd-kit/utilities'
import { ActionIcon, Group, Text, UnstyledButton } from '@mantine/core'
import {
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconGripVertical,
  IconTrash,
} from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { OfferedStep, Step } from '../../data/workflow-types.ts'
import classes from './builder.module.css'
import { StepIcon } from './step-icon.tsx'

interface Props {
  readonly step: Step
  readonly offered: OfferedStep | undefined
  /** From 0. */
  readonly at: number
  readonly count: number
  readonly isSelected: boolean
  readonly isReadOnly: boolean
  readonly errors: number
  readonly warnings: number
  onSelect(): void
  onMove(to: number): void
  onRemove(): void
}

/** Buttons at an end of the list stay focusable, so that moving a step on to the end does not lose the focus. */
export function StepCard(props: Props): ReactElement {
  const { step, offered, at, count, isSelected, isReadOnly, errors, warnings, onSelect, onMove, onRemove } = props
  const label = offered?.label ?? step.id
  const sortable = useSortable({ id: step.id, disabled: isReadOnly })
  const { setNodeRef, setActivatorNodeRef, attributes, listeners, transform, transition, isDragging, isOver } = sortable
  return (
    <li
      className={classes.stepCard}
      data-dragging={isDragging || undefined}
      data-over={isOver || undefined}
      data-selected={isSelected || undefined}
      data-state={errors > 0 ? 'error' : undefined}
      ref={setNodeRef}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      {!isReadOnly && (
        <button
          {...attributes}
          {...listeners}
          aria-label={`Move ${label}`}
          className={classes.handle}
          ref={setActivatorNodeRef}
          type="button"
        >
          <IconGripVertical aria-hidden="true" size={18} />
        </button>
      )}
      <UnstyledButton
        aria-current={isSelected}
        aria-label={`Settings of ${label}`}
        className={classes.stepName}
        data-step={step.id}
        onClick={onSelect}
      >
        <Group gap="sm" wrap="nowrap">
          <Text c="dimmed" size="sm" w={14}>
            {at + 1}
          </Text>
          <StepIcon category={offered?.category} id={step.id} size={20} />
          <div className={classes.grow}>
            <Text fw={600} size="sm">
              {label}
            </Text>
            <Text c="dimmed" lineClamp={1} size="xs">
              {offered?.description ?? 'This installation does not know the step.'}
            </Text>
          </div>
          {errors > 0 && (
            <IconAlertCircle aria-label="has problems" className={classes.errorIcon} role="img" size={18} />
          )}
          {errors === 0 && warnings > 0 && (
            <IconAlertTriangle aria-label="has warnings" className={classes.warningIcon} role="img" size={18} />
          )}
        </Group>
      </UnstyledButton>
      {!isReadOnly && (
        <Group className={classes.stepActions} gap={2} wrap="nowrap">
          <MoveButton direction="up" isOff={at === 0} label={label} onMove={() => onMove(at - 1)} />
          <MoveButton direction="down" isOff={at === count - 1} label={label} onMove={() => onMove(at + 1)} />
          <ActionIcon aria-label={`Remove ${label}`} color="gray" onClick={onRemove} variant="subtle">
            <IconTrash aria-hidden="true" size={16} />
          </ActionIcon>
        </Group>
      )}
    </li>
  )
}

interface MoveProps {
  readonly direction: 'up' | 'down'
  readonly isOff: boolean
  readonly label: string
  onMove(): void
}

function MoveButton({ direction, isOff, label, onMove }: MoveProps): ReactElement {
  const Icon = direction === 'up' ? IconArrowUp : IconArrowDown
  return (
    <ActionIcon
      aria-disabled={isOff}
      aria-label={`Move ${label} ${direction}`}
      color="gray"
      data-disabled={isOff}
      onClick={({ currentTarget }) => {
        if (isOff) return
        onMove()
        // The browser drops the focus of an element that is put elsewhere in the document.
        requestAnimationFrame(() => currentTarget.focus())
      }}
      variant="subtle"
    >
      <Icon aria-hidden="true" size={16} />
    </ActionIcon>
  )
}
