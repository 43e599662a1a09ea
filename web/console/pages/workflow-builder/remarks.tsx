/** What is wrong with the draft, and what is only doubtful; each remark leads to the step that it is about. */
import { Group, Stack, Text, Title, UnstyledButton } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { OfferedStep, Remark, Step } from '../../data/workflow-types.ts'
import classes from './builder.module.css'
import { describeRemark, withoutTwins } from './remark-words.ts'

interface Props {
  readonly steps: readonly Step[]
  readonly offered: readonly OfferedStep[]
  readonly errors: readonly Remark[]
  readonly warnings: readonly Remark[]
  onSelect(id: string): void
}

/** Errors block publishing, warnings do not. */
export function Remarks({ steps, offered, errors: found, warnings, onSelect }: Props): ReactElement {
  const errors = withoutTwins(found, steps, offered)
  const list = (remarks: readonly Remark[], kind: 'error' | 'warning') =>
    remarks.map((remark) => (
      <li key={`${remark.path.join('.')}.${remark.code}`}>
        <RemarkRow kind={kind} offered={offered} onSelect={onSelect} remark={remark} steps={steps} />
      </li>
    ))
  return (
    <Stack component="section" gap={6}>
      <Title fw={600} order={2} size="sm">
        {headline(errors.length, warnings.length)}
      </Title>
      {errors.length + warnings.length > 0 && (
        <ul className={classes.plainList}>
          {list(errors, 'error')}
          {list(warnings, 'warning')}
        </ul>
      )}
    </Stack>
  )
}

interface RowProps extends Pick<Props, 'steps' | 'offered' | 'onSelect'> {
  readonly remark: Remark
  readonly kind: 'error' | 'warning'
}

function RemarkRow({ remark, kind, steps, offered, onSelect }: RowProps): ReactElement {
  const step = typeof remark.path[1] === 'number' ? steps[remark.path[1]] : undefined
  const Icon = kind === 'error' ? IconAlertCircle : IconAlertTriangle
  const content = (
    <Group align="flex-start" gap="xs" wrap="nowrap">
      <Icon
        aria-label={kind === 'error' ? 'Problem' : 'Warning'}
        className={kind === 'error' ? classes.errorIcon : classes.warningIcon}
        role="img"
        size={18}
      />
      <Text className={classes.grow} size="sm">
        {describeRemark(remark, steps, offered)}
      </Text>
    </Group>
  )
  if (!step) return <div className={classes.remark}>{content}</div>
  return (
    <UnstyledButton className={classes.remark} onClick={() => onSelect(step.id)}>
      {content}
    </UnstyledButton>
  )
}

function headline(errors: number, warnings: number): string {
  const doubts = warnings === 1 ? '1 warning' : `${warnings} warnings`
  if (errors + warnings === 0) return 'No problems found'
  if (errors === 0) return doubts
  const faults = errors === 1 ? '1 problem blocks publishing' : `${errors} problems block publishing`
  return warnings === 0 ? faults : `${faults}, ${doubts}`
}
