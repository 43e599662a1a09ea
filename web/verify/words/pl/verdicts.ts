/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Nie udało się dopasować twarzy do dokumentu',
      does: 'Zrób zdjęcie twarzy ponownie w dobrym świetle, bez filtrów, i sprawdź, czy dokument należy do Ciebie.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Nie udało się dopasować tego zdjęcia do pierwszego',
      does: 'Zrób zdjęcie twarzy ponownie w dobrym świetle, bez filtrów.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Tego dokumentu tu nie przyjmujemy',
      does: 'Użyj innego, który należy do Ciebie.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Potrzebujemy zdjęcia Twojej twarzy, nie dokumentu',
      does: 'Skieruj aparat na twarz i zrób nowe zdjęcie.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Nie udało się odczytać dokumentu',
      does: 'Zrób zdjęcie ponownie w lepszym świetle, bez okładki, ze wszystkimi czterema rogami.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'Nie widzimy zdjęcia na dokumencie',
      does: 'Sfotografuj stronę ze zdjęciem, bez odblasku na nim.',
    },
    NO_FACE_DETECTED: {
      says: 'Nie widzimy twarzy',
      does: 'Spójrz w aparat, cała twarz na zdjęciu.',
    },
    SEVERAL_FACES: {
      says: 'Na zdjęciu jest więcej niż jedna twarz',
      does: 'Zrób zdjęcie ponownie, tylko z jedną osobą.',
    },
    PICTURE_BLURRED: {
      says: 'Zdjęcie jest nieostre',
      does: 'Przetrzyj obiektyw, nie ruszaj się i pozwól aparatowi ustawić ostrość.',
    },
    PICTURE_TOO_DARK: {
      says: 'Zdjęcie jest za ciemne',
      does: 'Włącz światło lub podejdź do okna.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'Zdjęcie jest za jasne',
      does: 'Odsuń się od lampy lub wyjdź ze słońca.',
    },
    PICTURE_GLARE: {
      says: 'Światło zasłania część dokumentu',
      does: 'Przechyl go trochę lub odsuń się od lampy.',
    },
    PICTURE_TOO_SMALL: {
      says: 'Na zdjęciu jest to za małe',
      does: 'Zbliż się, aż wypełni zdjęcie.',
    },
    FACE_TURNED_AWAY: {
      says: 'Twarz jest odwrócona',
      does: 'Spójrz prosto w aparat.',
    },
    FACE_CUT_OFF: {
      says: 'Brakuje części twarzy',
      does: 'Odsuń aparat, cała twarz na zdjęciu.',
    },
    FILE_ENCRYPTED: {
      says: 'Plik jest zabezpieczony hasłem',
      does: 'Wyślij go bez hasła lub zrób jego zdjęcia.',
    },
    FILE_DAMAGED: {
      says: 'Pliku nie można otworzyć',
      does: 'Zapisz go ponownie jako PDF lub zrób jego zdjęcie.',
    },
    FILE_TOO_LONG: {
      says: 'Plik ma za dużo stron',
      does: 'Wyślij tylko strony, o które poproszono.',
    },
    SIGNATURE_EMPTY: {
      says: 'Brakuje podpisu',
      does: 'Podpisz się ponownie, tak aby było to widać.',
    },
  },
  unknown: { says: 'Nie udało się użyć tego, co wysłano', does: 'Wyślij to ponownie.' },
  accepted: (does, documents) => `${does} Przyjmujemy: ${documents}.`,
}
