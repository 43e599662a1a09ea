/** The words of the steps that are not photos: agreeing, signing, answering. */

export const steps = {
  /** What a step is called in lists and in the bar of steps. */
  names: {
    ID_VERIFICATION: 'Your ID and your face',
    FACE_LIVENESS: 'Your face',
    AGE_ESTIMATION: 'Your age',
    FACE_LIVENESS_CONSENT_SETTINGS: 'Use of your face',
    CONSENT: 'Your consent',
    WHITE_LABEL: 'Welcome',
    DOCUMENT_UPLOAD: 'Your documents',
    CUSTOM_PROMPT: 'Photos',
    CUSTOM_FORM: 'Questions',
  },
  otherName: 'One more step',

  foreign: {
    title: 'This step can’t be done here',
    lead: (organization: string) => `Please ask ${organization} how to go on. What you have sent is kept.`,
  },

  lost: { says: 'The connection was lost.', does: 'Check it, then try again. Nothing is lost.' },
  refused: { says: 'That could not be taken.', does: 'Look over the page and try again.' },

  branding: {
    title: (organization: string) => `Welcome to ${organization}`,
    lead: 'A few things to do, one at a time. You can stop and go on later in this browser.',
    ahead: 'What comes next',
    go: 'Continue',
  },

  agreement: {
    titles: { face: 'May your face be used?', other: 'Please read and agree' },
    lead: (organization: string) => `${organization} needs your answer to go on.`,
    textLabel: 'The text to agree to',
    tick: 'I have read the text and agree.',
    tickMissing: 'Tick the box to agree, or choose “I do not agree”.',
    name: 'Your full legal name',
    nameMissing: 'Enter your name.',
    agree: 'Agree',
    agreeing: 'Sending…',
    refuse: 'I do not agree',
    confirm: {
      title: 'End without agreeing?',
      lead: (organization: string) =>
        `If you do not agree, this check ends here and cannot be taken up again. ${organization} is told.`,
      stay: 'Read it again',
      end: 'End without agreeing',
    },
  },

  signature: {
    title: 'Your signature',
    ways: { draw: 'Draw', type: 'Type', picture: 'Picture' },
    drawHint: 'Sign in the box with a finger, a pen or the mouse.',
    pad: 'Box to sign in. To sign without drawing, choose Type or Picture.',
    clear: 'Clear',
    typeLabel: 'Type your name as your signature',
    typed: (name: string) => `Signature: ${name}`,
    pictureHint: 'A photo of your signature on white paper.',
    choose: 'Choose a picture',
    preview: 'The picture of your signature',
    missing: 'Sign before you agree.',
    unreadable: 'This picture can’t be used. Choose a JPG, PNG or WebP photo of at most 15 MB.',
    emptyAgain: 'Your signature could not be seen. Please sign again.',
  },

  form: {
    title: 'A few questions',
    lead: 'Questions with a * must be answered.',
    requiredMark: 'must be answered',
    choose: 'Choose one',
    yes: 'Yes',
    no: 'No',
    addFile: 'Choose a photo or PDF',
    replaceFile: 'Choose another file',
    removeFile: 'Remove',
    removeName: (name: string) => `Remove ${name}`,
    submit: 'Continue',
    sending: 'Sending…',
    errors: (count: number) => (count === 1 ? 'One answer needs a look.' : `${count} answers need a look.`),
    faults: {
      empty: 'Answer this question.',
      untickedBox: 'Tick this box to go on.',
      noChoice: 'Choose at least one.',
      noFile: 'Add a file.',
      number: 'Enter a number, such as 1250.50.',
      date: 'Enter a date that exists.',
      long: 'This answer is too long.',
      file: 'This file can’t be used. Choose a PDF, or a JPG, PNG or WebP photo, of at most 15 MB.',
      other: 'This answer can’t be taken. Change it.',
    },
  },
}
