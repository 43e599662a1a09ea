/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Appoggialo su una superficie scura e uniforme.',
  'Inquadra tutti e quattro gli angoli.',
  'Evita riflessi e ombre.',
]

const FACE_TIPS = [
  'Mettiti di fronte a una finestra o a una lampada.',
  'Togli occhiali, mascherina o cappello.',
  'Solo tu nella foto.',
]

const SKIP = 'Salta questa foto'

export const slots: Words['slots'] = {
  known: {
    id_front: {
      name: 'Fronte del documento',
      title: 'Fronte del documento',
      lead: 'Usa passaporto, patente di guida o carta d’identità. Per il passaporto, apri la pagina con la foto.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    id_back: {
      name: 'Retro del documento',
      title: 'Retro del documento',
      lead: 'Gira la tessera e fotografa l’altro lato.',
      tips: DOCUMENT_TIPS,
      skip: 'Il mio passaporto non ha un retro',
    },
    secondary_id_front: {
      name: 'Fronte del secondo documento',
      title: 'Fronte del secondo documento',
      lead: 'Usa un documento diverso dal primo.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    secondary_id_back: {
      name: 'Retro del secondo documento',
      title: 'Retro del secondo documento',
      lead: 'Gira la tessera e fotografa l’altro lato.',
      tips: DOCUMENT_TIPS,
      skip: 'Non ha un retro',
    },
    selfie_front: {
      name: 'Il tuo viso',
      title: 'Foto del tuo viso',
      lead: 'Guarda dritto verso la fotocamera, con tutto il viso nella foto.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_left: {
      name: 'Il tuo viso, girato a sinistra',
      title: 'Il tuo viso, girato a sinistra',
      lead: 'Gira la testa alla tua sinistra finché un orecchio non si vede più.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_right: {
      name: 'Il tuo viso, girato a destra',
      title: 'Il tuo viso, girato a destra',
      lead: 'Gira la testa alla tua destra finché un orecchio non si vede più.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
  },
  other: {
    name: 'Foto',
    title: 'Un’altra foto',
    lead: 'Scatta la foto richiesta.',
    tips: ['Non muoverti e lascia che la fotocamera metta a fuoco.', 'Accendi una luce o avvicinati a una finestra.'],
    skip: SKIP,
  },
  acceptedLead: (accepted) => `Documenti accettati: ${accepted}. Per il passaporto, apri la pagina con la foto.`,
  document: {
    name: (place) => `Documento ${place}`,
    lead: 'Una foto o un PDF.',
    tips: ['Tutte le pagine necessarie, leggibili fino al bordo.', 'Senza password, massimo 15 MB.'],
    skip: 'Salta questo documento',
  },
  prompt: {
    name: (place) => `Foto ${place}`,
    lead: 'Scatta una foto che mostri ciò che è richiesto.',
  },
}
