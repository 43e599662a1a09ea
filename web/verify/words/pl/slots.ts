/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Połóż go na gładkiej, ciemnej powierzchni.',
  'Wszystkie cztery rogi muszą być na zdjęciu.',
  'Unikaj odblasków i cieni.',
]

const FACE_TIPS = [
  'Stań twarzą do okna lub lampy.',
  'Zdejmij okulary, maseczkę lub czapkę.',
  'Na zdjęciu tylko jedna osoba.',
]

const SKIP = 'Pomiń to zdjęcie'

export const slots: Words['slots'] = {
  known: {
    id_front: {
      name: 'Przód dokumentu',
      title: 'Przód dokumentu',
      lead: 'Użyj paszportu, prawa jazdy lub dowodu osobistego. Paszport otwórz na stronie ze zdjęciem.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    id_back: {
      name: 'Tył dokumentu',
      title: 'Tył dokumentu',
      lead: 'Odwróć kartę i zrób zdjęcie drugiej strony.',
      tips: DOCUMENT_TIPS,
      skip: 'Mój paszport nie ma drugiej strony',
    },
    secondary_id_front: {
      name: 'Przód drugiego dokumentu',
      title: 'Przód drugiego dokumentu',
      lead: 'Użyj innego dokumentu niż za pierwszym razem.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    secondary_id_back: {
      name: 'Tył drugiego dokumentu',
      title: 'Tył drugiego dokumentu',
      lead: 'Odwróć kartę i zrób zdjęcie drugiej strony.',
      tips: DOCUMENT_TIPS,
      skip: 'Nie ma drugiej strony',
    },
    selfie_front: {
      name: 'Twoja twarz',
      title: 'Zdjęcie twarzy',
      lead: 'Spójrz prosto w aparat, cała twarz na zdjęciu.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_left: {
      name: 'Twoja twarz zwrócona w lewo',
      title: 'Twoja twarz zwrócona w lewo',
      lead: 'Obróć głowę w lewo, aż jedno ucho przestanie być widoczne.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_right: {
      name: 'Twoja twarz zwrócona w prawo',
      title: 'Twoja twarz zwrócona w prawo',
      lead: 'Obróć głowę w prawo, aż jedno ucho przestanie być widoczne.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
  },
  other: {
    name: 'Zdjęcie',
    title: 'Jeszcze jedno zdjęcie',
    lead: 'Zrób zdjęcie, o które poproszono.',
    tips: ['Nie ruszaj się i pozwól aparatowi ustawić ostrość.', 'Włącz światło lub podejdź do okna.'],
    skip: SKIP,
  },
  acceptedLead: (accepted) => `Przyjmujemy tu: ${accepted}. Paszport otwórz na stronie ze zdjęciem.`,
  document: {
    name: (place) => `Dokument ${place}`,
    lead: 'Zdjęcie lub plik PDF.',
    tips: ['Wszystkie ważne strony, czytelne aż po brzeg.', 'Bez hasła, najwyżej 15 MB.'],
    skip: 'Pomiń ten dokument',
  },
  prompt: {
    name: (place) => `Zdjęcie ${place}`,
    lead: 'Zrób jedno zdjęcie, na którym to widać.',
  },
}
