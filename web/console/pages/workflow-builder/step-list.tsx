/** The steps of the workflow in their order. */
import { useDroppable } from '@dnd-kit/core'
import { SortableContext, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { Text } from '@mantine/core'
import type { ReactElement, ReactNode } from 'react'
import type { OfferedStep, Remark, Step } from '../../data/workflow-types.ts'
import classes from './builder.module.css'
import { LIST_ID } from './drag-area.tsx'
import { StepCard } from './step-card.tsx'

interface Props {
  readonly steps: readonly Step[]
  readonly offered: readonly OfferedStep[]
  readonly errors: readonly Remark[]
  readonly warnings: readonly Remark[]
  readonly selected: string | undefined
  readonly isReadOnly: boolean
  /** Shown below the last step. */
  readonly children?: ReactNode
  onSelect(id: string): void
  onMove(id: string, to: number): void
  onRemove(id: string): void
}

/** An empty list says how to begin. */
export function StepList(props: Props): ReactElement {
  const { steps, offered, errors, warnings, selected, isReadOnly, children, onSelect, onMove, onRemove } = props
  const { setNodeRef, isOver } = useDroppable({ id: LIST_ID, disabled: isReadOnly })
  const countAt = (remarks: readonly Remark[], at: number) => remarks.filter(({ path }) => path[1] === at).length
  return (
    <div className={classes.list} data-over={isOver || undefined} ref={setNodeRef}>
      <SortableContext items={steps.map(({ id }) => id)} strategy={verticalListSortingStrategy}>
        <ol aria-label="Steps of the workflow" className={classes.plainList}>
          {steps.map((step, at) => (
            <StepCard
              at={at}
              count={steps.length}
              errors={countAt(errors, at)}
              isReadOnly={isReadOnly}
              isSelected={selected === step.id}
              key={step.id}
              offered={offered.find(({ id }) => id === step.id)}
              onMove={(to) => onMove(step.id, to)}
              onRemove={() => onRemove(step.id)}
              onSelect={() => onSelect(step.id)}
              step={step}
              warnings={countAt(warnings, at)}
            />
          ))}
        </ol>
      </SortableContext>
      {steps.length === 0 && (
        <Text c="dimmed" className={classes.emptyList} size="sm">
          No steps yet. Add one from the list of steps, or drag it here.
        </Text>
      )}
      {children}
    </div>
  )
}
