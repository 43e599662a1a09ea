/** The words of each photo or file that a step asks for. */
import { acceptedDocuments } from './accepted-documents.ts'
import { type Step, toObject, toText } from './session.ts'
import { slotWords } from './words/spoken.ts'

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

/** The words for a file of a step; what the organization asks for is told in its own words. */
export function slotTexts(step: Step, slot: string): SlotTexts {
  const { kind, requirements, slots } = step
  const place = slots.findIndex(({ name }) => name === slot)
  if (kind === 'DOCUMENT_UPLOAD')
    return documentTexts(findText(requirements.documents, 'id', slot, 'description'), place)
  if (kind === 'CUSTOM_PROMPT') return promptTexts(findText(requirements.prompts, 'slot', slot, 'text'), place)
  const accepted = slot === 'id_front' ? acceptedDocuments(step) : undefined
  return { ...photoTexts(slot), ...(accepted && { lead: slotWords.acceptedLead(accepted) }) }
}

/** The words for a photo by the name of its slot alone; those without words of their own share general ones. */
export function photoTexts(slot: string): SlotTexts {
  const known: Readonly<Record<string, SlotTexts>> = slotWords.known
  return known[slot] ?? slotWords.other
}

function documentTexts(description: string | undefined, place: number): SlotTexts {
  const { name, lead, tips, skip } = slotWords.document
  return { lead, tips, skip, ...toOwnWords(description, name(place + 1)) }
}

function promptTexts(text: string | undefined, place: number): SlotTexts {
  const { name, lead } = slotWords.prompt
  return { ...slotWords.other, lead, ...toOwnWords(text, name(place + 1)) }
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
