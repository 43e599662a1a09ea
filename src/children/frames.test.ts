import { expect, test } from 'vitest'
import { FrameReader, READY, toFrame } from './frames.ts'

test('what was said before something that is no message is heard, though both come in one piece', () => {
  const ready = { body: READY, files: {} }
  const piece = Buffer.concat([...toFrame(ready), Buffer.alloc(64, 0xff)])
  const heard: unknown[] = []
  expect(() => {
    for (const message of new FrameReader().add(piece)) heard.push(message)
  }).toThrow('longer than is taken')
  expect(heard).toEqual([ready])
})
