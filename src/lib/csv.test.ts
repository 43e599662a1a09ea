import { describe, expect, it } from 'vitest'
import { toCsvLine } from './csv.ts'

describe('a line of CSV', () => {
  it('quotes what would end a cell or a line', () => {
    expect(toCsvLine(['a', 'b,c', 'say "no"', 'two\nlines'])).toBe('a,"b,c","say ""no""","two\nlines"\r\n')
  })

  it('leaves missing cells empty and writes moments in ISO 8601', () => {
    expect(toCsvLine([undefined, null, 0, false, new Date(0)])).toBe(',,0,false,1970-01-01T00:00:00.000Z\r\n')
  })

  it('holds no text that a spreadsheet would run, and leaves negative numbers alone', () => {
    const cells = ['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', '\tx', '＝1', '\n=1', -1]
    expect(toCsvLine(cells)).toBe(`"'=HYPERLINK(""x"")",'+1,'-1,'@SUM(A1),'\tx,'＝1,"'\n=1",-1\r\n`)
  })
})
