/** What was read of the document: value, where it stands, whether it fits, and a button that copies it. */
import { ActionIcon, Badge, Code, Group, Paper, Text, Title, Tooltip } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import type { ReactElement } from 'react'
import type { Extracted, ExtractedField } from '../../data/session-detail.ts'
import { useCopied } from '../../kit/use-copied.ts'
import { reasonSentence } from '../../words/reasons.ts'
import { plain } from '../../words/steps.ts'
import classes from './findings.module.css'
import { fieldWord, sourceWord } from './words.ts'

/** Masked values cannot be copied. */
export function ExtractedData({
  extracted,
  isMasked,
}: {
  readonly extracted: Extracted
  readonly isMasked: boolean
}): ReactElement {
  const { documentType, fields, mrz } = extracted
  return (
    <Paper p="md" withBorder>
      <Group justify="space-between" mb={6}>
        <Title order={2} size="h5">
          Read from the document
        </Title>
        <Badge color="gray" radius="sm" tt="none" variant="light">
          {plain(documentType)}
        </Badge>
      </Group>
      {fields.length === 0 && (
        <Text c="dimmed" size="sm">
          Nothing could be read.
        </Text>
      )}
      <dl className={classes.fields}>
        {fields.map((field) => (
          <Field field={field} isMasked={isMasked} key={field.name} />
        ))}
      </dl>
      {mrz && (
        <>
          <Text c="dimmed" mt="sm" size="xs">
            Machine-readable zone, {mrz.format}
            {mrz.isRepaired ? ', one character corrected' : ''}
          </Text>
          <Code aria-label="Machine-readable zone" block mt={4} role="region" tabIndex={0}>
            {mrz.lines.join('\n')}
          </Code>
        </>
      )}
    </Paper>
  )
}

function Field({ field, isMasked }: { readonly field: ExtractedField; readonly isMasked: boolean }): ReactElement {
  const { name, value, mismatch, confidencePercent } = field
  const word = fieldWord(name)
  return (
    <div className={classes.field}>
      <Text c="dimmed" component="dt" size="sm">
        {word}
      </Text>
      <dd>
        <Text component="span" fw={mismatch === undefined ? 500 : 650} size="sm">
          {value}
        </Text>
        <Text c="dimmed" component="div" size="xs">
          {sourceWord(field)} · {confidencePercent} %
        </Text>
        {mismatch !== undefined && (
          <Text c="var(--console-doubt)" component="div" fw={600} size="xs">
            <IconAlertTriangle aria-hidden="true" size={13} style={{ verticalAlign: '-2px' }} />{' '}
            {reasonSentence({ code: mismatch })}
          </Text>
        )}
      </dd>
      <dd>{!isMasked && <CopyValue label={word} value={value} />}</dd>
    </div>
  )
}

function CopyValue({ value, label }: { readonly value: string; readonly label: string }): ReactElement {
  const { copied, copy } = useCopied()
  return (
    <Tooltip label={copied ? 'Copied' : `Copy ${label}`}>
      <ActionIcon aria-label={`Copy ${label}`} color="gray" onClick={() => void copy(value)} size="sm" variant="subtle">
        {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      </ActionIcon>
    </Tooltip>
  )
}
