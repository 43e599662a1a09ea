/** Label, help, value and what was wanted of every finding. A test compares the names with the server's own. */
import type { Finding } from '../../data/session-detail.ts'
import { plain } from '../../words/steps.ts'
import { slotWord } from './words.ts'

type Values = Finding['values']

interface FindingWords {
  readonly label: string
  readonly help: string
  /** Undefined: there is none. */
  readonly value?: (values: Values) => string | undefined
  readonly wanted?: (finding: Finding, person: Person) => string | undefined
}

/** Who the session was created for. */
interface Person {
  readonly firstName: string
  readonly lastName: string
}

/** Values may be masked: then a number is a text too. */
export const FINDING_WORDS: Readonly<Record<string, FindingWords>> = {
  document_read: {
    label: 'Document read',
    help: 'Whether the machine-readable zone was found, and how reliable the reading is.',
    value: ({ format, confidence_percent: percent }) =>
      format === undefined ? 'no machine-readable zone' : list([format, percent !== undefined && `${percent} %`]),
    wanted: ({ values: { minimum_percent: minimum } }) =>
      minimum === undefined ? 'a machine-readable zone' : `${minimum} % or more`,
  },
  document_kind: {
    label: 'Kind and country',
    help: 'Whether the workflow accepts this kind of document from this country.',
    value: ({ document_type: type, country }) => list([type !== undefined && plain(String(type)), country]),
    wanted: () => 'one that the workflow accepts',
  },
  check_digits: {
    label: 'Check digits',
    help: 'Sums in the machine-readable zone that show whether it was printed and read without error.',
    value: ({ right, total, repaired }) =>
      right === undefined
        ? undefined
        : list([`${right} of ${total} correct`, repaired === true && 'one character corrected']),
    wanted: () => 'all correct',
  },
  expiry: {
    label: 'Not expired',
    help: 'Whether the document was valid on the day of the submission.',
    value: ({ expires_on: date }) => (date === undefined ? undefined : `valid until ${date}`),
    wanted: ({ values: { judged_on: day } }) => (day === undefined ? undefined : `${day} or later`),
  },
  age: {
    label: 'Age',
    help: 'The holder’s age on the day of the submission, from the date of birth on the document.',
    value: ({ years }) => (years === undefined ? undefined : `${years} years`),
    wanted: ({ values }) => ageRange(values),
  },
  name: {
    label: 'Name',
    help: 'Whether the name on the document can be the name that the session was created for.',
    value: ({ printed }) => (printed === undefined ? undefined : String(printed)),
    wanted: (_, { firstName, lastName }) => `${firstName} ${lastName}`,
  },
  portrait: {
    label: 'Portrait on the document',
    help: 'Whether a face was found on the document, and how large it is.',
    value: ({ size_px: size }) => (size === undefined ? 'not found' : `found, ${size} pixels`),
  },
  selfie_face: {
    label: 'Face in the selfie',
    help: 'How many faces were found in the selfie.',
    value: ({ faces }) => (faces === 1 ? 'one' : faces === 0 ? 'none' : text(faces)),
    wanted: () => 'one',
  },
  own_picture: {
    label: 'Selfie is its own picture',
    help: 'Whether the selfie was taken of a person and not copied from the document.',
    value: ({ kind }) =>
      kind === 'whole_picture'
        ? 'the picture of the document again'
        : kind === 'cut_out'
          ? 'cut out of the document’s picture'
          : (text(kind) ?? 'no copy of the document found'),
  },
  face_match: {
    label: 'Face match',
    help: 'How alike the portrait and the selfie are. Below the lower mark it is somebody else.',
    value: ({ confidence }) => (confidence === undefined ? undefined : `${confidence} of 100`),
    wanted: ({ gauge }) => gauge && `${gauge.pass} or more; below ${gauge.review} fails`,
  },
  liveness: {
    label: 'Live person',
    help: 'Whether the selfie shows a person and not a picture of one. A score from one picture: a weak signal.',
    value: ({ percent }) => (percent === undefined ? undefined : `${percent} %`),
    wanted: ({ values: { minimum_percent: minimum } }) => (minimum === undefined ? undefined : `${minimum} % or more`),
  },
  same_person: {
    label: 'Same person as in the selfie',
    help: 'How alike the face of this step and the selfie beside the document are.',
    value: ({ confidence }) => (confidence === undefined ? undefined : `${confidence} of 100`),
    wanted: ({ gauge }) => gauge && `${gauge.pass} or more; below ${gauge.review} fails`,
  },
  estimated_age: {
    label: 'Age of the face',
    help: 'How old the face in the selfie looks. Wrong by four to five years on average.',
    value: ({ years, low, high }) =>
      years === undefined ? undefined : `about ${years} years${low === undefined ? '' : ` (${low}–${high})`}`,
    wanted: ({ values }) => ageRange(values),
  },
  consent: {
    label: 'Consent',
    help: 'What the applicant answered, and the version of the text: another text has another version.',
    value: ({ accepted, legal_name: name, text_version: version }) =>
      list([
        accepted === true ? `agreed${name === undefined ? '' : ` as ${name}`}` : 'declined',
        version !== undefined && `text version ${version}`,
      ]),
    wanted: ({ values: { accepted } }) => (accepted === true ? undefined : 'agreement'),
  },
  signature: {
    label: 'Signature',
    help: 'Whether the applicant signed. Nothing compares the signature: look at it yourself.',
    value: ({ signed }) => (signed === true ? 'signed' : 'not signed'),
  },
  file: {
    label: 'File',
    help: 'Whether the file can be opened. What it shows is for a person to judge.',
    value: ({ format, page_count: pages, title, author }) =>
      list([
        format === 'pdf' ? 'PDF' : 'a picture',
        format === 'pdf' && pages !== undefined && (pages === 1 ? '1 page' : `${pages} pages`),
        title !== undefined && `titled “${title}”`,
        author !== undefined && `by “${author}”`,
      ]),
  },
  answers: {
    label: 'Answers',
    help: 'How many of the questions that were asked have an answer. Nothing judges the answers.',
    value: ({ answered, asked }) => (answered === undefined ? undefined : `${answered} of ${asked} answered`),
  },
  acknowledged: {
    label: 'Shown to the applicant',
    help: 'Whether the applicant’s page said that it showed your organization’s look.',
    value: ({ acknowledged }) => (acknowledged === true ? 'yes' : 'no'),
  },
}

/** A finding in words; one that a later version adds is shown by its own name. */
export interface SaidFinding {
  readonly label: string
  readonly help: string
  readonly value: string | undefined
  readonly wanted: string | undefined
}

/** Never throws, whatever the values are. */
export function sayFinding(finding: Finding, person: Person): SaidFinding {
  const words = Object.hasOwn(FINDING_WORDS, finding.name) ? FINDING_WORDS[finding.name] : undefined
  const { slot, prompt } = finding.values
  const label = text(prompt) ?? (slot === undefined ? undefined : slotWord(String(slot)))
  return {
    label: label ?? words?.label ?? plain(finding.name),
    help: words?.help ?? 'This version of the console has no words for this finding.',
    value: words ? words.value?.(finding.values) : list(Object.values(finding.values)),
    wanted: words?.wanted?.(finding, person),
  }
}

const WEIGHT: Readonly<Record<Finding['verdict'], number>> = { fail: 0, doubtful: 1, not_measured: 2, pass: 2 }

/** What speaks against the applicant first; the rest in the order of the step. */
export function orderFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((a, b) => WEIGHT[a.verdict] - WEIGHT[b.verdict])
}

function ageRange({ minimum, maximum }: Values): string | undefined {
  if (minimum === undefined) return undefined
  return maximum === 100 ? `${minimum} years or more` : `${minimum} to ${maximum} years`
}

function list(parts: ReadonlyArray<Values[string] | false | undefined>): string | undefined {
  const told = parts.filter((part) => part !== false && part !== undefined && part !== '')
  return told.length === 0 ? undefined : told.join(', ')
}

function text(value: Values[string] | undefined): string | undefined {
  return value === undefined ? undefined : String(value)
}
