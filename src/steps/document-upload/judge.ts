/** Judges uploaded documents: only whether each file can be opened; what it shows is for a person to see. */

import type { DocumentFileFacts, DocumentFilesFacts } from '../facts.ts'
import { type Finding, toFinding } from '../findings.ts'
import { type DefectCode, reason } from '../reasons.ts'
import type { RunContext } from '../step-kind.ts'
import { finalReasons, PASS, retake, type Verdict } from '../verdict.ts'
import type { DocumentUploadSettings } from './settings.ts'

/** Why a file cannot be looked at; in the order in which files are asked for again. */
const FILE_DEFECTS = ['FILE_ENCRYPTED', 'FILE_DAMAGED', 'FILE_TOO_LONG'] as const satisfies readonly DefectCode[]
type FileDefect = (typeof FILE_DEFECTS)[number]

interface GivenFile {
  readonly slot: string
  readonly facts: DocumentFileFacts
}

/** The files that were given, in the order of the settings. */
export function givenFiles({ documents }: DocumentUploadSettings, { files }: DocumentFilesFacts): readonly GivenFile[] {
  return documents.flatMap(({ id }) => {
    const facts = Object.hasOwn(files, id) ? files[id] : undefined
    return facts ? [{ slot: id, facts }] : []
  })
}

/** A file that cannot be opened is asked for again; every other one is left to a person, since nothing reads it. */
export function judgeDocuments(given: readonly GivenFile[], { retakes }: Pick<RunContext, 'retakes'>): Verdict {
  if (given.length === 0) return PASS
  const review = reason('FILES_TO_REVIEW', 'LOW')
  const found = new Set(given.map(({ facts }) => defectOf(facts)))
  const [first, ...others] = FILE_DEFECTS.filter((defect) => found.has(defect))
  if (!first) return { outcome: 'doubt', reasons: [review] }
  const slot = given.find(({ facts }) => defectOf(facts) === first)?.slot
  const doubts = [...others.map((defect) => reason(defect, 'HIGH')), review]
  return retake(first, retakes, { ...(slot && { slot }), doubts })
}

/** One line per file. Title and author are what the file says of itself. */
export function documentFindings(given: readonly GivenFile[], verdict: Verdict): readonly Finding[] {
  return given.map(({ slot, facts }) => {
    const defect = defectOf(facts)
    const { title, author } = facts.metadata ?? {}
    return toFinding(finalReasons(verdict), {
      name: 'file',
      against: [defect ?? 'FILES_TO_REVIEW'],
      isMeasured: defect === undefined,
      values: {
        slot,
        format: facts.format,
        page_count: facts.pageCount,
        ...(title !== undefined && { title }),
        ...(author !== undefined && { author }),
      },
      open: ['slot', 'format', 'page_count'],
    })
  })
}

/** Whether a person can look at it. */
export function isReadable(facts: DocumentFileFacts): boolean {
  return defectOf(facts) === undefined
}

function defectOf({
  isEncrypted,
  isDamaged,
  isTooLong,
  isTooCostly,
  pageCount,
}: DocumentFileFacts): FileDefect | undefined {
  if (isEncrypted) return 'FILE_ENCRYPTED'
  if (isTooLong || isTooCostly) return 'FILE_TOO_LONG'
  return isDamaged || pageCount === 0 ? 'FILE_DAMAGED' : undefined
}
