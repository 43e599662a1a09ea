/** Every step of the session in its order: where it is, and what it found, with what speaks against the applicant first. */
import { Badge, Group, Paper, Text, Title, Tooltip, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX, IconLoader2 } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Finding, SessionDetail, StepFindings } from '../../data/session-detail.ts'
import { reasonSentence } from '../../words/reasons.ts'
import { stepWord } from '../../words/steps.ts'
import { findSignature } from './files.ts'
import { orderFindings, sayFinding } from './finding-words.ts'
import classes from './findings.module.css'
import { FormAnswers } from './form-answers.tsx'
import { Gauge } from './gauge.tsx'
import { Signature } from './signature.tsx'
import { checkFailureWord, stepStateWord } from './words.ts'

const VERDICTS = {
  pass: { word: 'Passed', color: 'var(--console-good)', Icon: IconCircleCheck },
  fail: { word: 'Failed', color: 'var(--console-bad)', Icon: IconCircleX },
  doubtful: { word: 'Doubtful', color: 'var(--console-doubt)', Icon: IconAlertTriangle },
  not_measured: { word: 'Not checked', color: 'var(--mantine-color-dimmed)', Icon: IconCircleDashed },
} as const

/** One card for each step. */
export function Findings({ session }: { readonly session: SessionDetail }): ReactElement {
  return (
    <>
      {session.checks.map((check, at) => (
        <Paper aria-label={stepWord(check.step)} component="section" key={check.step} p="md" withBorder>
          <Group gap="xs" justify="space-between" mb={6} wrap="nowrap">
            <Title order={2} size="h5">
              {session.checks.length > 1 && (
                <Text c="dimmed" component="span" inherit>
                  {at + 1}.{' '}
                </Text>
              )}
              {stepWord(check.step)}
            </Title>
            <StepState check={check} />
          </Group>
          <Step check={check} session={session} />
        </Paper>
      ))}
    </>
  )
}

const STATE_COLORS: Readonly<Record<string, string>> = {
  'Given back': 'orange',
  Failed: 'red',
  'Being checked': 'blue',
}

function StepState({ check }: { readonly check: StepFindings }): ReactElement {
  const word = stepStateWord(check)
  return (
    <Group gap={6} wrap="nowrap">
      {check.attempts > 1 && (
        <Text c="dimmed" component="span" size="xs" style={{ whiteSpace: 'nowrap' }}>
          {check.attempts} attempts
        </Text>
      )}
      <Badge color={STATE_COLORS[word] ?? 'gray'} miw="fit-content" radius="sm" tt="none" variant="light">
        {word}
      </Badge>
    </Group>
  )
}

function Step({ check, session }: { readonly check: StepFindings; readonly session: SessionDetail }): ReactElement {
  const { step, status, isChecking, failureReason, checkFailure, findings } = check
  const signature = session.isMasked ? undefined : findSignature(session.evidence, step)
  if (isChecking) {
    return (
      <Text c="dimmed" role="status" size="sm">
        <IconLoader2 aria-hidden="true" size={14} style={{ verticalAlign: '-2px' }} /> Still being checked. This page
        shows the result by itself.
      </Text>
    )
  }
  return (
    <>
      {failureReason !== undefined && (
        <Remark>
          {reasonSentence({ code: failureReason })}{' '}
          {status === 'FAILED' ? 'No attempts are left.' : 'The applicant is asked for this step again.'}
        </Remark>
      )}
      {checkFailure !== undefined && (
        <Remark>This check could not be done. {checkFailureWord(checkFailure)} Decide by what you see.</Remark>
      )}
      {findings.length === 0 && failureReason === undefined && checkFailure === undefined && (
        <Text c="dimmed" size="sm">
          {emptyWord(check)}
        </Text>
      )}
      {findings.length > 0 && (
        <ul className={classes.list}>
          {orderFindings(findings).map((finding, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may have several lines of one name, and keeps their order
            <Line finding={finding} key={`${finding.name} ${at}`} person={session.applicant} />
          ))}
        </ul>
      )}
      {signature && <Signature picture={signature} />}
      {step === 'CUSTOM_FORM' && <FormAnswers session={session} />}
    </>
  )
}

function emptyWord({ status }: StepFindings): string {
  if (status === 'PENDING') return 'The applicant has not come to this step yet.'
  return status === 'IN_PROGRESS' ? 'The applicant has begun this step.' : 'Nothing is kept of what it found.'
}

function Remark({ children }: { readonly children: React.ReactNode }): ReactElement {
  return (
    <Text mb={4} size="sm">
      <IconAlertTriangle
        aria-hidden="true"
        color={VERDICTS.doubtful.color}
        size={16}
        style={{ verticalAlign: '-3px' }}
      />{' '}
      {children}
    </Text>
  )
}

function Line({
  finding,
  person,
}: {
  readonly finding: Finding
  readonly person: SessionDetail['applicant']
}): ReactElement {
  const { verdict, gauge, codes } = finding
  const { label, help, value, wanted } = sayFinding(finding, person)
  const { word, color, Icon } = VERDICTS[verdict] ?? VERDICTS.not_measured
  const isOpen = verdict === 'fail' || verdict === 'doubtful'
  return (
    <li className={classes.line} data-verdict={verdict}>
      <Icon aria-hidden="true" color={color} size={18} stroke={1.8} />
      <Tooltip label={help} maw={320} multiline>
        <UnstyledButton style={{ cursor: 'help', justifySelf: 'start' }}>
          <Text className={classes.help} component="span" fw={isOpen ? 600 : 500} size="sm">
            {label}
          </Text>
        </UnstyledButton>
      </Tooltip>
      <Text c={color} component="span" fw={600} size="xs" style={{ whiteSpace: 'nowrap' }} ta="end">
        <VisuallyHidden>{label}: </VisuallyHidden>
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
        {codes.map((code) => (
          <Text component="div" key={code} mt={2} size="xs">
            {reasonSentence({ code })}
          </Text>
        ))}
      </div>
    </li>
  )
}
