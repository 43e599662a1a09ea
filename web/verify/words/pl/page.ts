/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'

/** Shown where the organization's name is not known, in the accusative. */
const SENDER = 'organizację, od której pochodzi ten link'

const PLURALS = new Intl.PluralRules('pl')

/** A noun takes the case, so that the name after it stays as it is. */
function inAccusative(who?: string): string {
  return who === undefined ? SENDER : `organizację ${who}`
}

/** The form that goes with a count: 1, then 2 to 4 but not 12 to 14, then all others. */
function pickForm(count: number, one: string, few: string, many: string): string {
  const rule = PLURALS.select(count)
  if (rule === 'one') return one
  return rule === 'few' ? few : many
}

export const page: Words['page'] = {
  language: 'pl',
  product: 'Weryfikacja tożsamości',
  testRibbon: 'Test',
  testRibbonDetail: 'To nie jest prawdziwa weryfikacja.',
  anyId: 'dokument tożsamości ze zdjęciem',
  idKinds: {
    passport: 'paszport',
    visa: 'wiza',
    drivingLicence: 'prawo jazdy',
    identityCard: 'dowód osobisty',
    residencePermit: 'karta pobytu',
  },
  idFrom: (kinds: string, places: string) => `${kinds} (kraj wydania: ${places})`,
  pickLanguage: 'Język',
  back: 'Wstecz',
  close: 'Zamknij',
  help: 'Pomoc',
  progress: 'Postęp',
  step: (step: number, of: number) => `Krok ${step} z ${of}`,
  stepNames: { welcome: 'Zgoda' },

  opening: {
    title: 'Otwieramy weryfikację tożsamości',
    wait: 'Chwileczkę.',
    status: 'Otwieramy weryfikację tożsamości. Chwileczkę.',
  },

  door: {
    title: (organization: string) => `Weryfikacja tożsamości dla: ${organization}`,
    lead: 'Zacznij na telefonie lub komputerze, którego chcesz użyć: potem link działa tylko w tej przeglądarce.',
    start: 'Zacznij',
  },

  problems: {
    invalid: {
      title: 'Ten link nie działa',
      lead: (who?: string) =>
        `Link może być niepełny albo weryfikacja została rozpoczęta w innej przeglądarce. Otwórz go ponownie w otrzymanej postaci albo o nowy poproś ${inAccusative(who)}.`,
    },
    used: {
      title: 'Ten link został już otwarty',
      lead: (who?: string) =>
        `Dla bezpieczeństwa działa tylko w jednej przeglądarce. Kontynuuj w tej, w której został otwarty po raz pierwszy, albo o nowy link poproś ${inAccusative(who)}.`,
    },
    ended: {
      title: 'Jest nowszy link',
      lead: (who?: string) =>
        `Ten link został zastąpiony i już nie działa. Aby kontynuować od miejsca przerwania, otwórz najnowszy link wysłany przez ${inAccusative(who)}.`,
    },
    expired: {
      title: 'Ten link stracił ważność',
      lead: (who?: string) => `Czas na dokończenie minął. O nowy link poproś ${inAccusative(who)}.`,
    },
    closed: {
      title: 'Ta weryfikacja jest zamknięta',
      lead: (who?: string) =>
        `Nic więcej nie można tu przesłać i nic nie trzeba robić. Jeśli wygląda to na pomyłkę, zapytaj ${inAccusative(who)}.`,
    },
    voided: {
      title: 'Ta weryfikacja została anulowana',
      lead: (who?: string) => `Nic nie trzeba robić. Jeśli wygląda to na pomyłkę, zapytaj ${inAccusative(who)}.`,
    },
    unreachable: {
      title: 'Nie możemy połączyć się z serwerem',
      lead: () =>
        'Sprawdź połączenie, poczekaj chwilę i spróbuj ponownie. Nic z tego, co zostało wysłane, nie przepadło.',
    },
    retry: 'Spróbuj ponownie',
  },

  welcome: {
    title: (organization: string) => `${organization} prosi o potwierdzenie tożsamości`,
    lead: (firstName?: string) =>
      firstName ? `Dzień dobry, ${firstName}. To zajmie około dwóch minut.` : 'To zajmie około dwóch minut.',
    needsTitle: 'Co będzie potrzebne',
    needDocument: 'Dokument tożsamości: paszport, prawo jazdy lub dowód osobisty',
    needFace: 'Zdjęcie twarzy',
    needFiles: 'Wymagane dokumenty jako zdjęcia lub pliki PDF',
    needAnswers: 'Odpowiedzi na kilka pytań',
    needOther: 'Aparat lub gotowe zdjęcia',
    dataTitle: 'Co dzieje się z danymi',
    data: (organization: string) =>
      `${organization} wykorzystuje twoje zdjęcia i dane z dokumentu, aby potwierdzić twoją tożsamość. Zdjęcia są przechowywane w postaci zaszyfrowanej.`,
    more: 'Jak wykorzystywane są dane',
    until: (moment: string) => `Czas na dokończenie: do ${moment}.`,
    biometrics: (organization: string) =>
      `Zgadzam się na pomiar mojej twarzy na tych zdjęciach w celu porównania jej z moim dokumentem przez organizację ${organization}.`,
    biometricsMissing: 'Zaznacz pole, aby przejść dalej. Jeśli tego nie chcesz, wybierz „Nie zgadzam się”.',
    agree: 'Zgadzam się i kontynuuję',
    decline: 'Nie zgadzam się',
  },

  data: {
    title: 'Jak wykorzystywane są dane',
    sections: (organization: string) => [
      {
        title: 'Co jest przechowywane',
        text: 'Przesłane zdjęcia, dane wydrukowane na dokumencie, pomiary twarzy i wynik. Także czas przesłania oraz adres sieciowy, urządzenie i przeglądarka, z których przy tym korzystasz.',
      },
      {
        title: 'Kto to widzi',
        text: `${organization}. Weryfikacja odbywa się na serwerze, który wyświetla tę stronę; zdjęcia nie są wysyłane do zewnętrznej usługi rozpoznawania.`,
      },
      {
        title: 'Jak długo',
        text: `${organization} decyduje, jak długo dane są przechowywane, i może je usunąć. Tam też można poprosić o wgląd w dane lub o ich usunięcie.`,
      },
      {
        title: 'Twój wybór',
        text: 'Zgoda nie jest obowiązkowa. Po zamknięciu tej strony to, co nie zostało przesłane do weryfikacji, nie będzie sprawdzane.',
      },
    ],
  },

  declined: {
    title: 'Brak zgody',
    lead: (organization: string) =>
      `Żadne zdjęcie nie zostało zrobione ani zapisane. Być może ${organization} ma inny sposób potwierdzenia tożsamości; skontaktuj się w tej sprawie.`,
    leave: (organization: string) => `Przejdź na stronę ${organization}`,
    reconsider: 'Przeczytaj jeszcze raz',
  },

  photo: {
    take: 'Zrób zdjęcie',
    choose: 'Wybierz zdjęcie',
    chooseFile: 'Wybierz zdjęcie lub PDF',
    fileTitle: 'Czy to właściwy plik?',
    fileLead: 'Sprawdź nazwę przed wysłaniem.',
    examples: 'Nie tak',
    readableTitle: 'Czy wszystko jest ostre i czytelne?',
    faceTitle: 'Czy twarz jest dobrze widoczna?',
    readableLead: 'Sprawdź, czy widać wszystkie rogi i czy światło nie zasłania tekstu.',
    faceLead: 'Sprawdź, czy cała twarz jest na zdjęciu i dobrze oświetlona.',
    preview: (name: string) => `Wybrane zdjęcie: ${name}`,
    looksGood: 'Wygląda dobrze',
    again: 'Zrób ponownie',
    photoInstead: 'Zrób zamiast tego zdjęcie',
    another: 'Wybierz coś innego',
    sending: 'Wysyłamy zdjęcie',
    sendingFile: 'Wysyłamy plik',
    sendingLead: 'Nie zamykaj jeszcze tej strony.',
    sent: (name: string) => `${name}: wysłano.`,
    waiting: 'Połączenie zostało przerwane. Wszystko jest tu zachowane i zostanie automatycznie wysłane ponownie.',
    keptLead: 'To już zostało wysłane. Możesz to zachować albo wysłać coś innego.',
    keep: 'Zachowaj',
    takeInstead: 'Zrób nowe zdjęcie',
  },

  faults: {
    blurred: 'Nieostre',
    glare: 'Odblask',
    cutOff: 'Ucięte',
    dark: 'Za ciemne',
    covered: 'Zasłonięte',
  },

  photoFaults: {
    image_invalid: { says: 'Nie można odczytać tego zdjęcia.', does: 'Zrób je ponownie lub wybierz inne.' },
    body_too_large: { says: 'To zdjęcie ma więcej niż 15 MB.', does: 'Zrób zamiast tego zdjęcie tutaj.' },
    upload_quota_exceeded: {
      says: 'Nie ma miejsca na kolejne zdjęcie.',
      does: 'Kontynuuj z tym, co zostało wysłane, albo zapytaj nadawcę linku.',
    },
    media_unsupported: { says: 'Nie można użyć tego pliku.', does: 'Wybierz zdjęcie JPG, PNG lub WebP.' },
    file_unsupported: { says: 'Nie można użyć tego pliku.', does: 'Wybierz plik PDF albo zdjęcie JPG, PNG lub WebP.' },
    unreachable: {
      says: 'Połączenie zostało przerwane.',
      does: 'Przejdź w miejsce z dostępem do sieci, a potem ponownie wybierz „Wygląda dobrze”.',
    },
    other: { says: 'To się nie udało.', does: 'Zrób zdjęcie ponownie.' },
  },

  review: {
    title: 'Gotowe do przesłania',
    lead: 'Przejrzyj, co przesyłasz. Możesz to jeszcze zmienić.',
    sent: 'Wysłano',
    skipped: 'Pominięto',
    missing: 'Jeszcze nie wysłano',
    again: 'Potrzebne ponownie',
    change: 'Zmień',
    add: 'Dodaj',
    retake: 'Zrób ponownie',
    retakePhoto: 'Zrób nowe zdjęcie',
    replaceFile: 'Wyślij inny plik',
    changeName: (name: string) => `Zmień: ${name}`,
    addName: (name: string) => `Dodaj: ${name}`,
    retakeName: (name: string) => `Zrób ponownie: ${name}`,
    submit: 'Prześlij',
    triesLeft: (count: number) =>
      pickForm(count, 'Pozostała jedna próba.', `Pozostały ${count} próby.`, `Pozostało ${count} prób.`),
    refused: { says: 'Nie udało się tego przyjąć.', does: 'Przejrzyj listę i spróbuj ponownie.' },
  },

  checking: {
    photos: 'Sprawdzamy zdjęcia',
    files: 'Sprawdzamy pliki',
    other: 'Chwileczkę',
    lead: 'To potrwa kilka sekund. Możesz tu poczekać.',
    slow: 'To trwa dłużej niż zwykle. Możesz czekać dalej albo zamknąć tę stronę i później ponownie otworzyć link w tej przeglądarce.',
  },

  done: {
    verified: {
      title: 'Tożsamość potwierdzona',
      lead: (organization: string) => `Nic więcej nie trzeba robić. ${organization} już o tym wie.`,
    },
    submitted: {
      title: 'Wszystko zostało przesłane',
      lead: (organization: string) => `Całość obejrzy człowiek. ${organization} poinformuje o dalszych krokach.`,
    },
    rejected: {
      title: 'Nie udało się potwierdzić tożsamości',
      lead: (organization: string) =>
        `${organization} już o tym wie i być może ma inny sposób potwierdzenia tożsamości; skontaktuj się w tej sprawie.`,
    },
    refused: {
      title: 'Brak zgody',
      lead: (organization: string) =>
        `${organization} już o tym wie i być może ma inny sposób potwierdzenia tożsamości; skontaktuj się w tej sprawie.`,
    },
    redirect: (organization: string, seconds: number) =>
      `Powrót na stronę ${organization} za ${seconds} ${pickForm(seconds, 'sekundę', 'sekundy', 'sekund')}.`,
    stay: 'Zostań na tej stronie',
    goBack: (organization: string) => `Wróć na stronę ${organization}`,
  },

  leave: {
    title: 'Opuścić stronę?',
    text: 'To, co zostało wysłane, jest zachowane. Aby kontynuować później, otwórz link ponownie w tej przeglądarce. Aby opuścić stronę, cofnij się jeszcze raz.',
    stay: 'Zostań tutaj',
  },

  helpSheet: {
    title: 'Pomoc',
    items: (organization?: string) => [
      {
        title: 'Chcesz na razie przerwać',
        text: 'Zamknij tę stronę. To, co wysyłasz, jest od razu zapisywane. Aby kontynuować, otwórz link ponownie w tej przeglądarce.',
      },
      {
        title: 'Aparat się nie otwiera',
        text: 'Wybierz gotowe zdjęcie albo zezwól tej przeglądarce na użycie aparatu w ustawieniach telefonu.',
      },
      {
        title: 'To wygląda na pomyłkę',
        text: `Jeśli nie wiesz, skąd wzięła się ta strona, zamknij ją i zapytaj ${inAccusative(organization)}.`,
      },
    ],
    code: 'Kod sesji, jeśli poprosi o niego ktoś, kto ci pomaga:',
  },
}
