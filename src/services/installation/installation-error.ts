/** Why a server may not join the installation. */

/** The server is no node of the installation that its database holds; the message says what differs. */
export class InstallationError extends Error {
  override readonly name = 'InstallationError'
}
