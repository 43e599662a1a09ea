/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Posez-la sur une surface unie et sombre.',
  'Faites entrer les quatre coins dans la photo.',
  'Évitez les reflets et les ombres.',
]

const FACE_TIPS = [
  'Placez-vous face à une fenêtre ou à une lampe.',
  'Enlevez lunettes, masque ou chapeau.',
  'Personne d’autre sur la photo.',
]

const SKIP = 'Passer cette photo'

export const slots: Words['slots'] = {
  known: {
    id_front: {
      name: 'Recto de votre pièce d’identité',
      title: 'Recto de votre pièce d’identité',
      lead: 'Utilisez votre passeport, permis de conduire ou carte d’identité. Pour un passeport, ouvrez la page avec votre photo.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    id_back: {
      name: 'Verso de votre pièce d’identité',
      title: 'Verso de votre pièce d’identité',
      lead: 'Retournez la carte et photographiez l’autre côté.',
      tips: DOCUMENT_TIPS,
      skip: 'Mon passeport n’a pas de verso',
    },
    secondary_id_front: {
      name: 'Recto de votre deuxième pièce d’identité',
      title: 'Recto de votre deuxième pièce d’identité',
      lead: 'Utilisez une autre pièce d’identité que la première.',
      tips: DOCUMENT_TIPS,
      skip: SKIP,
    },
    secondary_id_back: {
      name: 'Verso de votre deuxième pièce d’identité',
      title: 'Verso de votre deuxième pièce d’identité',
      lead: 'Retournez la carte et photographiez l’autre côté.',
      tips: DOCUMENT_TIPS,
      skip: 'Elle n’a pas de verso',
    },
    selfie_front: {
      name: 'Votre visage',
      title: 'Photo de votre visage',
      lead: 'Regardez droit vers l’appareil, avec tout votre visage sur la photo.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_left: {
      name: 'Votre visage, tourné à gauche',
      title: 'Votre visage, tourné à gauche',
      lead: 'Tournez la tête vers votre gauche jusqu’à ce qu’une oreille ne se voie plus.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
    selfie_right: {
      name: 'Votre visage, tourné à droite',
      title: 'Votre visage, tourné à droite',
      lead: 'Tournez la tête vers votre droite jusqu’à ce qu’une oreille ne se voie plus.',
      tips: FACE_TIPS,
      skip: SKIP,
    },
  },
  other: {
    name: 'Photo',
    title: 'Encore une photo',
    lead: 'Prenez la photo demandée.',
    tips: [
      'Ne bougez pas et laissez l’appareil faire la mise au point.',
      'Allumez une lampe ou allez près d’une fenêtre.',
    ],
    skip: SKIP,
  },
  acceptedLead: (accepted) => `Pièces acceptées ici : ${accepted}. Pour un passeport, ouvrez la page avec votre photo.`,
  document: {
    name: (place) => `Document ${place}`,
    lead: 'Une photo ou un PDF.',
    tips: ['Toutes les pages utiles, lisibles jusqu’au bord.', 'Sans mot de passe, 15 Mo au plus.'],
    skip: 'Passer ce document',
  },
  prompt: {
    name: (place) => `Photo ${place}`,
    lead: 'Prenez une photo qui montre ce qui est demandé.',
  },
}
