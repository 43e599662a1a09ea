/** The steps that can be added: by a click, by the keyboard, or by dragging them into the list. */
import { useDraggable } from '@dnd-kit/core'
import { Badge, Group, Stack, Text, TextInput, Title, UnstyledButton } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { type ReactElement, useState } from 'react'
import type { OfferedStep } from '../../data/workflow-types.ts'
import { Disclosure } from '../../kit/disclosure.tsx'
import classes from './builder.module.css'
import { StepIcon } from './step-icon.tsx'

/** Before the id of a step that is dragged out of the palette. */
export const PALETTE_PREFIX = 'palette:'

interface Props {
  readonly offered: readonly OfferedStep[]
  /** Ids of the steps that the workflow has. */
  readonly taken: ReadonlySet<string>
  /** Why no step at all can be added; undefined when one can. */
  readonly blocked: string | undefined
  onAdd(id: string): void
}

/** A step that the workflow has stays in its place; those that cannot run here are folded away, each reason once. */
export function Palette({ offered, taken, blocked, onAdd }: Props): ReactElement {
  const [search, setSearch] = useState('')
  const words = search.trim().toLowerCase()
  const found = offered.filter(({ label, description, category }) =>
    `${label} ${description} ${category}`.toLowerCase().includes(words),
  )
  const [runnable, others] = [found.filter(({ lacks }) => !lacks), found.filter(({ lacks }) => lacks)]
  const list = (steps: readonly OfferedStep[]) => (
    <ul className={classes.plainList}>
      {steps.map((step) => (
        <li key={step.id}>
          <PaletteStep
            onAdd={() => onAdd(step.id)}
            reason={taken.has(step.id) ? 'In the workflow already' : blocked}
            step={step}
          />
        </li>
      ))}
    </ul>
  )
  const categories = [...new Set(runnable.map(({ category }) => category))]
  const reasons = [...new Set(others.map(({ lacks }) => lacks))]
  return (
    <Stack gap="md">
      <TextInput
        aria-label="Search the steps"
        leftSection={<IconSearch aria-hidden="true" size={16} />}
        onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        placeholder="Search the steps"
        value={search}
      />
      {blocked !== undefined && (
        <Text c="dimmed" size="sm">
          {blocked}
        </Text>
      )}
      {found.length === 0 && (
        <Text c="dimmed" size="sm">
          No step is called “{search.trim()}”.
        </Text>
      )}
      {categories.map((category) => (
        <Stack component="section" gap={6} key={category}>
          <Title c="dimmed" fw={600} order={3} size="sm">
            {category}
          </Title>
          {list(runnable.filter((step) => step.category === category))}
        </Stack>
      ))}
      {others.length > 0 && (
        <Disclosure isOpen={words !== '' ? true : undefined} label={`Cannot run here (${others.length})`}>
          {reasons.map((reason) => (
            <div key={reason}>
              <Text size="sm">
                {others
                  .filter(({ lacks }) => lacks === reason)
                  .map(({ label }) => label)
                  .join(', ')}
              </Text>
              <Text c="dimmed" size="xs">
                {reason}
              </Text>
            </div>
          ))}
        </Disclosure>
      )}
    </Stack>
  )
}

interface StepProps {
  readonly step: OfferedStep
  /** Why it cannot be added. */
  readonly reason: string | undefined
  onAdd(): void
}

function PaletteStep({ step, reason, onAdd }: StepProps): ReactElement {
  const { setNodeRef, listeners, isDragging } = useDraggable({
    id: `${PALETTE_PREFIX}${step.id}`,
    disabled: reason !== undefined,
  })
  // The keyboard adds by the button itself: no key of it may begin to drag.
  const { onKeyDown: _, ...pointer } = listeners ?? {}
  const about = `about-${step.id}`
  return (
    <UnstyledButton
      {...pointer}
      aria-describedby={about}
      aria-disabled={reason !== undefined}
      aria-label={`Add ${step.label}`}
      className={classes.paletteStep}
      data-dragging={isDragging || undefined}
      onClick={() => reason === undefined && onAdd()}
      ref={setNodeRef}
    >
      <Group align="flex-start" gap="xs" wrap="nowrap">
        <StepIcon category={step.category} id={step.id} />
        <div className={classes.grow}>
          <Group gap={6} justify="space-between" wrap="nowrap">
            <Text fw={500} size="sm">
              {step.label}
            </Text>
            {reason === undefined && <IconPlus aria-hidden="true" size={16} />}
          </Group>
          <Text c="dimmed" id={about} size="xs">
            {reason ?? step.description}
          </Text>
          {reason === undefined && step.priceTokens !== undefined && step.priceTokens > 0 && (
            <Badge color="gray" mt={4} size="sm" tt="none" variant="light">
              {step.priceTokens} tokens
            </Badge>
          )}
        </div>
      </Group>
    </UnstyledButton>
  )
}
