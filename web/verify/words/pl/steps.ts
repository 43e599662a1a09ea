/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  /** What a step is called in lists and in the bar of steps. */
  names: {
    ID_VERIFICATION: 'Dokument tożsamości i twarz',
    FACE_LIVENESS: 'Twarz',
    AGE_ESTIMATION: 'Wiek',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Wykorzystanie wizerunku twarzy',
    CONSENT: 'Twoja zgoda',
    WHITE_LABEL: 'Powitanie',
    DOCUMENT_UPLOAD: 'Dokumenty',
    CUSTOM_PROMPT: 'Zdjęcia',
    CUSTOM_FORM: 'Pytania',
  },
  otherName: 'Jeszcze jeden krok',

  foreign: {
    title: 'Tego kroku nie można wykonać tutaj',
    lead: (organization: string) =>
      `Zapytaj organizację ${organization}, co dalej. To, co zostało wysłane, jest zachowane.`,
  },

  lost: {
    says: 'Połączenie zostało przerwane.',
    does: 'Sprawdź je i spróbuj ponownie. Nic nie przepadło.',
  },
  refused: { says: 'Nie udało się tego przyjąć.', does: 'Przejrzyj stronę i spróbuj ponownie.' },

  branding: {
    title: (organization: string) => `Dzień dobry, tu ${organization}`,
    lead: 'Jest kilka rzeczy do zrobienia, jedna po drugiej. Możesz przerwać i później kontynuować w tej przeglądarce.',
    ahead: 'Co dalej',
    go: 'Dalej',
  },

  agreement: {
    titles: { face: 'Czy można wykorzystać wizerunek twarzy?', other: 'Przeczytaj i wyraź zgodę' },
    lead: (organization: string) => `${organization} prosi o odpowiedź, aby można było przejść dalej.`,
    textLabel: 'Tekst, którego dotyczy zgoda',
    tick: 'Potwierdzam przeczytanie tekstu i wyrażam zgodę.',
    tickMissing: 'Zaznacz pole, aby wyrazić zgodę, albo wybierz „Nie zgadzam się”.',
    name: 'Pełne imię i nazwisko, jak w dokumencie',
    nameMissing: 'Wpisz imię i nazwisko.',
    agree: 'Zgadzam się',
    agreeing: 'Wysyłanie…',
    refuse: 'Nie zgadzam się',
    confirm: {
      title: 'Zakończyć bez zgody?',
      lead: (organization: string) =>
        `Bez zgody ta weryfikacja kończy się tutaj i nie można jej wznowić. ${organization} otrzyma o tym informację.`,
      stay: 'Przeczytaj jeszcze raz',
      end: 'Zakończ bez zgody',
    },
  },

  signature: {
    title: 'Podpis',
    ways: { draw: 'Narysuj', type: 'Wpisz', picture: 'Obraz' },
    drawHint: 'Podpisz się w polu palcem, rysikiem lub myszą.',
    pad: 'Pole na podpis. Aby podpisać się bez rysowania, wybierz „Wpisz” lub „Obraz”.',
    clear: 'Wyczyść',
    typeLabel: 'Wpisz imię i nazwisko jako podpis',
    typed: (name: string) => `Podpis: ${name}`,
    pictureHint: 'Zdjęcie podpisu na białej kartce.',
    choose: 'Wybierz obraz',
    preview: 'Obraz podpisu',
    missing: 'Podpisz się przed wyrażeniem zgody.',
    unreadable: 'Nie można użyć tego obrazu. Wybierz zdjęcie JPG, PNG lub WebP, najwyżej 15 MB.',
    emptyAgain: 'Podpis nie był widoczny. Podpisz się jeszcze raz.',
  },

  form: {
    title: 'Kilka pytań',
    lead: 'Na pytania oznaczone * trzeba odpowiedzieć.',
    requiredMark: 'odpowiedź wymagana',
    choose: 'Wybierz',
    yes: 'Tak',
    no: 'Nie',
    addFile: 'Wybierz zdjęcie lub PDF',
    replaceFile: 'Wybierz inny plik',
    removeFile: 'Usuń',
    removeName: (name: string) => `Usuń: ${name}`,
    submit: 'Dalej',
    sending: 'Wysyłanie…',
    errors: (count: number) =>
      count === 1 ? 'Do sprawdzenia: jedna odpowiedź.' : `Do sprawdzenia: ${count} odpowiedzi.`,
    faults: {
      empty: 'Odpowiedz na to pytanie.',
      untickedBox: 'Zaznacz to pole, aby przejść dalej.',
      noChoice: 'Wybierz co najmniej jedną odpowiedź.',
      noFile: 'Dodaj plik.',
      number: 'Wpisz liczbę, na przykład 1250,50.',
      date: 'Wpisz datę, która istnieje.',
      long: 'Ta odpowiedź jest za długa.',
      file: 'Nie można użyć tego pliku. Wybierz plik PDF albo zdjęcie JPG, PNG lub WebP, najwyżej 15 MB.',
      other: 'Nie można przyjąć tej odpowiedzi. Zmień ją.',
    },
  },
}
