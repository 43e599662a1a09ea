/** Takes the person out of a session's detail, for members who may work with sessions but not see who they are about. */
import { maskPersonalData } from '../applicants/mask.ts'
import type { RetrievedSession } from '../sessions/get.ts'
import type { SessionRecord } from '../sessions/record.ts'
import type { ReviewedDecision } from './decisions.ts'
import type { Extracted } from './extracted.ts'
import type { Finding } from './finding.ts'

/** Stands for a value that is there and is not shown. */
const HIDDEN = '•••'

/** The finding without a value that tells of the person; its verdict stays. */
export function maskFinding(finding: Finding): Finding {
  return finding.isPersonal ? { ...finding, value: HIDDEN } : finding
}

/** The fields without their values, and no faces. */
export function maskExtracted({ documentType, fields, mrz }: Extracted): Extracted {
  return {
    documentType,
    fields: fields.map(({ mismatch, ...field }) => ({
      ...field,
      value: HIDDEN,
      ...(mismatch !== undefined && { mismatch: 'Does not fit the session.' }),
    })),
    ...(mrz && { mrz: { ...mrz, lines: mrz.lines.map(() => HIDDEN) } }),
  }
}

/** A reviewer's note may tell anything. */
export function maskDecision({ note, ...decision }: ReviewedDecision): ReviewedDecision {
  return note === undefined ? decision : { ...decision, note: HIDDEN }
}

/** The API's answer with every value that tells of the person hidden; its shape stays, and what servers need. */
export function maskRecord(retrieved: RetrievedSession): RetrievedSession {
  const { session_record: record, user } = retrieved
  const masked = user && maskPersonalData({ ...user, firstName: user.first_name, lastName: user.last_name })
  const { analysis_data: analysis, meta_data } = record
  const session_record: SessionRecord = {
    ...record,
    meta_data: hideText(meta_data, VISIBLE_META),
    ...(analysis && { analysis_data: hideValues(analysis) }),
  }
  return {
    ...retrieved,
    session_record,
    ...(user &&
      masked && {
        user: {
          ...user,
          first_name: masked.firstName,
          last_name: masked.lastName,
          email: masked.email,
          phone: masked.phone,
        },
      }),
  }
}

/** Times and the rules' own words. */
const VISIBLE_META = new Set(['applicantViewTime', 'declinedData'])

function hideText(map: Readonly<Record<string, unknown>>, visible: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, visible.has(key) ? value : HIDDEN]))
}

/** Keys of `analysis_data` whose values tell of the person, at any depth; `value` is that of an extracted text. */
const PERSONAL_KEYS = new Set(['value', 'estimated_age', 'age_range', 'bounding_box', 'landmarks'])

function hideValues(map: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, PERSONAL_KEYS.has(key) ? HIDDEN : hideInside(value)]),
  )
}

function hideInside(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hideInside)
  return typeof value === 'object' && value !== null ? hideValues({ ...value }) : value
}
