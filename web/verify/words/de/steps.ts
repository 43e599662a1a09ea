/** The words of the steps that are not photos: agreeing, signing, answering. */
import type { Words } from '../en/index.ts'

export const steps: Words['steps'] = {
  /** What a step is called in lists and in the bar of steps. */
  names: {
    ID_VERIFICATION: 'Ihr Ausweis und Ihr Gesicht',
    FACE_LIVENESS: 'Ihr Gesicht',
    AGE_ESTIMATION: 'Ihr Alter',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Verwendung Ihres Gesichts',
    CONSENT: 'Ihre Einwilligung',
    WHITE_LABEL: 'Willkommen',
    DOCUMENT_UPLOAD: 'Ihre Dokumente',
    CUSTOM_PROMPT: 'Fotos',
    CUSTOM_FORM: 'Fragen',
  },
  otherName: 'Noch ein Schritt',

  foreign: {
    title: 'Dieser Schritt ist hier nicht möglich',
    lead: (organization: string) =>
      `Bitte fragen Sie bei ${organization} nach, wie es weitergeht. Was Sie gesendet haben, bleibt erhalten.`,
  },

  lost: {
    says: 'Die Verbindung ist unterbrochen.',
    does: 'Prüfen Sie sie und versuchen Sie es erneut. Nichts geht verloren.',
  },
  refused: {
    says: 'Das konnte nicht angenommen werden.',
    does: 'Sehen Sie die Seite durch und versuchen Sie es erneut.',
  },

  branding: {
    title: (organization: string) => `Willkommen bei ${organization}`,
    lead: 'Einige Dinge sind zu tun, eines nach dem anderen. Sie können unterbrechen und später in diesem Browser weitermachen.',
    ahead: 'So geht es weiter',
    go: 'Weiter',
  },

  agreement: {
    titles: { face: 'Darf Ihr Gesicht verwendet werden?', other: 'Bitte lesen und zustimmen' },
    lead: (organization: string) => `${organization} braucht Ihre Antwort, damit es weitergehen kann.`,
    textLabel: 'Der Text, dem Sie zustimmen sollen',
    tick: 'Ich habe den Text gelesen und stimme zu.',
    tickMissing: 'Setzen Sie das Häkchen, um zuzustimmen, oder wählen Sie „Ich stimme nicht zu“.',
    name: 'Ihr vollständiger amtlicher Name',
    nameMissing: 'Geben Sie Ihren Namen ein.',
    agree: 'Zustimmen',
    agreeing: 'Wird gesendet …',
    refuse: 'Ich stimme nicht zu',
    confirm: {
      title: 'Ohne Zustimmung beenden?',
      lead: (organization: string) =>
        `Wenn Sie nicht zustimmen, endet diese Prüfung hier und kann nicht wieder aufgenommen werden. ${organization} wird informiert.`,
      stay: 'Noch einmal lesen',
      end: 'Ohne Zustimmung beenden',
    },
  },

  signature: {
    title: 'Ihre Unterschrift',
    ways: { draw: 'Zeichnen', type: 'Tippen', picture: 'Bild' },
    drawHint: 'Unterschreiben Sie im Feld mit dem Finger, einem Stift oder der Maus.',
    pad: 'Feld für die Unterschrift. Um zu unterschreiben, ohne zu zeichnen, wählen Sie „Tippen“ oder „Bild“.',
    clear: 'Löschen',
    typeLabel: 'Geben Sie Ihren Namen als Unterschrift ein',
    typed: (name: string) => `Unterschrift: ${name}`,
    pictureHint: 'Ein Foto Ihrer Unterschrift auf weißem Papier.',
    choose: 'Bild auswählen',
    preview: 'Das Bild Ihrer Unterschrift',
    missing: 'Unterschreiben Sie, bevor Sie zustimmen.',
    unreadable:
      'Dieses Bild kann nicht verwendet werden. Wählen Sie ein Foto als JPG, PNG oder WebP mit höchstens 15 MB.',
    emptyAgain: 'Ihre Unterschrift war nicht zu sehen. Bitte unterschreiben Sie noch einmal.',
  },

  form: {
    title: 'Einige Fragen',
    lead: 'Fragen mit * müssen beantwortet werden.',
    requiredMark: 'muss beantwortet werden',
    choose: 'Bitte auswählen',
    yes: 'Ja',
    no: 'Nein',
    addFile: 'Foto oder PDF auswählen',
    replaceFile: 'Andere Datei auswählen',
    removeFile: 'Entfernen',
    removeName: (name: string) => `${name} entfernen`,
    submit: 'Weiter',
    sending: 'Wird gesendet …',
    errors: (count: number) =>
      count === 1
        ? 'Bitte sehen Sie sich eine Antwort noch einmal an.'
        : `Bitte sehen Sie sich ${count} Antworten noch einmal an.`,
    faults: {
      empty: 'Beantworten Sie diese Frage.',
      untickedBox: 'Setzen Sie dieses Häkchen, um fortzufahren.',
      noChoice: 'Wählen Sie mindestens eine Antwort.',
      noFile: 'Fügen Sie eine Datei hinzu.',
      number: 'Geben Sie eine Zahl ein, zum Beispiel 1250,50.',
      date: 'Geben Sie ein Datum ein, das es gibt.',
      long: 'Diese Antwort ist zu lang.',
      file: 'Diese Datei kann nicht verwendet werden. Wählen Sie ein PDF oder ein Foto als JPG, PNG oder WebP mit höchstens 15 MB.',
      other: 'Diese Antwort kann nicht angenommen werden. Ändern Sie sie.',
    },
  },
}
