/** The words of each photo or file that a step asks for. */
import { acceptedDocuments } from './accepted-documents.ts'
import { type Step, toObject, toText } from './session.ts'

/** Most characters that are read well as a title. */
const MAX_TITLE_LENGTH = 80

/** Words of one photo: its name in lists, the screen that asks for it, and the advice given there. */
export interface SlotTexts {
  readonly name: string
  readonly title: string
  readonly lead: string
  readonly tips: readonly string[]
  readonly skip: string
}

const DOCUMENT_TIPS = [
  'Lay it on a plain, dark surface.',
  'Fit all four corners in the picture.',
  'Avoid glare and shadows.',
]

const FACE_TIPS = ['Face a window or a lamp.', 'Take off glasses, mask or hat.', 'Only you in the picture.']

const SLOTS: Readonly<Record<string, SlotTexts>> = {
  id_front: {
    name: 'Front of your ID',
    title: 'Front of your ID',
    lead: 'Use your passport, driving licence or identity card. For a passport, open the page with your photo.',
    tips: DOCUMENT_TIPS,
    skip: 'Skip this photo',
  },
  id_back: {
    name: 'Back of your ID',
    title: 'Back of your ID',
    lead: 'Turn the card over and take a photo of the other side.',
    tips: DOCUMENT_TIPS,
    skip: 'My passport has no back side',
  },
  secondary_id_front: {
    name: 'Front of your second ID',
    title: 'Front of your second ID',
    lead: 'Use a different ID than the first one.',
    tips: DOCUMENT_TIPS,
    skip: 'Skip this photo',
  },
  secondary_id_back: {
    name: 'Back of your second ID',
    title: 'Back of your second ID',
    lead: 'Turn the card over and take a photo of the other side.',
    tips: DOCUMENT_TIPS,
    skip: 'It has no back side',
  },
  selfie_front: {
    name: 'Your face',
    title: 'Photo of your face',
    lead: 'Look straight at the camera, with your whole face in the picture.',
    tips: FACE_TIPS,
    skip: 'Skip this photo',
  },
  selfie_left: {
    name: 'Your face, turned left',
    title: 'Your face, turned left',
    lead: 'Turn your head to your left until one ear is out of sight.',
    tips: FACE_TIPS,
    skip: 'Skip this photo',
  },
  selfie_right: {
    name: 'Your face, turned right',
    title: 'Your face, turned right',
    lead: 'Turn your head to your right until one ear is out of sight.',
    tips: FACE_TIPS,
    skip: 'Skip this photo',
  },
}

const OTHER_SLOT: SlotTexts = {
  name: 'Photo',
  title: 'One more photo',
  lead: 'Take the photo that you were asked for.',
  tips: ['Hold still and let the camera focus.', 'Turn on a light or go to a window.'],
  skip: 'Skip this photo',
}

/** The words for a file of a step; what the organization asks for is told in its own words. */
export function slotTexts(step: Step, slot: string): SlotTexts {
  const { kind, requirements, slots } = step
  const place = slots.findIndex(({ name }) => name === slot)
  if (kind === 'DOCUMENT_UPLOAD')
    return documentTexts(findText(requirements.documents, 'id', slot, 'description'), place)
  if (kind === 'CUSTOM_PROMPT') return promptTexts(findText(requirements.prompts, 'slot', slot, 'text'), place)
  const accepted = slot === 'id_front' ? acceptedDocuments(step) : undefined
  return { ...photoTexts(slot), ...(accepted && { lead: acceptedLead(accepted) }) }
}

/** The words for a photo by the name of its slot alone; those without words of their own share general ones. */
export function photoTexts(slot: string): SlotTexts {
  return SLOTS[slot] ?? OTHER_SLOT
}

function acceptedLead(accepted: string): string {
  return `Accepted here: ${accepted}. For a passport, open the page with your photo.`
}

function documentTexts(description: string | undefined, place: number): SlotTexts {
  const words = toOwnWords(description, `Document ${place + 1}`)
  return {
    ...words,
    lead: words.lead ?? 'A photo or a PDF.',
    tips: ['All pages that matter, each readable to the edge.', 'No password on the file, at most 15 MB.'],
    skip: 'Skip this document',
  }
}

function promptTexts(text: string | undefined, place: number): SlotTexts {
  const words = toOwnWords(text, `Photo ${place + 1}`)
  return { ...OTHER_SLOT, ...words, lead: words.lead ?? 'Take one photo that shows it.' }
}

/** Long words are read below a short title; in lists they are cut. */
function toOwnWords(text: string | undefined, short: string): { name: string; title: string; lead?: string } {
  if (text === undefined) return { name: short, title: short }
  if (text.length <= MAX_TITLE_LENGTH) return { name: text, title: text }
  return { name: `${text.slice(0, MAX_TITLE_LENGTH - 1).trimEnd()}…`, title: short, lead: text }
}

function findText(list: unknown, key: string, value: string, wanted: string): string | undefined {
  if (!Array.isArray(list)) return undefined
  const entry: unknown = list.find((each) => typeof each === 'object' && each !== null && each[key] === value)
  return entry === undefined ? undefined : toText(toObject(entry)[wanted])
}
