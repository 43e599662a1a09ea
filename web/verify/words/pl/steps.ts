/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'
import { countForm } from './count.ts'

export const steps: Words['steps'] = {
  names: {
    ID_VERIFICATION: 'Dokument i twarz',
    FACE_LIVENESS: 'Twoja twarz',
    AGE_ESTIMATION: 'Twój wiek',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Użycie Twojej twarzy',
    CONSENT: 'Twoja zgoda',
    WHITE_LABEL: 'Witamy',
    DOCUMENT_UPLOAD: 'Twoje dokumenty',
    CUSTOM_PROMPT: 'Zdjęcia',
    CUSTOM_FORM: 'Pytania',
  },
  otherName: 'Jeszcze jeden krok',

  foreign: {
    title: 'Tego kroku nie można tu wykonać',
    lead: (organization) => `Zapytaj, jak kontynuować. Kontakt: ${organization}. To, co wysłano, jest zachowane.`,
  },

  lost: { says: 'Połączenie zostało przerwane.', does: 'Sprawdź je i spróbuj ponownie. Nic nie przepadło.' },
  refused: { says: 'Nie można było tego przyjąć.', does: 'Przejrzyj stronę i spróbuj ponownie.' },

  branding: {
    title: (organization) => `Wita Cię ${organization}`,
    lead: 'Kilka kroków, jeden po drugim. Możesz przerwać i kontynuować później w tej przeglądarce.',
    ahead: 'Co będzie dalej',
    go: 'Dalej',
  },

  agreement: {
    titles: { face: 'Czy można użyć Twojej twarzy?', other: 'Przeczytaj i wyraź zgodę' },
    lead: (organization) => `${organization} potrzebuje Twojej odpowiedzi, aby kontynuować.`,
    textLabel: 'Tekst, na który się zgadzasz',
    tick: 'Tekst został przeze mnie przeczytany i zgadzam się.',
    tickMissing: 'Zaznacz pole, aby się zgodzić, lub wybierz „Nie zgadzam się”.',
    name: 'Pełne imię i nazwisko z dokumentu',
    nameMissing: 'Wpisz imię i nazwisko.',
    agree: 'Zgadzam się',
    agreeing: 'Wysyłamy…',
    refuse: 'Nie zgadzam się',
    confirm: {
      title: 'Zakończyć bez zgody?',
      lead: (organization) =>
        `Bez zgody ta weryfikacja kończy się tutaj i nie można jej wznowić. Dowie się o tym ${organization}.`,
      stay: 'Przeczytaj ponownie',
      end: 'Zakończ bez zgody',
    },
  },

  signature: {
    title: 'Twój podpis',
    ways: { draw: 'Rysuj', type: 'Pisz', picture: 'Obraz' },
    drawHint: 'Podpisz się w polu palcem, rysikiem lub myszą.',
    pad: 'Pole na podpis. Aby podpisać bez rysowania, wybierz Pisz lub Obraz.',
    clear: 'Wyczyść',
    typeLabel: 'Wpisz imię i nazwisko jako podpis',
    typed: (name) => `Podpis: ${name}`,
    pictureHint: 'Zdjęcie podpisu na białym papierze.',
    choose: 'Wybierz obraz',
    preview: 'Obraz Twojego podpisu',
    missing: 'Podpisz się przed wyrażeniem zgody.',
    unreadable: 'Tego obrazu nie można użyć. Wybierz zdjęcie JPG, PNG lub WebP, najwyżej 15 MB.',
    emptyAgain: 'Podpisu nie było widać. Podpisz się ponownie.',
  },

  form: {
    title: 'Kilka pytań',
    lead: 'Na pytania z * trzeba odpowiedzieć.',
    requiredMark: 'wymagane',
    choose: 'Wybierz',
    yes: 'Tak',
    no: 'Nie',
    addFile: 'Wybierz zdjęcie lub PDF',
    replaceFile: 'Wybierz inny plik',
    removeFile: 'Usuń',
    removeName: (name) => `Usuń: ${name}`,
    submit: 'Dalej',
    sending: 'Wysyłamy…',
    errors: (count) =>
      count === 1
        ? 'Jedna odpowiedź wymaga poprawy.'
        : countForm(count, {
            few: `${count} odpowiedzi wymagają poprawy.`,
            many: `${count} odpowiedzi wymaga poprawy.`,
          }),
    faults: {
      empty: 'Odpowiedz na to pytanie.',
      untickedBox: 'Zaznacz to pole, aby kontynuować.',
      noChoice: 'Wybierz co najmniej jedną odpowiedź.',
      noFile: 'Dodaj plik.',
      number: 'Wpisz liczbę, na przykład 1250.50.',
      date: 'Wpisz istniejącą datę.',
      long: 'Ta odpowiedź jest za długa.',
      file: 'Tego pliku nie można użyć. Wybierz PDF albo zdjęcie JPG, PNG lub WebP, najwyżej 15 MB.',
      other: 'Tej odpowiedzi nie można przyjąć. Zmień ją.',
    },
  },
}
