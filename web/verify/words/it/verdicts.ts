/** What an applicant reads when a step is given back. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'Non è stato possibile abbinare il viso al documento',
      does: 'Rifaccia la foto del viso con una buona luce, senza filtri, e controlli che il documento sia il Suo.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'Non è stato possibile abbinare questa foto alla prima',
      does: 'Rifaccia la foto del viso con una buona luce, senza filtri.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Questo documento non è accettato qui',
      does: 'Ne usi un altro che sia Suo.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'Serve una foto di Lei, non del documento',
      does: 'Giri la fotocamera verso il viso e scatti una nuova foto.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'Non è stato possibile leggere il documento',
      does: 'Rifaccia la foto con una luce migliore, senza custodia e con i quattro angoli visibili.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'Non si vede la foto sul documento',
      does: 'Fotografi il lato con la foto, senza riflessi.',
    },
    NO_FACE_DETECTED: {
      says: 'Non si vede il viso',
      does: 'Guardi la fotocamera con tutto il viso nella foto.',
    },
    SEVERAL_FACES: {
      says: 'C’è più di un viso',
      does: 'Rifaccia la foto con solo Lei inquadrato.',
    },
    PICTURE_BLURRED: {
      says: 'La foto è sfocata',
      does: 'Pulisca l’obiettivo, stia fermo e lasci che la fotocamera metta a fuoco.',
    },
    PICTURE_TOO_DARK: {
      says: 'La foto è troppo scura',
      does: 'Accenda una luce o si avvicini a una finestra.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'La foto è troppo chiara',
      does: 'Si allontani dalla lampada o dal sole.',
    },
    PICTURE_GLARE: {
      says: 'Un riflesso copre parte del documento',
      does: 'Lo inclini un poco o si allontani dalla lampada.',
    },
    PICTURE_TOO_SMALL: {
      says: 'È troppo piccolo nella foto',
      does: 'Si avvicini finché riempie la foto.',
    },
    FACE_TURNED_AWAY: {
      says: 'Il viso è girato',
      does: 'Guardi dritto verso la fotocamera.',
    },
    FACE_CUT_OFF: {
      says: 'Manca una parte del viso',
      does: 'Allontani la fotocamera, con tutto il viso nella foto.',
    },
    FILE_ENCRYPTED: {
      says: 'Un file è protetto da password',
      does: 'Lo invii senza password o lo fotografi.',
    },
    FILE_DAMAGED: {
      says: 'Un file non si apre',
      does: 'Lo salvi di nuovo come PDF o lo fotografi.',
    },
    FILE_TOO_LONG: {
      says: 'Un file ha troppe pagine',
      does: 'Invii solo le pagine richieste.',
    },
    SIGNATURE_EMPTY: {
      says: 'Manca la firma',
      does: 'Firmi di nuovo, in modo che si veda.',
    },
  },
  unknown: { says: 'Non è stato possibile usare ciò che ha inviato', does: 'Lo invii di nuovo.' },
  accepted: (does, documents) => `${does} Si accetta: ${documents}.`,
}
