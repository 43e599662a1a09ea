/** What an applicant reads on every screen. */

/** Shown where the organization's name is not known, as on a link that leads nowhere. */
const SENDER = 'the organization that sent it'

export const page = {
  language: 'en',
  product: 'Identity check',
  testRibbon: 'Test',
  testRibbonDetail: 'This is not a real check.',
  anyId: 'ID with your photo',
  idKinds: {
    passport: 'passport',
    visa: 'visa',
    drivingLicence: 'driving licence',
    identityCard: 'identity card',
    residencePermit: 'residence permit',
  },
  idFrom: (kinds: string, places: string) => `${kinds} from ${places}`,
  pickLanguage: 'Language',
  back: 'Back',
  close: 'Close',
  help: 'Help',
  progress: 'Progress',
  step: (step: number, of: number) => `Step ${step} of ${of}`,
  stepNames: { welcome: 'Agree' },

  opening: {
    title: 'Opening your identity check',
    wait: 'One moment.',
    status: 'Opening your identity check. One moment.',
  },

  door: {
    title: (organization: string) => `Identity check for ${organization}`,
    lead: 'Start on the phone or computer that you want to use: the link then works in this browser only.',
    start: 'Start',
  },

  problems: {
    invalid: {
      title: 'This link does not work',
      lead: (who = SENDER) =>
        `It may be incomplete, or this is not the browser in which you began. Open the link again as you received it, or ask ${who} for a new one.`,
    },
    used: {
      title: 'This link was already opened',
      lead: (who = SENDER) =>
        `For your safety it works in one browser only. Go on in the browser in which you opened it first, or ask ${who} for a new link.`,
    },
    ended: {
      title: 'There is a newer link',
      lead: (who = SENDER) =>
        `This one was replaced and opens nothing any more. Open the latest link that ${who} sent you: you go on there where you stopped.`,
    },
    expired: {
      title: 'This link is no longer valid',
      lead: (who = SENDER) => `The time to finish is over. Ask ${who} for a new link.`,
    },
    closed: {
      title: 'This check is closed',
      lead: (who = SENDER) =>
        `Nothing more is taken here, and you do not need to do anything. If you did not expect this, ask ${who}.`,
    },
    voided: {
      title: 'This check was cancelled',
      lead: (who = SENDER) => `You do not need to do anything. If you did not expect this, ask ${who}.`,
    },
    unreachable: {
      title: 'We cannot reach the server',
      lead: () => 'Check your connection, wait a moment and try again. Nothing that you have sent is lost.',
    },
    retry: 'Try again',
  },

  welcome: {
    title: (organization: string) => `${organization} asks you to confirm who you are`,
    lead: (firstName?: string) =>
      firstName ? `Hello ${firstName}. This takes about two minutes.` : 'This takes about two minutes.',
    needsTitle: 'What you need',
    needDocument: 'Your ID: passport, driving licence or identity card',
    needFace: 'A photo of your face',
    needFiles: 'Documents that you are asked for, as photos or PDFs',
    needAnswers: 'Answers to a few questions',
    needOther: 'Your camera, or photos that you already have',
    dataTitle: 'What happens with your data',
    data: (organization: string) =>
      `${organization} uses your photos and the details on your ID to confirm who you are. Photos are stored encrypted.`,
    more: 'How your data is used',
    until: (moment: string) => `You can finish this until ${moment}.`,
    biometrics: (organization: string) =>
      `I agree that my face is measured in these photos, so that ${organization} can compare it with my ID.`,
    biometricsMissing: 'Tick the box to go on. If you do not want this, choose “I don’t agree”.',
    agree: 'Agree and continue',
    decline: 'I don’t agree',
  },

  data: {
    title: 'How your data is used',
    sections: (organization: string) => [
      {
        title: 'What is stored',
        text: 'The photos that you send, the details printed on your ID, the measurements of your face and the outcome. Also when you submitted, and the network address, device and browser you used.',
      },
      {
        title: 'Who sees it',
        text: `${organization}. The check runs on the server that shows you this page; your photos are not sent to an outside recognition service.`,
      },
      {
        title: 'How long',
        text: `${organization} decides how long it is kept and can delete it. Ask them to see or to delete your data.`,
      },
      {
        title: 'Your choice',
        text: 'You do not have to agree. If you close this page, what you have not submitted is not checked.',
      },
    ],
  },

  declined: {
    title: 'You did not agree',
    lead: (organization: string) =>
      `No photo was taken or stored. ${organization} may have another way to confirm who you are; please contact them.`,
    leave: (organization: string) => `Go to ${organization}`,
    reconsider: 'Read it again',
  },

  photo: {
    take: 'Take a photo',
    choose: 'Choose a photo',
    chooseFile: 'Choose a photo or PDF',
    fileTitle: 'Is this the right file?',
    fileLead: 'Check its name before you send it.',
    examples: 'Not like this',
    readableTitle: 'Is everything sharp and readable?',
    faceTitle: 'Is your face clear to see?',
    readableLead: 'Check that no corner is missing and no light hides the text.',
    faceLead: 'Check that your whole face is in the picture and well lit.',
    preview: (name: string) => `The photo you chose: ${name}`,
    looksGood: 'Looks good',
    again: 'Take again',
    photoInstead: 'Take a photo instead',
    another: 'Choose another',
    sending: 'Sending your photo',
    sendingFile: 'Sending your file',
    sendingLead: 'Keep this page open for a moment.',
    sent: (name: string) => `${name}: sent.`,
    waiting: 'The connection was lost. It is kept here and is sent again by itself.',
    keptLead: 'You have sent this already. Keep it, or send another one.',
    keep: 'Keep it',
    takeInstead: 'Take a new photo',
  },

  faults: { blurred: 'Blurred', glare: 'Glare', cutOff: 'Cut off', dark: 'Too dark', covered: 'Covered' },

  photoFaults: {
    image_invalid: { says: 'This photo can’t be read.', does: 'Take it again, or choose another photo.' },
    body_too_large: { says: 'This photo is larger than 15 MB.', does: 'Take a photo here instead.' },
    upload_quota_exceeded: {
      says: 'There is no room for another photo.',
      does: 'Go on with what you have sent, or ask who sent you this link.',
    },
    media_unsupported: { says: 'This file can’t be used.', does: 'Choose a JPG, PNG or WebP photo.' },
    file_unsupported: { says: 'This file can’t be used.', does: 'Choose a PDF, or a JPG, PNG or WebP photo.' },
    unreachable: { says: 'The connection was lost.', does: 'Go where you are online, then choose “Looks good” again.' },
    other: { says: 'That didn’t work.', does: 'Take the photo again.' },
  },

  review: {
    title: 'Ready to send',
    lead: 'Look over what you give. You can still change it.',
    sent: 'Sent',
    skipped: 'Left out',
    missing: 'Not sent yet',
    again: 'Needed again',
    change: 'Change',
    add: 'Add',
    retake: 'Take again',
    retakePhoto: 'Take a new photo',
    replaceFile: 'Send another file',
    changeName: (name: string) => `Change: ${name}`,
    addName: (name: string) => `Add: ${name}`,
    retakeName: (name: string) => `Take again: ${name}`,
    submit: 'Submit',
    triesLeft: (count: number) => (count === 1 ? 'You have one try left.' : `You have ${count} tries left.`),
    refused: { says: 'That could not be taken.', does: 'Look over the list and try again.' },
  },

  checking: {
    photos: 'Checking your photos',
    files: 'Checking your files',
    other: 'One moment',
    lead: 'This takes a few seconds. You can wait here.',
    slow: 'This takes longer than usual. You can keep waiting, or close this page and open the link again later in this browser.',
  },

  done: {
    verified: {
      title: 'You are verified',
      lead: (organization: string) => `There is nothing more to do. ${organization} has been told.`,
    },
    submitted: {
      title: 'Everything is submitted',
      lead: (organization: string) => `A person will look at it. ${organization} will tell you how it goes on.`,
    },
    rejected: {
      title: 'We could not verify you',
      lead: (organization: string) =>
        `${organization} has been told and may have another way to confirm who you are; please contact them.`,
    },
    refused: {
      title: 'You did not agree',
      lead: (organization: string) =>
        `${organization} has been told and may have another way to confirm who you are; please contact them.`,
    },
    redirect: (organization: string, seconds: number) =>
      seconds === 1
        ? `You go back to ${organization} in 1 second.`
        : `You go back to ${organization} in ${seconds} seconds.`,
    stay: 'Stay on this page',
    goBack: (organization: string) => `Go back to ${organization}`,
  },

  leave: {
    title: 'Do you want to leave?',
    text: 'What you have sent is kept. To go on later, open the link again in this browser. Go back once more to leave.',
    stay: 'Stay here',
  },

  helpSheet: {
    title: 'Help',
    items: (organization?: string) => [
      {
        title: 'You want to stop for now',
        text: 'Close this page. What you send is stored at once. Open the link again in this browser to go on.',
      },
      {
        title: 'The camera does not open',
        text: 'Choose a photo that you already have, or allow the camera for this browser in the settings of your phone.',
      },
      {
        title: 'You did not expect this',
        text: `If you do not know why you are here, close this page and ask ${organization ?? SENDER}.`,
      },
    ],
    code: 'Session code, if somebody helping you asks for it:',
  },
}
