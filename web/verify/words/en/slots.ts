/** The words of each photo or file that a step asks for. */

const DOCUMENT_TIPS = [
  'Lay it on a plain, dark surface.',
  'Fit all four corners in the picture.',
  'Avoid glare and shadows.',
]

const FACE_TIPS = ['Face a window or a lamp.', 'Take off glasses, mask or hat.', 'Only you in the picture.']

const known = {
  id_front: {
    name: 'Front of your ID',
    title: 'Front of your ID',
    lead: 'Use your passport, driving licence or identity card. For a passport, open the page with your photo.',
    tips: DOCUMENT_TIPS,
    skip: 'Skip this photo',
  },
  id_back: {
    name: 'Back of your ID',
    title: 'Back of your ID',
    lead: 'Turn the card over and take a photo of the other side.',
    tips: DOCUMENT_TIPS,
    skip: 'My passport has no back side',
  },
  secondary_id_front: {
    name: 'Front of your second ID',
    title: 'Front of your second ID',
    lead: 'Use a different ID than the first one.',
    tips: DOCUMENT_TIPS,
    skip: 'Skip this photo',
  },
  secondary_id_back: {
    name: 'Back of your second ID',
    title: 'Back of your second ID',
    lead: 'Turn the card over and take a photo of the other side.',
    tips: DOCUMENT_TIPS,
    skip: 'It has no back side',
  },
  selfie_front: {
    name: 'Your face',
    title: 'Photo of your face',
    lead: 'Look straight at the camera, with your whole face in the picture.',
    tips: FACE_TIPS,
    skip: 'Skip this photo',
  },
  selfie_left: {
    name: 'Your face, turned left',
    title: 'Your face, turned left',
    lead: 'Turn your head to your left until one ear is out of sight.',
    tips: FACE_TIPS,
    skip: 'Skip this photo',
  },
  selfie_right: {
    name: 'Your face, turned right',
    title: 'Your face, turned right',
    lead: 'Turn your head to your right until one ear is out of sight.',
    tips: FACE_TIPS,
    skip: 'Skip this photo',
  },
}

const other = {
  name: 'Photo',
  title: 'One more photo',
  lead: 'Take the photo that you were asked for.',
  tips: ['Hold still and let the camera focus.', 'Turn on a light or go to a window.'],
  skip: 'Skip this photo',
}

/** By the slot's name in the contract; `other` for those that it does not name. */
export const slots = {
  known,
  other,
  acceptedLead: (accepted: string) => `Accepted here: ${accepted}. For a passport, open the page with your photo.`,
  document: {
    name: (place: number) => `Document ${place}`,
    lead: 'A photo or a PDF.',
    tips: ['All pages that matter, each readable to the edge.', 'No password on the file, at most 15 MB.'],
    skip: 'Skip this document',
  },
  prompt: {
    name: (place: number) => `Photo ${place}`,
    lead: 'Take one photo that shows it.',
  },
}
