/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Auf eine einfarbige, dunkle Fläche legen.',
  'Alle vier Ecken ins Bild bringen.',
  'Spiegelungen und Schatten vermeiden.',
]

const FACE_TIPS = [
  'Zu einem Fenster oder einer Lampe schauen.',
  'Brille, Maske oder Mütze abnehmen.',
  'Nur Sie allein im Bild.',
]

const known: Words['slots']['known'] = {
  id_front: {
    name: 'Vorderseite Ihres Ausweises',
    title: 'Vorderseite Ihres Ausweises',
    lead: 'Verwenden Sie Reisepass, Führerschein oder Personalausweis. Beim Reisepass schlagen Sie die Seite mit Ihrem Foto auf.',
    tips: DOCUMENT_TIPS,
    skip: 'Dieses Foto überspringen',
  },
  id_back: {
    name: 'Rückseite Ihres Ausweises',
    title: 'Rückseite Ihres Ausweises',
    lead: 'Drehen Sie die Karte um und fotografieren Sie die andere Seite.',
    tips: DOCUMENT_TIPS,
    skip: 'Mein Reisepass hat keine Rückseite',
  },
  secondary_id_front: {
    name: 'Vorderseite Ihres zweiten Ausweises',
    title: 'Vorderseite Ihres zweiten Ausweises',
    lead: 'Verwenden Sie einen anderen Ausweis als den ersten.',
    tips: DOCUMENT_TIPS,
    skip: 'Dieses Foto überspringen',
  },
  secondary_id_back: {
    name: 'Rückseite Ihres zweiten Ausweises',
    title: 'Rückseite Ihres zweiten Ausweises',
    lead: 'Drehen Sie die Karte um und fotografieren Sie die andere Seite.',
    tips: DOCUMENT_TIPS,
    skip: 'Er hat keine Rückseite',
  },
  selfie_front: {
    name: 'Ihr Gesicht',
    title: 'Foto Ihres Gesichts',
    lead: 'Schauen Sie gerade in die Kamera, mit dem ganzen Gesicht im Bild.',
    tips: FACE_TIPS,
    skip: 'Dieses Foto überspringen',
  },
  selfie_left: {
    name: 'Ihr Gesicht, nach links gedreht',
    title: 'Ihr Gesicht, nach links gedreht',
    lead: 'Drehen Sie den Kopf nach links, bis ein Ohr nicht mehr zu sehen ist.',
    tips: FACE_TIPS,
    skip: 'Dieses Foto überspringen',
  },
  selfie_right: {
    name: 'Ihr Gesicht, nach rechts gedreht',
    title: 'Ihr Gesicht, nach rechts gedreht',
    lead: 'Drehen Sie den Kopf nach rechts, bis ein Ohr nicht mehr zu sehen ist.',
    tips: FACE_TIPS,
    skip: 'Dieses Foto überspringen',
  },
}

const other: Words['slots']['other'] = {
  name: 'Foto',
  title: 'Noch ein Foto',
  lead: 'Nehmen Sie das Foto auf, um das Sie gebeten wurden.',
  tips: ['Ruhig halten und die Kamera scharfstellen lassen.', 'Licht einschalten oder ans Fenster gehen.'],
  skip: 'Dieses Foto überspringen',
}

/** By the slot's name in the contract; `other` for those that it does not name. */
export const slots: Words['slots'] = {
  known,
  other,
  acceptedLead: (accepted: string) =>
    `Hier akzeptiert: ${accepted}. Beim Reisepass schlagen Sie die Seite mit Ihrem Foto auf.`,
  document: {
    name: (place: number) => `Dokument ${place}`,
    lead: 'Ein Foto oder ein PDF.',
    tips: ['Alle wichtigen Seiten, jede bis zum Rand lesbar.', 'Kein Passwort auf der Datei, höchstens 15 MB.'],
    skip: 'Dieses Dokument überspringen',
  },
  prompt: {
    name: (place: number) => `Foto ${place}`,
    lead: 'Nehmen Sie ein Foto auf, auf dem es zu sehen ist.',
  },
}
