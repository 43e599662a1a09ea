/** The words of each photo or file that a step asks for. */
import type { Words } from '../en/index.ts'

const DOCUMENT_TIPS = [
  'Leg het op een effen, donkere ondergrond.',
  'Zorg dat alle vier de hoeken in beeld zijn.',
  'Vermijd schittering en schaduw.',
]

const FACE_TIPS = ['Kijk naar een raam of een lamp.', 'Zet bril, masker of muts af.', 'Alleen u in beeld.']

const known: Words['slots']['known'] = {
  id_front: {
    name: 'Voorkant van uw identiteitsbewijs',
    title: 'Voorkant van uw identiteitsbewijs',
    lead: 'Gebruik uw paspoort, rijbewijs of identiteitskaart. Open bij een paspoort de pagina met uw foto.',
    tips: DOCUMENT_TIPS,
    skip: 'Deze foto overslaan',
  },
  id_back: {
    name: 'Achterkant van uw identiteitsbewijs',
    title: 'Achterkant van uw identiteitsbewijs',
    lead: 'Draai de kaart om en maak een foto van de andere kant.',
    tips: DOCUMENT_TIPS,
    skip: 'Mijn paspoort heeft geen achterkant',
  },
  secondary_id_front: {
    name: 'Voorkant van uw tweede identiteitsbewijs',
    title: 'Voorkant van uw tweede identiteitsbewijs',
    lead: 'Gebruik een ander identiteitsbewijs dan het eerste.',
    tips: DOCUMENT_TIPS,
    skip: 'Deze foto overslaan',
  },
  secondary_id_back: {
    name: 'Achterkant van uw tweede identiteitsbewijs',
    title: 'Achterkant van uw tweede identiteitsbewijs',
    lead: 'Draai de kaart om en maak een foto van de andere kant.',
    tips: DOCUMENT_TIPS,
    skip: 'Het heeft geen achterkant',
  },
  selfie_front: {
    name: 'Uw gezicht',
    title: 'Foto van uw gezicht',
    lead: 'Kijk recht in de camera, met uw hele gezicht in beeld.',
    tips: FACE_TIPS,
    skip: 'Deze foto overslaan',
  },
  selfie_left: {
    name: 'Uw gezicht, naar links gedraaid',
    title: 'Uw gezicht, naar links gedraaid',
    lead: 'Draai uw hoofd naar links tot één oor niet meer te zien is.',
    tips: FACE_TIPS,
    skip: 'Deze foto overslaan',
  },
  selfie_right: {
    name: 'Uw gezicht, naar rechts gedraaid',
    title: 'Uw gezicht, naar rechts gedraaid',
    lead: 'Draai uw hoofd naar rechts tot één oor niet meer te zien is.',
    tips: FACE_TIPS,
    skip: 'Deze foto overslaan',
  },
}

const other: Words['slots']['other'] = {
  name: 'Foto',
  title: 'Nog een foto',
  lead: 'Maak de foto waarom u is gevraagd.',
  tips: ['Houd stil en laat de camera scherpstellen.', 'Doe een lamp aan of ga bij een raam staan.'],
  skip: 'Deze foto overslaan',
}

/** By the slot's name in the contract; `other` for those that it does not name. */
export const slots: Words['slots'] = {
  known,
  other,
  acceptedLead: (accepted: string) => `Hier geaccepteerd: ${accepted}. Open bij een paspoort de pagina met uw foto.`,
  document: {
    name: (place: number) => `Document ${place}`,
    lead: 'Een foto of een pdf.',
    tips: [
      'Alle pagina’s die ertoe doen, elk leesbaar tot de rand.',
      'Geen wachtwoord op het bestand, maximaal 15 MB.',
    ],
    skip: 'Dit document overslaan',
  },
  prompt: {
    name: (place: number) => `Foto ${place}`,
    lead: 'Maak één foto waarop het te zien is.',
  },
}
