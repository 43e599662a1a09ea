/** The session on paper: everything its tabs say, in one column, without the pictures. */
import { type ReactElement, type ReactNode, useLayoutEffect } from 'react'
import { createPortal } from 'react-dom'
import type { Decision, ExtractedField, Finding, SessionDetail, StepFindings } from '../../data/session-detail.ts'
import { statusWord } from '../../kit/status-badge.tsx'
import { useOrganization, usePerson } from '../../lib/organization.ts'
import { reasonSentence } from '../../words/reasons.ts'
import { plain, stepWord } from '../../words/steps.ts'
import { listBasis, listModels } from './decision-basis.tsx'
import { orderFindings, sayFinding } from './finding-words.ts'
import { questionType, readAnswers, readFailures, sayAnswer } from './record-parts.ts'
import classes from './session-report.module.css'
import { deciderWord } from './standing-decision.tsx'
import { groupEvents } from './timeline-tab.tsx'
import {
  actorWord,
  attemptWord,
  checkFailureWord,
  eventWord,
  fieldWord,
  REASON_WORDS,
  slotWord,
  sourceWord,
  stepStateWord,
} from './words.ts'

const VERDICT_WORDS = { pass: 'Passed', fail: 'FAILED', doubtful: 'Doubtful', not_measured: 'Not checked' } as const

/** Beside the application instead of inside it, so that the print style can leave all of that out. */
export function SessionReport({ session }: { readonly session: SessionDetail }): ReactElement {
  const { name, environment, role } = useOrganization()
  const { name: reader, email } = usePerson()
  useFileName(`Session ${session.id}`)
  return createPortal(
    <article className={classes.report} data-report="">
      <header className={classes.head}>
        <p>
          {name}
          {environment === 'sandbox' && ' – TEST DATA'}
        </p>
        <h1>Verification report</h1>
        <p>
          Printed {sayTime(new Date().toISOString())} by {reader} ({email}). All times are UTC.
          {session.isMasked && ` Personal data is masked for the role ${role}.`}
        </p>
      </header>
      <SessionFacts session={session} />
      <Decisions decisions={session.decisions} />
      {session.checks.map((check) => (
        <Checks check={check} key={check.step} session={session} />
      ))}
      <Answers session={session} />
      <ReadFields session={session} />
      <Pictures session={session} />
      <Timeline session={session} />
    </article>,
    document.body,
  )
}

function SessionFacts({ session }: { readonly session: SessionDetail }): ReactElement {
  const { applicant, submission, workflow } = session
  return (
    <Part title={`${applicant.firstName} ${applicant.lastName}: ${statusWord(session.status)}`}>
      <Facts
        facts={[
          ['Session', session.id],
          ['External id', session.externalId],
          ['Workflow', workflow?.name ?? 'Standalone verification'],
          ['Steps', session.steps.map(stepWord).join(', ')],
          ['Progress', plain(session.progress)],
          ['Created', sayTime(session.createdAt)],
          ['Submitted', session.submittedAt && sayTime(session.submittedAt)],
          ...readFailures(session.raw).map(({ reason, failedAt }, at) => {
            return [`Failed attempt ${at + 1}`, `${sayTime(failedAt)} ${reasonSentence({ code: reason })}`] as const
          }),
          ['Applicant', applicant.id],
          ['E-mail', applicant.email],
          ['Phone', applicant.phone],
          ...Object.entries(submission).map(([place, value]) => [`Submitted from (${place})`, value] as const),
        ]}
      />
    </Part>
  )
}

function Decisions({ decisions }: { readonly decisions: readonly Decision[] }): ReactElement {
  return (
    <Part title="Decisions">
      {decisions.length === 0 && <p>None yet.</p>}
      {decisions.map((decision) => (
        <div className={classes.decision} key={decision.id}>
          <p>
            <strong>{decision.outcome === 'SUBMITTED' ? 'Left to a person' : statusWord(decision.outcome)}</strong> by{' '}
            {deciderWord(decision)}, {sayTime(decision.createdAt)}
          </p>
          <Facts
            facts={[
              ['Reason', decision.reasonCode && `${REASON_WORDS[decision.reasonCode]} (${decision.reasonCode})`],
              ['Note', decision.note],
              ...decision.reasons.map(
                (reason) => [`${reason.code}, ${plain(reason.severity)}`, reasonSentence(reason)] as const,
              ),
              ...(decision.basis ? listBasis(decision.basis) : []),
              ...(decision.basis ? listModels(decision.basis) : []).map(
                ({ step, model, hash }) => [`${step}: ${model}`, hash] as const,
              ),
            ]}
          />
        </div>
      ))}
    </Part>
  )
}

function Checks({ check, session }: { readonly check: StepFindings; readonly session: SessionDetail }): ReactElement {
  const { failureReason, checkFailure, findings, attempts } = check
  return (
    <Part title={`${stepWord(check.step)}: ${stepStateWord(check)}`}>
      {attempts > 1 && <p>{attempts} attempts.</p>}
      {failureReason !== undefined && <p>{reasonSentence({ code: failureReason })}</p>}
      {checkFailure !== undefined && <p>This check could not be done. {checkFailureWord(checkFailure)}</p>}
      {findings.length > 0 && (
        <Rows
          head={['Check', 'Result', 'Value', 'Wanted']}
          rows={orderFindings(findings).map((finding) => toFindingRow(finding, session))}
        />
      )}
    </Part>
  )
}

function toFindingRow(finding: Finding, { applicant }: SessionDetail): readonly ReactNode[] {
  const { label, value, wanted } = sayFinding(finding, applicant)
  const reasons = finding.codes.map((code) => reasonSentence({ code }))
  return [
    label,
    <strong key="verdict">{VERDICT_WORDS[finding.verdict] ?? finding.verdict}</strong>,
    [value ?? 'No value', ...reasons].join(' – '),
    wanted ?? '',
  ]
}

function Answers({ session: { raw } }: { readonly session: SessionDetail }): ReactElement | null {
  const answers = readAnswers(raw)
  if (answers.length === 0) return null
  return (
    <Part title="Answers to the form">
      <Rows
        head={['Question', 'Kind', 'Answer']}
        rows={answers.map((answer) => [answer.question, questionType(answer.type), sayAnswer(answer)])}
      />
    </Part>
  )
}

function ReadFields({ session: { extracted } }: { readonly session: SessionDetail }): ReactElement | null {
  if (!extracted) return null
  const { documentType, fields, mrz } = extracted
  return (
    <Part title={`Read from the document: ${plain(documentType)}`}>
      {fields.length === 0 && <p>Nothing could be read.</p>}
      {fields.length > 0 && <Rows head={['Field', 'Value', 'Source', 'Confidence']} rows={fields.map(toFieldRow)} />}
      {mrz && (
        <>
          <p>
            Machine-readable zone, {mrz.format}
            {mrz.isRepaired ? ', one character corrected' : ''}
          </p>
          <pre>{mrz.lines.join('\n')}</pre>
        </>
      )}
    </Part>
  )
}

function toFieldRow(field: ExtractedField): readonly ReactNode[] {
  const { name, value, mismatch, confidencePercent } = field
  const reason = mismatch && reasonSentence({ code: mismatch })
  return [fieldWord(name), [value, reason].filter(Boolean).join(' – '), sourceWord(field), `${confidencePercent} %`]
}

function Pictures({ session: { evidence } }: { readonly session: SessionDetail }): ReactElement {
  return (
    <Part title="Files">
      <p>Not printed: they stay in the console, where each look at them is recorded.</p>
      {evidence.length > 0 && (
        <Rows
          head={['File', 'State', 'Uploaded', 'Id']}
          rows={evidence.map((attempt) => [
            slotWord(attempt.slot),
            attemptWord(attempt),
            sayTime(attempt.createdAt),
            attempt.id,
          ])}
        />
      )}
    </Part>
  )
}

function Timeline({ session }: { readonly session: SessionDetail }): ReactElement {
  return (
    <Part title="Timeline">
      <Rows
        head={['Time', 'What', 'Who']}
        rows={groupEvents(session.timeline).map(({ event, times }) => [
          sayTime(event.createdAt),
          `${eventWord(event)}${times > 1 ? ` (${times} times)` : ''}`,
          actorWord(event),
        ])}
      />
    </Part>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactElement {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  )
}

/** Facts without a value are left out. */
function Facts({ facts }: { readonly facts: ReadonlyArray<readonly [string, string | undefined]> }): ReactElement {
  return (
    <dl>
      {facts.map(([name, value]) =>
        value ? (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

function Rows({
  head,
  rows,
}: {
  readonly head: readonly string[]
  readonly rows: ReadonlyArray<readonly ReactNode[]>
}): ReactElement {
  return (
    <table>
      <thead>
        <tr>
          {head.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: paper never changes its rows
          <tr key={row}>
            {cells.map((cell, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: paper never changes its columns
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Browsers offer the title as the name of the file: a name of a person does not belong there. */
function useFileName(name: string): void {
  useLayoutEffect(() => {
    const before = document.title
    document.title = name
    return () => {
      document.title = before
    }
  }, [name])
}

/** `2026-11-24 12:03:09`, in UTC. */
function sayTime(moment: string): string {
  return moment.slice(0, 19).replace('T', ' ')
}
