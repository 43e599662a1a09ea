/** What the identity check found, line by line: the document, the person on it, the two faces. */
import { faceConfidence, MATCH_CONFIDENCE, REVIEW_CONFIDENCE } from '../checks/face-confidence.ts'
import { ageOn, isUnexpired, type JudgeInput } from '../checks/judge.ts'
import type { Judgement } from '../checks/judgement.ts'
import { ageRangeOf } from '../workflows/step-configs.ts'
import { type Finding, toFinding } from './finding.ts'

type Line = Parameters<typeof toFinding>[1]

/** Every line in the order in which a reviewer reads a document; verdicts are those of `judgement`. */
export function listIdentityFindings(input: JudgeInput, judgement: Judgement): Finding[] {
  const lines = [readLine, kindLine, digitsLine, expiryLine, ageLine, nameLine, portraitLine, selfieLine, matchLine]
  return lines.map((line) => toFinding(judgement, line(input)))
}

function readLine({ facts, config }: JudgeInput): Line {
  const { mrz, confidence } = facts.document
  const percent = Math.round(confidence * 1000) / 10
  const isAsked = config.id_confidence_threshold_enabled === true
  const threshold = isAsked ? config.id_confidence_threshold : undefined
  return {
    name: 'Document read',
    help: 'Whether the machine-readable zone was found, and how far the reading can be relied on.',
    codes: ['ID_TYPE_UNRECOGNIZED', 'ID_TYPE_LOW_CONFIDENCE'],
    isMeasured: mrz !== undefined,
    value: mrz ? `${mrz.format}, ${percent} %` : 'no machine-readable zone',
    wanted: threshold === undefined ? 'a machine-readable zone' : `${threshold} % or more`,
  }
}

function kindLine({ facts }: JudgeInput): Line {
  const { documentType, fields, mrz } = facts.document
  const country = fields.issuingCountry?.value
  return {
    name: 'Kind and country',
    help: 'Whether the workflow accepts this kind of document of this country.',
    codes: ['DOC_TYPE_NOT_ALLOWED'],
    isMeasured: mrz?.allDigitsValid === true,
    value: [documentType.replaceAll('_', ' '), ...(country ? [country] : [])].join(', '),
    wanted: 'one that the workflow accepts',
  }
}

function digitsLine({ facts }: JudgeInput): Line {
  const { mrz } = facts.document
  const digits = mrz?.checkDigits ?? []
  const valid = digits.filter((digit) => digit.valid).length
  return {
    name: 'Check digits',
    help: 'Sums in the machine-readable zone that show whether it was read, and printed, without error.',
    codes: ['MRZ_INVALID', 'MRZ_REPAIRED'],
    isMeasured: mrz !== undefined,
    ...(mrz && { value: `${valid} of ${digits.length} right${mrz.repaired ? ', one character mended' : ''}` }),
    wanted: 'all right',
  }
}

function expiryLine({ facts, today }: JudgeInput): Line {
  const date = facts.document.fields.expirationDate?.value
  return {
    name: 'Not expired',
    help: 'Whether the document was valid on the day of the submission.',
    codes: ['DOCUMENT_EXPIRED', 'EXPIRY_UNKNOWN'],
    isMeasured: isUnexpired(facts.document, today) !== undefined,
    ...(date && { value: `until ${date}`, isPersonal: true }),
    wanted: `${today} or later`,
  }
}

function ageLine({ facts, config, today }: JudgeInput): Line {
  const age = ageOn(facts.document, today)
  const { least, most } = ageRangeOf(config)
  return {
    name: 'Age',
    help: 'The holder’s age on the day of the submission, by the date of birth on the document.',
    codes: ['AGE_OUT_OF_RANGE', 'AGE_UNKNOWN'],
    isMeasured: age !== undefined,
    ...(age !== undefined && { value: `${age} years`, isPersonal: true }),
    wanted: `${least} to ${most} years`,
  }
}

function nameLine({ facts, person }: JudgeInput): Line {
  const { surname, givenNames } = facts.document.fields
  const printed = [givenNames?.value, surname?.value].filter((part) => part).join(' ')
  return {
    name: 'Name',
    help: 'Whether the name on the document can be the name that the session was created for.',
    codes: ['NAME_MISMATCH'],
    isMeasured: person !== undefined && printed !== '',
    ...(printed !== '' && { value: printed, isPersonal: true }),
    wanted: 'the name of the session',
  }
}

function portraitLine({ facts }: JudgeInput): Line {
  const { portrait } = facts.document
  return {
    name: 'Portrait on the document',
    help: 'Whether a face was found on the document, and how large it is.',
    codes: ['FACE_NOT_DETECTED_IN_ID'],
    isMeasured: portrait !== undefined,
    value: portrait ? `found, ${Math.round(portrait.sizePx)} pixels` : 'not found',
  }
}

function selfieLine({ facts }: JudgeInput): Line {
  const count = facts.selfie.faces.length
  return {
    name: 'Face in the selfie',
    help: 'How many faces were found in the selfie.',
    codes: ['NO_FACE_DETECTED', 'SEVERAL_FACES'],
    isMeasured: true,
    value: count === 1 ? 'one' : count === 0 ? 'none' : String(count),
    wanted: 'one',
  }
}

function matchLine({ facts, thresholds }: JudgeInput): Line {
  const { similarity } = facts
  const percent = similarity === undefined ? undefined : faceConfidence(similarity, thresholds)
  return {
    name: 'Face match',
    help: 'How alike the portrait and the selfie are. Below the lower threshold it is somebody else.',
    codes: ['FACE_SELFIE_MISMATCH', 'LOW_FACE_MATCH'],
    isMeasured: percent !== undefined,
    ...(percent !== undefined && {
      value: `${percent} of 100`,
      gauge: { value: percent, pass: MATCH_CONFIDENCE, review: REVIEW_CONFIDENCE },
    }),
    wanted: `${MATCH_CONFIDENCE} or more; below ${REVIEW_CONFIDENCE} rejects`,
  }
}
