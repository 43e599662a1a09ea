/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Lo appoggi su una superficie scura e uniforme.',
  'Inquadri tutti e quattro gli angoli.',
  'Eviti riflessi e ombre.',
]

const FACE_TIPS = [
  'Si rivolga verso una finestra o una lampada.',
  'Tolga occhiali, mascherina o cappello.',
  'Solo Lei nella foto.',
]

const SKIP = 'Salta questa foto'

export const slots: Words['slots'] = {
  known: {
    id_front: {
      name: 'Fronte del documento',
      title: 'Fronte del documento',
      lead: 'Usi passaporto, patente di guida o carta d’identità. Per il passaporto, apra la pagina con la foto.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    id_back: {
      name: 'Retro del documento',
      title: 'Retro del documento',
      lead: 'Giri la tessera e fotografi l’altro lato.',
      tips: DOCUMENT_TIPS,
      skip: 'Il mio passaporto non ha un retro',
    },
    secondary_id_front: {
      name: 'Fronte del secondo documento',
      title: 'Fronte del secondo documento',
      lead: 'Usi un documento diverso dal primo.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    secondary_id_back: {
      name: 'Retro del secondo documento',
      title: 'Retro del secondo documento',
      lead: 'Giri la tessera e fotografi l’altro lato.',
      tips: DOCUMENT_TIPS,
      skip: 'Non ha un retro',
    },
    selfie_front: {
      name: 'Il Suo viso',
      title: 'Foto del Suo viso',
      lead: 'Guardi dritto verso la fotocamera, con tutto il viso nella foto.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_left: {
      name: 'Il Suo viso, girato a sinistra',
      title: 'Il Suo viso, girato a sinistra',
      lead: 'Giri la testa a sinistra finché un orecchio non si vede più.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_right: {
      name: 'Il Suo viso, girato a destra',
      title: 'Il Suo viso, girato a destra',
      lead: 'Giri la testa a destra finché un orecchio non si vede più.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
  },
  other: {
    name: 'Foto',
    title: 'Un’altra foto',
    lead: 'Scatti la foto che Le è stata chiesta.',
    tips: ['Stia fermo e lasci che la fotocamera metta a fuoco.', 'Accenda una luce o si avvicini a una finestra.'],
    skip: SKIP,
  },
  acceptedLead: (accepted) => `Qui si accetta: ${accepted}. Per il passaporto, apra la pagina con la foto.`,
  document: {
    name: (place) => `Documento ${place}`,
    lead: 'Una foto o un PDF.',
    tips: ['Tutte le pagine che contano, leggibili fino al bordo.', 'Senza password, al massimo 15 MB.'],
    skip: 'Salta questo documento',
  },
  prompt: {
    name: (place) => `Foto ${place}`,
    lead: 'Scatti una foto che lo mostri.',
  },
}
