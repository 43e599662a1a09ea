/** The person of the demo's passport: what is printed on it, without the photograph. */
import type { SpecimenPassport } from './specimen.ts'

export const HOLDER_PASSPORT: Omit<SpecimenPassport, 'photoJpeg'> = {
  surname: 'ERIKSSON',
  givenNames: 'ANNA MARIA',
  documentNumber: 'L898902C3',
  nationality: 'UTO',
  issuer: 'UTO',
  dateOfBirth: '1986-08-12',
  sex: 'F',
  dateOfIssue: '2024-04-16',
  expirationDate: '2034-04-15',
}
