/** The text that is agreed to before a face is measured; its version is a digest of it, so that every change shows. */

export const BIOMETRIC_CONSENT_TEXT = `Consent to the use of your face

What is taken. You are asked for pictures of your face and, if this check includes one, a picture of your identity document. From these pictures numbers are computed that describe your face (biometric data).

Why. The numbers are used to carry out this check: to tell whether a live person is in front of the camera, whether that person is the one in the document and, if the check asks for it, how old that person looks.

How it is kept. Pictures and results are encrypted and kept by the organization that asked for this check, for as long as its own rules and the law require. People who decide on your check may look at them.

Your choice. You are free to say no. If you do, your face is not measured and this check is declined; the organization can tell you whether there is another way. You may withdraw your consent later and ask the organization to delete your pictures.

By agreeing you confirm that you have read this text and that your face may be used as described.`
