/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Połóż dokument na gładkim, ciemnym tle.',
  'Zmieść w kadrze wszystkie cztery rogi.',
  'Unikaj odblasków i cieni.',
]

const FACE_TIPS = [
  'Stań przodem do okna lub lampy.',
  'Zdejmij okulary, maseczkę i nakrycie głowy.',
  'Na zdjęciu tylko jedna osoba.',
]

const known: Words['slots']['known'] = {
  id_front: {
    name: 'Przód dokumentu',
    title: 'Przód dokumentu tożsamości',
    lead: 'Użyj paszportu, prawa jazdy lub dowodu osobistego. Paszport otwórz na stronie ze zdjęciem.',
    tips: DOCUMENT_TIPS,
    skip: 'Pomiń to zdjęcie',
  },
  id_back: {
    name: 'Tył dokumentu',
    title: 'Tył dokumentu tożsamości',
    lead: 'Odwróć kartę i zrób zdjęcie drugiej strony.',
    tips: DOCUMENT_TIPS,
    skip: 'Paszport nie ma drugiej strony',
  },
  secondary_id_front: {
    name: 'Przód drugiego dokumentu',
    title: 'Przód drugiego dokumentu tożsamości',
    lead: 'Użyj innego dokumentu niż pierwszy.',
    tips: DOCUMENT_TIPS,
    skip: 'Pomiń to zdjęcie',
  },
  secondary_id_back: {
    name: 'Tył drugiego dokumentu',
    title: 'Tył drugiego dokumentu tożsamości',
    lead: 'Odwróć kartę i zrób zdjęcie drugiej strony.',
    tips: DOCUMENT_TIPS,
    skip: 'Nie ma drugiej strony',
  },
  selfie_front: {
    name: 'Twarz',
    title: 'Zdjęcie twarzy',
    lead: 'Patrz prosto w aparat, tak aby było widać całą twarz.',
    tips: FACE_TIPS,
    skip: 'Pomiń to zdjęcie',
  },
  selfie_left: {
    name: 'Twarz zwrócona w lewo',
    title: 'Twarz zwrócona w lewo',
    lead: 'Obróć głowę w swoją lewą stronę, aż jedno ucho przestanie być widoczne.',
    tips: FACE_TIPS,
    skip: 'Pomiń to zdjęcie',
  },
  selfie_right: {
    name: 'Twarz zwrócona w prawo',
    title: 'Twarz zwrócona w prawo',
    lead: 'Obróć głowę w swoją prawą stronę, aż jedno ucho przestanie być widoczne.',
    tips: FACE_TIPS,
    skip: 'Pomiń to zdjęcie',
  },
}

const other: Words['slots']['other'] = {
  name: 'Zdjęcie',
  title: 'Jeszcze jedno zdjęcie',
  lead: 'Zrób zdjęcie, o które poproszono.',
  tips: ['Trzymaj nieruchomo i poczekaj, aż aparat ustawi ostrość.', 'Zapal światło lub podejdź do okna.'],
  skip: 'Pomiń to zdjęcie',
}

/** By the slot's name in the contract; `other` for those that it does not name. */
export const slots: Words['slots'] = {
  known,
  other,
  acceptedLead: (accepted: string) => `Akceptowane tutaj: ${accepted}. Paszport otwórz na stronie ze zdjęciem.`,
  document: {
    name: (place: number) => `Dokument ${place}`,
    lead: 'Zdjęcie lub plik PDF.',
    tips: ['Wszystkie ważne strony, każda czytelna aż po brzegi.', 'Plik bez hasła, najwyżej 15 MB.'],
    skip: 'Pomiń ten dokument',
  },
  prompt: {
    name: (place: number) => `Zdjęcie ${place}`,
    lead: 'Zrób jedno zdjęcie, na którym to widać.',
  },
}
