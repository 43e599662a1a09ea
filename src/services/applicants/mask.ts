/** Masks personal data of applicants for those who may work with sessions but not see who they are about. */
import { type Actor, hasScope } from '../actor.ts'

/** The personal data that lists and details show of an applicant. */
export interface PersonalData {
  readonly firstName: string
  readonly lastName: string
  readonly email?: string | undefined
  readonly phone?: string | undefined
}

/** Whether the actor sees applicants as they are; everybody else is given masked data by the server. */
export function seesApplicants(actor: Actor): boolean {
  return hasScope(actor, 'applicants:read')
}

/** The data as the actor may see it: as it is with the scope applicants:read, else masked. */
export function toVisible<T extends PersonalData>(actor: Actor, data: T): T {
  return seesApplicants(actor) ? data : maskPersonalData(data)
}

/** The same fields with nothing left but a first letter, the e-mail's domain and the phone's last two digits. */
export function maskPersonalData<T extends PersonalData>(data: T): T {
  return {
    ...data,
    firstName: maskName(data.firstName),
    lastName: maskName(data.lastName),
    ...(data.email !== undefined && { email: maskEmail(data.email) }),
    ...(data.phone !== undefined && { phone: maskPhone(data.phone) }),
  }
}

/** `Anna` → `A•••`: always as many dots, since the length of a name tells much of it. */
export function maskName(name: string): string {
  const [first = ''] = name.trim()
  return first === '' ? '' : `${first}•••`
}

/** `anna@example.com` → `a•••@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  if (at < 0) return maskName(email)
  return `${maskName(email.slice(0, at))}${email.slice(at)}`
}

/** `+15192223367` → `•••67`. */
export function maskPhone(phone: string): string {
  return phone === '' ? '' : `•••${phone.slice(-2)}`
}
