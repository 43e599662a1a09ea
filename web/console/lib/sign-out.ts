/** Ends the sign-in and forgets everything that the pages knew. */
import { api } from './api.ts'

/** The sign-in page is loaded anew and takes this page's place, so that the back button shows nothing. */
export async function signOut(): Promise<void> {
  try {
    await api.post('/api/auth/sign-out')
  } finally {
    window.location.replace('/sign-in')
  }
}
