/** The parts of `test_verified` that no step of this installation measures; shapes of the contract's §4.3. */

/** Fields of a driver's licence that a machine-readable zone does not hold: with ours, 21. */
export const LICENCE_FIELDS = [
  ['MIDDLE_NAME', 'MARIA'],
  ['SUFFIX', ''],
  ['ADDRESS', '12 ELM STREET'],
  ['CITY_IN_ADDRESS', 'TORONTO'],
  ['STATE_IN_ADDRESS', 'ON'],
  ['ZIP_CODE_IN_ADDRESS', 'M5V 2T6'],
  ['STATE_NAME', 'ONTARIO'],
  ['COUNTY', ''],
  ['PLACE_OF_BIRTH', ''],
  ['CLASS', 'G'],
  ['RESTRICTIONS', 'X'],
  ['ENDORSEMENTS', ''],
  ['VETERAN', ''],
].map(([type, value]) => ({ type, value, confidence: 97.4 }))

/** One person who is politically exposed and no sanctions; four adverse articles in two categories. */
const SCREENING = {
  pep_sanctions_data: {
    peps: [
      {
        name: 'Anna Eriksson',
        country: 'se',
        score: 0.72,
        id: 'fixture-pep-1',
        datasets: ['fixture_members_of_parliament'],
        birth_date: '1961',
      },
    ],
    sanctions: null,
    both: null,
  },
  adverse_media_data: {
    total_hits: 4,
    timestamp: '2026-01-15T14:12:00.000Z',
    news_exposures: {
      financial_crime: exposure('financial_crime', [
        'Namesake charged with invoice fraud',
        'Court hears fraud case',
        'Appeal in fraud case dismissed',
      ]),
      uncategorized: exposure('uncategorized', ['Local business changes hands']),
    },
  },
}

const DOCUMENT_RISK = {
  overall_risk_score: 12,
  documents_analyzed: 1,
  documents_with_signals: 1,
  analysis_timestamp: '2026-01-15T14:12:30.000Z',
  document_analysis: [
    {
      expected_document_name: 'Proof of address',
      document_key: 'document_1',
      field_label: 'proof_of_address',
      status: 'ok',
      status_message: null,
      risk_score: 12,
      total_weight: 22,
      max_possible_weight: 190,
      metadata: { creator: 'Writer', producer: 'PDF library', page_count: 1, encrypted: false },
      signals: [
        {
          code: 'METADATA_MODIFIED',
          severity: 'LOW',
          weight: 22,
          message: 'The document was saved again after it was made.',
          evidence: {},
        },
      ],
    },
  ],
}

/** By step; parts that our own steps do not measure. */
export const FURTHER_ANALYSIS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  PEP_SANCTIONS: { pep_sanctions_data: SCREENING.pep_sanctions_data },
  ADVERSE_MEDIA: { adverse_media_data: SCREENING.adverse_media_data },
  DOCUMENT_UPLOAD: { document_risk_data: DOCUMENT_RISK },
  TITLE_SEARCH: {
    title_search_data: {
      subject_property: {
        property_full_street_address: '12 Elm Street',
        property_city: 'Austin',
        property_state: 'TX',
      },
      owner_information: { owner1_last_name: 'Eriksson', owner1_first_name_middle_initial: 'Anna M' },
      location_information: { county: 'Travis' },
    },
  },
  CUSTOM_FORM: {
    custom_form_data: [{ question: 'What is your occupation?', answer: 'Engineer', type: 'short-text' }],
  },
}

function exposure(category: string, headlines: readonly string[]) {
  const articles = headlines.map((headline, place) => ({
    source: 'news',
    headline,
    source_link: `https://news.example.com/${category}/${place + 1}`,
    timestamp: '2025-06-01T00:00:00.000Z',
  }))
  return { category, hits: articles.length, articles }
}
