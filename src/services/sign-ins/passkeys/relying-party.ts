/** Who passkeys are made for and signed to. */

/** This server, as browsers name it. */
export interface RelyingParty {
  /** The host name: a passkey works for no other. */
  readonly id: string
  /** Scheme, host and port of the page that asks. */
  readonly origin: string
  /** What the browser calls us. */
  readonly name: string
}

/** What a browser's answer is held against: the secret of its cookie, and whom it must have been given to. */
export interface Ceremony {
  readonly secret: string | undefined
  readonly relyingParty: RelyingParty
}
