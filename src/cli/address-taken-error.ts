/** Why a server cannot listen. */

/** The server cannot listen where it should; the message says what to do. */
export class AddressTakenError extends Error {
  override readonly name = 'AddressTakenError'
}
