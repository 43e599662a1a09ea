/** What an applicant reads on every screen. */
import type { Words } from '../en/index.ts'
import { countForm } from './count.ts'

const SENDER = 'nadawca tego linku'

export const page: Words['page'] = {
  language: 'pl',
  product: 'Weryfikacja tożsamości',
  testRibbon: 'Test',
  testRibbonDetail: 'To nie jest prawdziwa weryfikacja.',
  anyId: 'dokument ze zdjęciem',
  idKinds: {
    passport: 'paszport',
    visa: 'wiza',
    drivingLicence: 'prawo jazdy',
    identityCard: 'dowód osobisty',
    residencePermit: 'karta pobytu',
  },
  idFrom: (kinds, places) => `${kinds} (${places})`,
  pickLanguage: 'Język',
  back: 'Wstecz',
  close: 'Zamknij',
  help: 'Pomoc',
  progress: 'Postęp',
  step: (step, of) => `Krok ${step} z ${of}`,
  stepNames: { welcome: 'Zgoda' },

  opening: {
    title: 'Otwieramy weryfikację tożsamości',
    wait: 'Chwileczkę.',
    status: 'Otwieramy weryfikację tożsamości. Chwileczkę.',
  },

  problems: {
    invalid: {
      title: 'Ten link nie działa',
      lead: (who = SENDER) =>
        `Może być niepełny albo to nie jest przeglądarka, w której zaczęto. Otwórz link jeszcze raz w otrzymanej postaci lub poproś o nowy. Kontakt: ${who}.`,
    },
    used: {
      title: 'Ten link został już otwarty',
      lead: (who = SENDER) =>
        `Dla bezpieczeństwa działa tylko w jednej przeglądarce. Kontynuuj w tej, w której otwarto go najpierw, lub poproś o nowy link. Kontakt: ${who}.`,
    },
    ended: {
      title: 'Jest nowszy link',
      lead: (who = SENDER) =>
        `Ten został zastąpiony i niczego już nie otwiera. Otwórz najnowszy otrzymany link (nadawca: ${who}), a wrócisz tam, gdzie przerwano.`,
    },
    expired: {
      title: 'Ten link stracił ważność',
      lead: (who = SENDER) => `Czas minął. Poproś o nowy link. Kontakt: ${who}.`,
    },
    closed: {
      title: 'Ta weryfikacja jest zamknięta',
      lead: (who = SENDER) =>
        `Niczego więcej tu nie przyjmujemy i nie musisz nic robić. Jeśli to niespodzianka, zapytaj. Kontakt: ${who}.`,
    },
    voided: {
      title: 'Ta weryfikacja została anulowana',
      lead: (who = SENDER) => `Nie musisz nic robić. Jeśli to niespodzianka, zapytaj. Kontakt: ${who}.`,
    },
    unreachable: {
      title: 'Nie możemy połączyć się z serwerem',
      lead: () => 'Sprawdź połączenie, odczekaj chwilę i spróbuj ponownie. Nic z tego, co wysłano, nie przepadło.',
    },
    retry: 'Spróbuj ponownie',
  },

  welcome: {
    title: (organization) => `${organization} prosi o potwierdzenie tożsamości`,
    lead: (firstName) =>
      firstName ? `Dzień dobry, ${firstName}. Zajmie to około dwóch minut.` : 'Zajmie to około dwóch minut.',
    needsTitle: 'Co będzie potrzebne',
    needDocument: 'Dokument tożsamości: paszport, prawo jazdy lub dowód osobisty',
    needFace: 'Zdjęcie twarzy',
    needFiles: 'Wymagane dokumenty jako zdjęcia lub pliki PDF',
    needAnswers: 'Odpowiedzi na kilka pytań',
    needOther: 'Aparat albo gotowe zdjęcia',
    dataTitle: 'Co się dzieje z Twoimi danymi',
    data: (organization) =>
      `${organization} używa Twoich zdjęć i danych z dokumentu, aby potwierdzić, kim jesteś. Zdjęcia są przechowywane w postaci zaszyfrowanej.`,
    more: 'Jak używamy Twoich danych',
    until: (moment) => `Możesz to dokończyć do: ${moment}.`,
    biometrics: (organization) =>
      `Zgadzam się na pomiar mojej twarzy na tych zdjęciach, aby ${organization} mogło porównać ją z moim dokumentem.`,
    biometricsMissing: 'Zaznacz pole, aby kontynuować. Jeśli tego nie chcesz, wybierz „Nie zgadzam się”.',
    agree: 'Zgadzam się i kontynuuję',
    decline: 'Nie zgadzam się',
  },

  data: {
    title: 'Jak używamy Twoich danych',
    sections: (organization) => [
      {
        title: 'Co jest przechowywane',
        text: 'Wysłane zdjęcia, dane z dokumentu, pomiary twarzy i wynik. Także czas wysłania oraz użyty adres sieciowy, urządzenie i przeglądarka.',
      },
      {
        title: 'Kto to widzi',
        text: `${organization}. Weryfikacja odbywa się na serwerze, który pokazuje tę stronę; zdjęcia nie trafiają do zewnętrznej usługi rozpoznawania.`,
      },
      {
        title: 'Jak długo',
        text: `${organization} decyduje, jak długo dane są przechowywane, i może je usunąć. Możesz tam poprosić o wgląd lub usunięcie.`,
      },
      {
        title: 'Twój wybór',
        text: 'Zgoda nie jest obowiązkowa. Jeśli zamkniesz tę stronę, to, czego nie przesłano, nie będzie sprawdzane.',
      },
    ],
  },

  declined: {
    title: 'Nie wyrażono zgody',
    lead: (organization) =>
      `Nie zrobiono ani nie zapisano żadnego zdjęcia. Być może ${organization} ma inny sposób potwierdzenia tożsamości; skontaktuj się w tej sprawie.`,
    leave: (organization) => `Przejdź do: ${organization}`,
    reconsider: 'Przeczytaj ponownie',
  },

  photo: {
    take: 'Zrób zdjęcie',
    choose: 'Wybierz zdjęcie',
    chooseFile: 'Wybierz zdjęcie lub PDF',
    fileTitle: 'Czy to właściwy plik?',
    fileLead: 'Sprawdź nazwę przed wysłaniem.',
    examples: 'Tak nie',
    readableTitle: 'Czy wszystko jest ostre i czytelne?',
    faceTitle: 'Czy twarz jest dobrze widoczna?',
    readableLead: 'Sprawdź, czy nie brakuje żadnego rogu i czy światło nie zasłania tekstu.',
    faceLead: 'Sprawdź, czy cała twarz jest na zdjęciu i dobrze oświetlona.',
    preview: (name) => `Wybrane zdjęcie: ${name}`,
    looksGood: 'Wygląda dobrze',
    again: 'Zrób ponownie',
    photoInstead: 'Zrób zamiast tego zdjęcie',
    another: 'Wybierz inne',
    sending: 'Wysyłamy zdjęcie',
    sendingFile: 'Wysyłamy plik',
    sendingLead: 'Nie zamykaj jeszcze tej strony.',
    sent: (name) => `${name}: wysłano.`,
    waiting: 'Połączenie zostało przerwane. Zdjęcie czeka tutaj i zostanie wysłane ponownie samo.',
    keptLead: 'To już wysłano. Możesz to zachować lub wysłać inne.',
    keep: 'Zachowaj',
    takeInstead: 'Zrób nowe zdjęcie',
  },

  faults: { blurred: 'Nieostre', glare: 'Odblask', cutOff: 'Ucięte', dark: 'Za ciemne', covered: 'Zasłonięta' },

  photoFaults: {
    image_invalid: { says: 'Tego zdjęcia nie można odczytać.', does: 'Zrób je ponownie lub wybierz inne zdjęcie.' },
    body_too_large: { says: 'To zdjęcie ma więcej niż 15 MB.', does: 'Zrób zamiast tego zdjęcie tutaj.' },
    upload_quota_exceeded: {
      says: 'Nie ma miejsca na kolejne zdjęcie.',
      does: 'Kontynuuj z tym, co wysłano, lub zapytaj nadawcę tego linku.',
    },
    media_unsupported: { says: 'Tego pliku nie można użyć.', does: 'Wybierz zdjęcie JPG, PNG lub WebP.' },
    file_unsupported: { says: 'Tego pliku nie można użyć.', does: 'Wybierz PDF albo zdjęcie JPG, PNG lub WebP.' },
    unreachable: {
      says: 'Połączenie zostało przerwane.',
      does: 'Przejdź tam, gdzie jest zasięg, i ponownie wybierz „Wygląda dobrze”.',
    },
    other: { says: 'To się nie udało.', does: 'Zrób zdjęcie ponownie.' },
  },

  review: {
    title: 'Gotowe do przesłania',
    lead: 'Przejrzyj, co przekazujesz. Możesz to jeszcze zmienić.',
    sent: 'Wysłano',
    skipped: 'Pominięto',
    missing: 'Jeszcze nie wysłano',
    again: 'Potrzebne ponownie',
    change: 'Zmień',
    add: 'Dodaj',
    retake: 'Zrób ponownie',
    retakePhoto: 'Zrób nowe zdjęcie',
    replaceFile: 'Wyślij inny plik',
    changeName: (name) => `Zmień: ${name}`,
    addName: (name) => `Dodaj: ${name}`,
    retakeName: (name) => `Zrób ponownie: ${name}`,
    submit: 'Prześlij',
    triesLeft: (count) =>
      count === 1
        ? 'Została jedna próba.'
        : countForm(count, { few: `Zostały ${count} próby.`, many: `Zostało ${count} prób.` }),
    refused: { says: 'Nie można było tego przyjąć.', does: 'Przejrzyj listę i spróbuj ponownie.' },
  },

  checking: {
    photos: 'Sprawdzamy zdjęcia',
    files: 'Sprawdzamy pliki',
    other: 'Chwileczkę',
    lead: 'Zajmie to kilka sekund. Możesz tu poczekać.',
    slow: 'Trwa to dłużej niż zwykle. Możesz czekać dalej albo zamknąć tę stronę i otworzyć link później w tej przeglądarce.',
  },

  done: {
    verified: {
      title: 'Tożsamość potwierdzona',
      lead: (organization) => `Nic więcej nie trzeba robić. ${organization} już o tym wie.`,
    },
    submitted: {
      title: 'Wszystko przesłano',
      lead: (organization) => `Obejrzy to człowiek. O dalszym ciągu powiadomi ${organization}.`,
    },
    rejected: {
      title: 'Nie udało się potwierdzić tożsamości',
      lead: (organization) =>
        `${organization} już o tym wie i być może ma inny sposób potwierdzenia tożsamości; skontaktuj się w tej sprawie.`,
    },
    refused: {
      title: 'Nie wyrażono zgody',
      lead: (organization) =>
        `${organization} już o tym wie i być może ma inny sposób potwierdzenia tożsamości; skontaktuj się w tej sprawie.`,
    },
    redirect: (organization, seconds) =>
      seconds === 1
        ? `Za 1 sekundę nastąpi powrót do: ${organization}.`
        : `${countForm(seconds, { few: `Za ${seconds} sekundy`, many: `Za ${seconds} sekund` })} nastąpi powrót do: ${organization}.`,
    stay: 'Zostań na tej stronie',
    goBack: (organization) => `Wróć do: ${organization}`,
  },

  leave: {
    title: 'Czy chcesz wyjść?',
    text: 'To, co wysłano, jest zachowane. Aby kontynuować później, otwórz link ponownie w tej przeglądarce. Aby wyjść, cofnij się jeszcze raz.',
    stay: 'Zostań tutaj',
  },

  helpSheet: {
    title: 'Pomoc',
    items: (organization) => [
      {
        title: 'Chcesz na razie przerwać',
        text: 'Zamknij tę stronę. To, co wysyłasz, jest od razu zapisywane. Aby kontynuować, otwórz link ponownie w tej przeglądarce.',
      },
      {
        title: 'Aparat się nie otwiera',
        text: 'Wybierz gotowe zdjęcie albo zezwól tej przeglądarce na aparat w ustawieniach telefonu.',
      },
      {
        title: 'To niespodzianka',
        text: `Jeśli nie wiesz, skąd się tu wzięła ta strona, zamknij ją i zapytaj. Kontakt: ${organization ?? SENDER}.`,
      },
    ],
    code: 'Kod sesji, jeśli zapyta o niego ktoś, kto pomaga:',
  },
}
