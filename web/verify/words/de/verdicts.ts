/** What an applicant reads when a step is given back: one sentence and one instruction for each code; never a word about fraud. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Wir konnten Ihr Gesicht nicht Ihrem Ausweis zuordnen',
      does: 'Nehmen Sie das Foto Ihres Gesichts bei gutem Licht und ohne Filter neu auf und achten Sie darauf, dass es Ihr eigener Ausweis ist.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Wir konnten dieses Foto nicht Ihrem ersten zuordnen',
      does: 'Nehmen Sie das Foto Ihres Gesichts bei gutem Licht und ohne Filter neu auf.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Dieser Ausweis wird hier nicht akzeptiert',
      does: 'Verwenden Sie einen anderen eigenen Ausweis.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Wir brauchen ein Foto von Ihnen, nicht von Ihrem Ausweis',
      does: 'Richten Sie die Kamera auf Ihr Gesicht und nehmen Sie ein neues Foto auf.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Wir konnten Ihren Ausweis nicht lesen',
      does: 'Nehmen Sie das Foto bei besserem Licht neu auf, ohne Hülle und mit allen vier Ecken im Bild.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'Das Foto auf Ihrem Ausweis ist nicht zu erkennen',
      does: 'Fotografieren Sie die Seite mit Ihrem Foto, ohne Spiegelung darauf.',
    },
    NO_FACE_DETECTED: {
      says: 'Ihr Gesicht ist nicht zu erkennen',
      does: 'Schauen Sie in die Kamera, mit dem ganzen Gesicht im Bild.',
    },
    SEVERAL_FACES: {
      says: 'Es ist mehr als ein Gesicht zu sehen',
      does: 'Nehmen Sie das Foto neu auf, mit Ihnen allein im Bild.',
    },
    PICTURE_BLURRED: {
      says: 'Das Foto ist unscharf',
      does: 'Wischen Sie die Linse ab, halten Sie ruhig und lassen Sie die Kamera scharfstellen.',
    },
    PICTURE_TOO_DARK: {
      says: 'Das Foto ist zu dunkel',
      does: 'Schalten Sie Licht ein oder gehen Sie ans Fenster.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'Das Foto ist zu hell',
      does: 'Gehen Sie von der Lampe weg oder aus der Sonne.',
    },
    PICTURE_GLARE: {
      says: 'Licht verdeckt einen Teil Ihres Ausweises',
      does: 'Neigen Sie ihn ein wenig oder gehen Sie von der Lampe weg.',
    },
    PICTURE_TOO_SMALL: {
      says: 'Auf dem Foto ist alles zu klein',
      does: 'Gehen Sie näher heran, bis das Bild ausgefüllt ist.',
    },
    FACE_TURNED_AWAY: {
      says: 'Ihr Gesicht ist abgewandt',
      does: 'Schauen Sie gerade in die Kamera.',
    },
    FACE_CUT_OFF: {
      says: 'Ein Teil Ihres Gesichts fehlt',
      does: 'Halten Sie die Kamera weiter weg, mit dem ganzen Gesicht im Bild.',
    },
    FILE_ENCRYPTED: {
      says: 'Eine Datei ist mit einem Passwort geschützt',
      does: 'Senden Sie sie ohne Passwort oder fotografieren Sie den Inhalt.',
    },
    FILE_DAMAGED: {
      says: 'Eine Datei lässt sich nicht öffnen',
      does: 'Speichern Sie sie noch einmal als PDF oder fotografieren Sie den Inhalt.',
    },
    FILE_TOO_LONG: {
      says: 'Eine Datei hat zu viele Seiten',
      does: 'Senden Sie nur die angeforderten Seiten.',
    },
    SIGNATURE_EMPTY: {
      says: 'Ihre Unterschrift fehlt',
      does: 'Unterschreiben Sie noch einmal, sodass es gut zu sehen ist.',
    },
  },
  /** For a code that this page does not know. */
  unknown: { says: 'Wir konnten das Gesendete nicht verwenden', does: 'Senden Sie es noch einmal.' },
  accepted: (does: string, documents: string) => `${does} Akzeptiert: ${documents}.`,
}
