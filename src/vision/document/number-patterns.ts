/** What issuers print as document numbers, where they say so: tells a zero from an O where check digits cannot. */

/**
 * By issuer and first letter of the document's code (`P` passport, `I` every card), of documents in force; most of the forms are
 * those of Microsoft's list of EU passport numbers and of validator.js. An issuer with series of other forms is left out
 * rather than half listed.
 */
const PATTERNS: Readonly<Record<string, Readonly<Partial<Record<'P' | 'I', RegExp>>>>> = {
  AUS: { P: /^[A-Z]{1,2}\d{7}$/ },
  BEL: { P: /^[A-Z]{2}\d{6}$/ },
  BRA: { P: /^[A-Z]{2}\d{6}$/ },
  CAN: { P: /^([A-Z]{2}\d{6}|[A-Z]\d{6}[A-Z]{2})$/ },
  CHN: { P: /^([A-Z]\d{8}|[A-Z]{2}\d{7})$/ },
  // No vowels, and no letter that looks like a digit.
  D: { P: /^[CFGHJKLMNPRTVWXYZ0-9]{9}$/, I: /^[CFGHJKLMNPRTVWXYZ0-9]{9}$/ },
  DNK: { P: /^\d{9}$/ },
  ESP: { P: /^[A-Z0-9]{2,3}\d{6}$/, I: /^[A-Z]{3}\d{6}$/ },
  FRA: { P: /^\d{2}[A-Z]{2}\d{5}$/ },
  GBR: { P: /^\d{9}$/ },
  GRC: { P: /^[A-Z]{2}\d{7}$/ },
  HRV: { P: /^\d{9}$/, I: /^\d{9}$/ },
  IND: { P: /^[A-Z]\d{7}$/ },
  IRL: { P: /^[A-Z0-9]{2}\d{7}$/ },
  ITA: { P: /^[A-Z0-9]{2}\d{7}$/, I: /^[A-Z]{2}\d{5}[A-Z]{2}$/ },
  JPN: { P: /^[A-Z]{2}\d{7}$/ },
  KOR: { P: /^([A-Z]\d{8}|[A-Z]{2}\d{7}|[A-Z]\d{3}[A-Z]\d{4})$/ },
  // The letter O is not used.
  NLD: { P: /^[A-NP-Z]{2}[A-NP-Z0-9]{6}\d$/, I: /^[A-NP-Z]{2}[A-NP-Z0-9]{6}\d$/ },
  POL: { P: /^[A-Z]{2}\d{7}$/, I: /^[A-Z]{3}\d{6}$/ },
  RUS: { P: /^\d{9}$/ },
  SGP: { P: /^[A-Z]\d{7}[A-Z]$/ },
  TUR: { P: /^[A-Z]\d{8}$/, I: /^[A-Z]\d{2}[A-Z]\d{5}$/ },
  USA: { P: /^(\d{9}|[A-Z]\d{8})$/ },
}

/** Whether the issuer numbers such documents so; undefined when its numbers are not known. Issuer as in the zone: `D` for Germany. */
export function fitsIssuer(number: string, document: { issuer: string; code: string }): boolean | undefined {
  const kind = document.code.startsWith('P') ? 'P' : /^[ACI]/.test(document.code) ? 'I' : undefined
  const pattern = kind && PATTERNS[document.issuer]?.[kind]
  return pattern?.test(number)
}
