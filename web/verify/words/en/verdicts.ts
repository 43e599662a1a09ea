/** What an applicant reads when a step is given back: one sentence and one instruction for each code; never a word about fraud. */
export const verdicts = {
  codes: {
    FACE_MISMATCH: {
      says: 'We couldn’t match your face to your ID',
      does: 'Take the photo of your face again in good light, without filters, and make sure that the ID is yours.',
    },
    LIVENESS_ID_MISMATCH: {
      says: 'We couldn’t match this photo to your first one',
      does: 'Take the photo of your face again in good light, without filters.',
    },
    DOC_TYPE_NOT_ALLOWED: {
      says: 'This ID is not accepted here',
      does: 'Use another one that is your own.',
    },
    SELFIE_IS_DOCUMENT: {
      says: 'We need a photo of you, not of your ID',
      does: 'Turn the camera to your face and take a new photo.',
    },
    ID_TYPE_UNRECOGNIZED: {
      says: 'We couldn’t read your ID',
      does: 'Take the photo again in better light, without a cover, with all four corners in the picture.',
    },
    FACE_NOT_DETECTED_IN_ID: {
      says: 'We can’t see the photo on your ID',
      does: 'Take a picture of the side with your photo, without glare on it.',
    },
    NO_FACE_DETECTED: {
      says: 'We can’t see your face',
      does: 'Look at the camera with your whole face in the picture.',
    },
    SEVERAL_FACES: {
      says: 'There is more than one face',
      does: 'Take the photo again with only you in the picture.',
    },
    PICTURE_BLURRED: {
      says: 'The photo is blurred',
      does: 'Wipe the lens, hold still and let the camera focus.',
    },
    PICTURE_TOO_DARK: {
      says: 'The photo is too dark',
      does: 'Turn on a light or go to a window.',
    },
    PICTURE_TOO_BRIGHT: {
      says: 'The photo is too bright',
      does: 'Move away from the lamp or out of the sun.',
    },
    PICTURE_GLARE: {
      says: 'Light hides part of your ID',
      does: 'Tilt it a little or move away from the lamp.',
    },
    PICTURE_TOO_SMALL: {
      says: 'It is too small in the photo',
      does: 'Move closer until it fills the picture.',
    },
    FACE_TURNED_AWAY: {
      says: 'Your face is turned away',
      does: 'Look straight at the camera.',
    },
    FACE_CUT_OFF: {
      says: 'Part of your face is missing',
      does: 'Hold the camera further away, with your whole face in the picture.',
    },
    FILE_ENCRYPTED: {
      says: 'A file is locked with a password',
      does: 'Send it without a password, or take photos of it.',
    },
    FILE_DAMAGED: {
      says: 'A file can’t be opened',
      does: 'Save it again as a PDF, or take a photo of it.',
    },
    FILE_TOO_LONG: {
      says: 'A file has too many pages',
      does: 'Send only the pages that were asked for.',
    },
    SIGNATURE_EMPTY: {
      says: 'Your signature is missing',
      does: 'Sign again, so that it can be seen.',
    },
  },
  /** For a code that this page does not know. */
  unknown: { says: 'We couldn’t use what you sent', does: 'Send it again.' },
  accepted: (does: string, documents: string) => `${does} Accepted: ${documents}.`,
}
