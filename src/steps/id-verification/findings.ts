/** What a document step found, line by line: the document, the person on it, the two faces. */
import { ageRangeOf } from '../age-rule.ts'
import { faceConfidence, MATCH_CONFIDENCE, REVIEW_CONFIDENCE } from '../face-confidence.ts'
import { type Finding, toFinding } from '../findings.ts'
import { finalReasons, type Verdict } from '../verdict.ts'
import { ageOn, isUnexpired, type JudgeInput } from './judge.ts'

type Line = Parameters<typeof toFinding>[1]

/** Every line in the order in which a reviewer reads a document; their verdicts are those of the judge. */
export function listIdentityFindings(input: JudgeInput, verdict: Verdict): Finding[] {
  const reasons = finalReasons(verdict)
  const lines = [readLine, kindLine, digitsLine, expiryLine, ageLine, nameLine, portraitLine, selfieLine]
  return [...lines, ownPictureLine, matchLine].map((line) => toFinding(reasons, line(input)))
}

function readLine({ facts, settings }: JudgeInput): Line {
  const { mrz, confidence } = facts.document
  const threshold = settings.id_confidence_threshold_enabled ? settings.id_confidence_threshold : undefined
  return {
    name: 'document_read',
    against: [
      ...(['ID_TYPE_UNRECOGNIZED', 'ID_TYPE_LOW_CONFIDENCE', 'PICTURE_BLURRED', 'PICTURE_TOO_DARK'] as const),
      ...(['PICTURE_TOO_BRIGHT', 'PICTURE_GLARE', 'PICTURE_TOO_SMALL'] as const),
    ],
    isMeasured: mrz !== undefined,
    values: {
      ...(mrz && { format: mrz.format, confidence_percent: toPercent(confidence) }),
      ...(threshold !== undefined && { minimum_percent: threshold }),
    },
    open: ['format', 'confidence_percent', 'minimum_percent'],
  }
}

function kindLine({ facts }: JudgeInput): Line {
  const { documentType, fields, mrz } = facts.document
  const country = fields.issuingCountry?.value
  return {
    name: 'document_kind',
    against: ['DOC_TYPE_NOT_ALLOWED'],
    isMeasured: mrz?.allDigitsValid === true,
    values: { document_type: documentType, ...(country && { country }) },
    open: ['document_type', 'country'],
  }
}

function digitsLine({ facts }: JudgeInput): Line {
  const { mrz } = facts.document
  const digits = mrz?.checkDigits ?? []
  const right = digits.filter((digit) => digit.valid).length
  return {
    name: 'check_digits',
    against: ['MRZ_INVALID', 'MRZ_AMBIGUOUS', 'MRZ_REPAIRED'],
    isMeasured: mrz !== undefined,
    values: mrz ? { right, total: digits.length, repaired: mrz.repaired } : {},
    open: ['right', 'total', 'repaired'],
  }
}

function expiryLine({ facts, run }: JudgeInput): Line {
  const date = facts.document.fields.expirationDate?.value
  return {
    name: 'expiry',
    against: ['DOCUMENT_EXPIRED', 'EXPIRY_UNKNOWN'],
    isMeasured: isUnexpired(facts.document, run.today) !== undefined,
    values: { ...(date && { expires_on: date }), judged_on: run.today },
    open: ['judged_on'],
  }
}

function ageLine({ facts, settings, run }: JudgeInput): Line {
  const age = ageOn(facts.document, run.today)
  const { minimum, maximum } = ageRangeOf(settings)
  return {
    name: 'age',
    against: ['AGE_OUT_OF_RANGE', 'AGE_UNKNOWN'],
    isMeasured: age !== undefined,
    values: { ...(age !== undefined && { years: age }), minimum, maximum },
    open: ['minimum', 'maximum'],
  }
}

function nameLine({ facts, run }: JudgeInput): Line {
  const { surname, givenNames } = facts.document.fields
  const printed = [givenNames?.value, surname?.value].filter((part) => part).join(' ')
  return {
    name: 'name',
    against: ['NAME_MISMATCH', 'NAME_UNCONFIRMED'],
    isMeasured: run.person !== undefined && printed !== '',
    values: printed === '' ? {} : { printed },
  }
}

function portraitLine({ facts }: JudgeInput): Line {
  const { portrait } = facts.document
  return {
    name: 'portrait',
    against: ['FACE_NOT_DETECTED_IN_ID'],
    isMeasured: portrait !== undefined,
    values: portrait ? { size_px: Math.round(portrait.sizePx) } : {},
    open: ['size_px'],
  }
}

function selfieLine({ facts }: JudgeInput): Line {
  return {
    name: 'selfie_face',
    against: ['NO_FACE_DETECTED', 'SEVERAL_FACES', 'FACE_TURNED_AWAY', 'FACE_CUT_OFF'],
    isMeasured: true,
    values: { faces: facts.selfie.faces.length },
    open: ['faces'],
  }
}

function ownPictureLine({ facts }: JudgeInput): Line {
  return {
    name: 'own_picture',
    against: ['SELFIE_IS_DOCUMENT'],
    isMeasured: facts.selfie.faces.length > 0 && facts.document.portrait !== undefined,
    values: facts.reuse ? { kind: facts.reuse.kind } : {},
    open: ['kind'],
  }
}

function matchLine({ facts, run }: JudgeInput): Line {
  const { similarity } = facts
  const confidence = similarity === undefined ? undefined : faceConfidence(similarity, run.thresholds)
  return {
    name: 'face_match',
    against: ['FACE_MISMATCH', 'FACE_SELFIE_MISMATCH', 'LIVENESS_ID_MISMATCH', 'LOW_FACE_MATCH'],
    isMeasured: confidence !== undefined,
    values: confidence === undefined ? {} : { confidence },
    open: ['confidence'],
    ...(confidence !== undefined && {
      gauge: { value: confidence, pass: MATCH_CONFIDENCE, review: REVIEW_CONFIDENCE },
    }),
  }
}

/** 0…1 as 0…100 with one decimal. */
function toPercent(share: number): number {
  return Math.round(share * 1000) / 10
}
