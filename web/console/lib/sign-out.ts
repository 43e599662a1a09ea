/** Ends the sign-in and forgets everything that the pages knew. */
import { api } from './api.ts'

/** The sign-in page is loaded anew and takes this page's place, so that the back button shows nothing. */
export async function signOut(): Promise<void> {
  try {
    await api.post('/api/auth/sign-out')
  } finally {
    // Drafts outlive a sign-in that ran out, whose person comes back, but not one that was ended.
    clearTab()
    window.location.replace('/sign-in')
  }
}

function clearTab(): void {
  try {
    window.sessionStorage.clear()
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}
