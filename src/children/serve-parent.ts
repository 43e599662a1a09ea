/** The inside of a child process: answers what its parent asks, one thing at a time, and ends with its parent. */
import { Socket } from 'node:net'
import { CHANNEL_FD, FrameReader, type Message, READY, type Reply, toFrame } from './frames.ts'

/** Serves until the parent is gone. What `answer` throws is told to the parent, and the next request is served. */
export function serveParent(answer: (request: Message) => Promise<Message>): void {
  const channel = new Socket({ fd: CHANNEL_FD, readable: true, writable: true })
  const send = (message: Message) => {
    for (const piece of toFrame(message)) channel.write(piece)
  }
  const reader = new FrameReader()
  channel.on('data', (piece: Buffer) => {
    for (const request of reader.add(piece)) void replyTo(answer, request).then(send)
  })
  // A child without a parent is of no use, and native code may not end by itself.
  for (const end of ['end', 'error', 'close']) channel.on(end, () => process.kill(process.pid, 'SIGKILL'))
  send({ body: READY, files: {} })
}

async function replyTo(answer: (request: Message) => Promise<Message>, request: Message): Promise<Message> {
  try {
    const { body, files } = await answer(request)
    return { body: { done: body } satisfies Reply, files }
  } catch (error) {
    const failed = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error'
    return { body: { failed } satisfies Reply, files: {} }
  }
}
