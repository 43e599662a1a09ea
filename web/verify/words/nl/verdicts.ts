/** What an applicant reads when a step is given back: one sentence and one instruction for each code; never a word about fraud. */
import type { Words } from '../en/index.ts'

export const verdicts: Words['verdicts'] = {
  codes: {
    FACE_MISMATCH: {
      says: 'We konden uw gezicht niet aan uw identiteitsbewijs koppelen',
      does: 'Maak de foto van uw gezicht opnieuw bij goed licht, zonder filters, en zorg dat het identiteitsbewijs van uzelf is.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'We konden deze foto niet aan uw eerste koppelen',
      does: 'Maak de foto van uw gezicht opnieuw bij goed licht, zonder filters.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'Dit identiteitsbewijs wordt hier niet geaccepteerd',
      does: 'Gebruik een ander identiteitsbewijs van uzelf.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'We hebben een foto van u nodig, niet van uw identiteitsbewijs',
      does: 'Richt de camera op uw gezicht en maak een nieuwe foto.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'We konden uw identiteitsbewijs niet lezen',
      does: 'Maak de foto opnieuw bij beter licht, zonder hoesje, met alle vier de hoeken in beeld.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'We kunnen de foto op uw identiteitsbewijs niet zien',
      does: 'Maak een foto van de kant met uw foto, zonder schittering erop.',
    },
    NO_FACE_DETECTED: {
      says: 'We kunnen uw gezicht niet zien',
      does: 'Kijk in de camera, met uw hele gezicht in beeld.',
    },
    SEVERAL_FACES: {
      says: 'Er is meer dan één gezicht te zien',
      does: 'Maak de foto opnieuw met alleen u in beeld.',
    },
    PICTURE_BLURRED: {
      says: 'De foto is onscherp',
      does: 'Veeg de lens schoon, houd stil en laat de camera scherpstellen.',
    },
    PICTURE_TOO_DARK: {
      says: 'De foto is te donker',
      does: 'Doe een lamp aan of ga bij een raam staan.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'De foto is te licht',
      does: 'Ga verder van de lamp af of uit de zon.',
    },
    PICTURE_GLARE: {
      says: 'Licht bedekt een deel van uw identiteitsbewijs',
      does: 'Houd het iets schuin of ga verder van de lamp af.',
    },
    PICTURE_TOO_SMALL: {
      says: 'Het is te klein op de foto',
      does: 'Ga dichterbij tot het hele beeld gevuld is.',
    },
    FACE_TURNED_AWAY: {
      says: 'Uw gezicht is weggedraaid',
      does: 'Kijk recht in de camera.',
    },
    FACE_CUT_OFF: {
      says: 'Een deel van uw gezicht ontbreekt',
      does: 'Houd de camera verder weg, met uw hele gezicht in beeld.',
    },
    FILE_ENCRYPTED: {
      says: 'Een bestand is met een wachtwoord beveiligd',
      does: 'Verzend het zonder wachtwoord of maak er foto’s van.',
    },
    FILE_DAMAGED: {
      says: 'Een bestand kan niet worden geopend',
      does: 'Sla het opnieuw op als pdf of maak er een foto van.',
    },
    FILE_TOO_LONG: {
      says: 'Een bestand heeft te veel pagina’s',
      does: 'Verzend alleen de pagina’s waarom is gevraagd.',
    },
    SIGNATURE_EMPTY: {
      says: 'Uw handtekening ontbreekt',
      does: 'Zet uw handtekening opnieuw, zodat die goed te zien is.',
    },
  },
  /** For a code that this page does not know. */
  unknown: { says: 'We konden niet gebruiken wat u hebt verzonden', does: 'Verzend het opnieuw.' },
  accepted: (does: string, documents: string) => `${does} Geaccepteerd: ${documents}.`,
}
