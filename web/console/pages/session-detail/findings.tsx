/** What the checks found, step by step: sign and word, value against what was asked for, and why a rule objects. */
import { Paper, Text, Title, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2 } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Finding, StepFindings } from '../../data/session-detail.ts'
import classes from './findings.module.css'
import { Gauge } from './gauge.tsx'
import { stepWord } from './words.ts'

const VERDICTS = {
  passed: { word: 'Passed', color: 'var(--console-good)', Icon: IconCircleCheck },
  failed: { word: 'Failed', color: 'var(--console-bad)', Icon: IconCircleX },
  doubtful: { word: 'Doubtful', color: 'var(--console-doubt)', Icon: IconAlertTriangle },
  unmeasured: { word: 'Not measured', color: 'var(--mantine-color-dimmed)', Icon: IconCircleDashed },
} as const

/** One card for each step. */
export function Findings({ checks }: { readonly checks: readonly StepFindings[] }): ReactElement {
  return (
    <>
      {checks.map((check) => (
        <Paper key={check.step} p="md" withBorder>
          <Title mb={6} order={2} size="h5">
            {stepWord(check.step)}
          </Title>
          <Step check={check} />
        </Paper>
      ))}
    </>
  )
}

function Step({ check }: { readonly check: StepFindings }): ReactElement {
  if (check.state === 'queued') {
    return (
      <Text c="dimmed" role="status" size="sm">
        <IconLoader2 aria-hidden="true" size={14} style={{ verticalAlign: '-2px' }} /> Still being checked. This page
        shows the result by itself.
      </Text>
    )
  }
  if (check.failure !== undefined) {
    return (
      <Text size="sm">
        <IconAlertTriangle
          aria-hidden="true"
          color={VERDICTS.doubtful.color}
          size={16}
          style={{ verticalAlign: '-3px' }}
        />{' '}
        This check could not be done. {check.failure} Decide by the pictures.
      </Text>
    )
  }
  return (
    <ul className={classes.list}>
      {check.findings.map((finding) => (
        <Line finding={finding} key={finding.name} />
      ))}
    </ul>
  )
}

function Line({ finding }: { readonly finding: Finding }): ReactElement {
  const { name, help, verdict, value, wanted, gauge, reason } = finding
  const { word, color, Icon } = VERDICTS[verdict]
  const isOpen = verdict === 'failed' || verdict === 'doubtful'
  return (
    <li className={classes.line} data-verdict={verdict}>
      <Icon aria-hidden="true" color={color} size={18} stroke={1.8} />
      <Tooltip label={help} maw={320} multiline>
        <UnstyledButton style={{ cursor: 'help', justifySelf: 'start' }}>
          <Text className={classes.help} component="span" fw={isOpen ? 600 : 500} size="sm">
            {name}
          </Text>
        </UnstyledButton>
      </Tooltip>
      <Text c={color} component="span" fw={600} size="xs" style={{ whiteSpace: 'nowrap' }} ta="end">
        <VisuallyHidden>{name}: </VisuallyHidden>
        {word}
      </Text>
      <div className={classes.below}>
        <Text className="tabular" component="div" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {value ?? 'No value'}
          {wanted !== undefined && (
            <Text c="dimmed" component="span" size="xs">
              {' '}
              · wanted {wanted}
            </Text>
          )}
        </Text>
        {gauge && <Gauge gauge={gauge} />}
        {reason !== undefined && (
          <Text component="div" mt={2} size="xs">
            {reason}
          </Text>
        )}
      </div>
    </li>
  )
}
