/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Non siamo riusciti ad associare il tuo viso al tuo documento',
      does: 'Rifai la foto del viso con una buona luce, senza filtri, e controlla che il documento sia il tuo.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Non siamo riusciti ad associare questa foto alla prima',
      does: 'Rifai la foto del viso con una buona luce, senza filtri.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Questo documento non è accettato qui',
      does: 'Usane un altro intestato a te.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Ci serve una foto del tuo viso, non del documento',
      does: 'Gira la fotocamera verso il tuo viso e scatta una nuova foto.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Non siamo riusciti a leggere il tuo documento',
      does: 'Rifai la foto con una luce migliore, senza custodia e con i quattro angoli visibili.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'Non si vede la foto sul documento',
      does: 'Fotografa il lato con la tua foto, senza riflessi.',
    },
    NO_FACE_DETECTED: {
      says: 'Non si vede il tuo viso',
      does: 'Guarda la fotocamera con tutto il viso nella foto.',
    },
    SEVERAL_FACES: {
      says: 'C’è più di un viso',
      does: 'Rifai la foto senza nessun altro nell’inquadratura.',
    },
    PICTURE_BLURRED: {
      says: 'La foto è sfocata',
      does: 'Pulisci l’obiettivo, non muoverti e lascia che la fotocamera metta a fuoco.',
    },
    PICTURE_TOO_DARK: {
      says: 'La foto è troppo scura',
      does: 'Accendi una luce o avvicinati a una finestra.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'La foto è troppo chiara',
      does: 'Allontanati dalla lampada o mettiti all’ombra.',
    },
    PICTURE_GLARE: {
      says: 'Un riflesso copre parte del tuo documento',
      does: 'Inclinalo un po’ o allontanati dalla lampada.',
    },
    PICTURE_TOO_SMALL: {
      says: 'Si vede troppo in piccolo nella foto',
      does: 'Avvicinati finché non riempie la foto.',
    },
    FACE_TURNED_AWAY: {
      says: 'Il tuo viso è girato',
      does: 'Guarda dritto verso la fotocamera.',
    },
    FACE_CUT_OFF: {
      says: 'Non si vede una parte del viso',
      does: 'Allontana la fotocamera, con tutto il viso nella foto.',
    },
    FILE_ENCRYPTED: {
      says: 'Un file è protetto da password',
      does: 'Invialo senza password o fotografalo.',
    },
    FILE_DAMAGED: {
      says: 'Un file non si apre',
      does: 'Salvalo di nuovo come PDF o fotografalo.',
    },
    FILE_TOO_LONG: {
      says: 'Un file ha troppe pagine',
      does: 'Invia solo le pagine richieste.',
    },
    SIGNATURE_EMPTY: {
      says: 'Manca la tua firma',
      does: 'Firma di nuovo, in modo che si veda.',
    },
  },
  unknown: { says: 'Non siamo riusciti a usare ciò che hai inviato', does: 'Invialo di nuovo.' },
  accepted: (does, documents) => `${does} Documenti accettati: ${documents}.`,
}
