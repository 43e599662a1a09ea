/** What an applicant reads when a step is given back: one sentence and one instruction for each code; never a word about fraud. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Nie udało się dopasować twarzy do dokumentu',
      does: 'Zrób ponownie zdjęcie twarzy w dobrym świetle, bez filtrów, i upewnij się, że to twój dokument.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Nie udało się dopasować tego zdjęcia do pierwszego',
      does: 'Zrób ponownie zdjęcie twarzy w dobrym świetle, bez filtrów.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Ten dokument nie jest tu akceptowany',
      does: 'Użyj innego własnego dokumentu.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Potrzebne jest zdjęcie twarzy, a nie dokumentu',
      does: 'Skieruj aparat na twarz i zrób nowe zdjęcie.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Nie udało się odczytać dokumentu',
      does: 'Zrób zdjęcie ponownie w lepszym świetle, bez etui, ze wszystkimi czterema rogami w kadrze.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'Nie widać zdjęcia na dokumencie',
      does: 'Sfotografuj stronę ze zdjęciem, tak aby nie było na nim odblasku.',
    },
    NO_FACE_DETECTED: {
      says: 'Nie widać twarzy',
      does: 'Patrz w aparat, tak aby było widać całą twarz.',
    },
    SEVERAL_FACES: {
      says: 'Na zdjęciu jest więcej niż jedna twarz',
      does: 'Zrób zdjęcie ponownie, tak aby nie było na nim nikogo innego.',
    },
    PICTURE_BLURRED: {
      says: 'Zdjęcie jest nieostre',
      does: 'Przetrzyj obiektyw, trzymaj nieruchomo i poczekaj, aż aparat ustawi ostrość.',
    },
    PICTURE_TOO_DARK: {
      says: 'Zdjęcie jest za ciemne',
      does: 'Zapal światło lub podejdź do okna.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'Zdjęcie jest za jasne',
      does: 'Odsuń się od lampy lub zejdź ze słońca.',
    },
    PICTURE_GLARE: {
      says: 'Światło zasłania część dokumentu',
      does: 'Lekko go przechyl lub odsuń się od lampy.',
    },
    PICTURE_TOO_SMALL: {
      says: 'Na zdjęciu wszystko jest za małe',
      does: 'Przybliż aparat, aż wypełni się cały kadr.',
    },
    FACE_TURNED_AWAY: {
      says: 'Twarz jest odwrócona',
      does: 'Patrz prosto w aparat.',
    },
    FACE_CUT_OFF: {
      says: 'Nie widać części twarzy',
      does: 'Trzymaj aparat dalej, tak aby było widać całą twarz.',
    },
    FILE_ENCRYPTED: {
      says: 'Plik jest zabezpieczony hasłem',
      does: 'Wyślij go bez hasła albo zrób zdjęcia jego treści.',
    },
    FILE_DAMAGED: {
      says: 'Nie można otworzyć pliku',
      does: 'Zapisz go ponownie jako PDF albo zrób zdjęcie jego treści.',
    },
    FILE_TOO_LONG: {
      says: 'Plik ma za dużo stron',
      does: 'Wyślij tylko te strony, o które poproszono.',
    },
    SIGNATURE_EMPTY: {
      says: 'Brakuje podpisu',
      does: 'Podpisz się jeszcze raz, tak aby podpis był widoczny.',
    },
  },
  /** For a code that this page does not know. */
  unknown: { says: 'Nie udało się użyć tego, co zostało wysłane', does: 'Wyślij to ponownie.' },
  accepted: (does: string, documents: string) => `${does} Akceptowane: ${documents}.`,
}
