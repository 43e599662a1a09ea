/** Proves the forms of gateways and what their answers mean, against a real HTTP server. */
import { afterEach, describe, expect, it, test } from 'vitest'
import { answerJson, startSmsGateway, type TestSmsGateway } from '../../test/harness/sms-gateway.ts'
import { SmsError } from './sms-error.ts'
import { findSmsForm, findTemplateProblem, type SmsGatewayName } from './sms-forms.ts'
import { SmsGateway, type SmsOptions } from './sms-gateway.ts'

const MESSAGE = {
  id: '7d1c9a52-5c06-4a53-9e1b-6f3a1f6a4a77',
  to: '+15192223333',
  text: 'Acme & "Co": https://x.test/v/a_b',
}
const TEMPLATE = '{"to":"{to}","from":"{from}","text":"{text}","id":"{id}"}'

let gateway: TestSmsGateway | undefined
afterEach(async () => {
  await gateway?.close()
  gateway = undefined
})

async function send(
  name: SmsGatewayName,
  answer?: TestSmsGateway['answer'],
  { template = TEMPLATE, ...options }: Partial<SmsOptions> & { template?: string; text?: string } = {},
) {
  gateway ??= await startSmsGateway()
  if (answer) gateway.answer = answer
  const url = options.url ?? new URL(gateway.url.replace('//', '//user:p%40ss@'))
  const own = { url, authorization: undefined, from: 'Acme', form: findSmsForm(name, template), timeoutMs: 500 }
  const sender = new SmsGateway({ ...own, ...options })
  const failure = await sender.send({ ...MESSAGE, ...(options.text && { text: options.text }) }).catch((error) => error)
  sender.close()
  return failure as SmsError | undefined
}

const told = (error: SmsError | undefined) => error && [error.fault, error.statusCode, error.end]

describe('what a gateway is sent', () => {
  it('is its form, with the credentials of the URL and the id of the message', async () => {
    await send('twilio')
    await send('vonage', (_request, reply) => answerJson(reply, 200, { messages: [{ status: '0' }] }))
    await send('messagebird', undefined, { authorization: 'AccessKey KEY' })
    const [twilio, vonage, messagebird] = gateway?.requests ?? []
    const fields = (body = '') => Object.fromEntries(new URLSearchParams(body))
    expect(fields(twilio?.body)).toEqual({ To: MESSAGE.to, From: 'Acme', Body: MESSAGE.text })
    expect(twilio?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
      'idempotency-key': MESSAGE.id,
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(fields(vonage?.body)).toMatchObject({ to: '15192223333', text: MESSAGE.text, type: 'text' })
    expect(fields(messagebird?.body)).toMatchObject({
      recipients: '15192223333',
      originator: 'Acme',
      body: MESSAGE.text,
    })
    expect(messagebird?.headers.authorization).toBe('AccessKey KEY')
  })

  it('is the operator’s own template, JSON or a form, escaped, and says when the text needs UCS-2', async () => {
    await send('own')
    await send('own', undefined, { template: 'n={number}&t={text}&as={type}', text: 'Łódź €' })
    const [json, form] = gateway?.requests ?? []
    expect(JSON.parse(json?.body ?? '')).toEqual({ ...MESSAGE, from: 'Acme' })
    expect(form?.body).toBe(`n=15192223333&t=${encodeURIComponent('Łódź €')}&as=unicode`)
  })

  test.each([
    ['{"to":"{to}"}', /\{text\}/],
    ['{"to":{to},"text":"{text}"}', /inside strings/],
    ['{to} {text}', /JSON or a form/],
    ['to={to}&text={text}', undefined],
  ])('a template that cannot work is told: %s', (template, problem) => {
    const found = findTemplateProblem(template)
    if (problem) expect(found).toMatch(problem)
    else expect(found).toBeUndefined()
  })
})

describe('what a gateway answers', () => {
  const status = (code: number, body: unknown = {}): TestSmsGateway['answer'] => {
    return (_request, reply) => answerJson(reply, code, body)
  }
  const vonage = (code: string) => status(200, { messages: [{ to: '15192223333', status: code, 'error-text': 'no' }] })

  test.each<[SmsGatewayName, TestSmsGateway['answer'], unknown]>([
    ['twilio', status(400, { code: 21408, message: 'no', status: 400 }), ['country_refused', 21408, 'final']],
    ['twilio', status(400, { code: 21610 }), ['recipient_refused', 21610, 'final']],
    ['twilio', status(400, { code: 21606 }), ['sender_refused', 21606, undefined]],
    ['twilio', status(400, { code: 21617 }), ['message_refused', 21617, 'final']],
    ['vonage', vonage('0'), undefined],
    ['vonage', vonage('29'), ['country_refused', 29, 'final']],
    ['vonage', vonage('1'), ['gateway_busy', 1, undefined]],
    ['vonage', vonage('4'), ['sign_in_refused', 4, undefined]],
    ['vonage', status(200, 'well'), ['answer_unreadable', 200, 'unknown']],
    ['messagebird', status(422, { errors: [{ code: 9, description: 'no' }] }), ['recipient_refused', 9, 'final']],
    ['messagebird', status(422, { errors: [{ code: 25 }] }), ['gateway_balance', 25, undefined]],
    ['own', status(202), undefined],
    ['own', status(401), ['sign_in_refused', 401, undefined]],
    ['own', status(422), ['message_refused', 422, 'final']],
    ['own', status(429), ['gateway_busy', 429, undefined]],
    ['own', status(500), ['gateway_busy', 500, undefined]],
    ['own', status(504), ['gateway_busy', 504, 'unknown']],
    ['own', status(302), ['url_refused', 302, undefined]],
  ])('%s %#: is taken, refused for good, tried again or unknown', async (name, answer, expected) => {
    expect(told(await send(name, answer))).toEqual(expected)
  })

  it('is unknown when it comes too late, or breaks off after the request', async () => {
    expect(told(await send('own', () => undefined))).toEqual(['timeout', undefined, 'unknown'])
    const broken = await send('own', (_request, reply) => void reply.socket?.destroy())
    expect(told(broken)).toEqual(['connection_broken', undefined, 'unknown'])
  })

  it('is tried again when nobody listened, and plain http leaves no network of one’s own', async () => {
    const closed = await startSmsGateway()
    await closed.close()
    expect(told(await send('own', undefined, { url: new URL(closed.url) }))).toEqual([
      'connection_refused',
      undefined,
      undefined,
    ])
    const abroad = await send('own', undefined, { url: new URL('http://192.0.43.7/') })
    expect(told(abroad)).toEqual(['address_refused', undefined, undefined])
  })

  it('is taken by its status, however much follows', async () => {
    const chunk = Buffer.alloc(64 * 1024, 'x')
    let sent = 0
    const flood: TestSmsGateway['answer'] = (_request, reply) => {
      reply.writeHead(200)
      const more = () => {
        while (!reply.destroyed && sent < 2 ** 30 && reply.write(chunk)) sent += chunk.length
        if (!reply.destroyed) reply.once('drain', more)
      }
      more()
    }
    expect(await send('own', flood)).toBeUndefined()
    expect(sent).toBeLessThan(2 ** 26)
  })

  it('is in no message of an error', async () => {
    const error = await send('twilio', status(400, { code: 21211, message: `The number ${MESSAGE.to} is not valid` }))
    expect(error).toBeInstanceOf(SmsError)
    expect(`${error?.message}${error?.stack}`).not.toContain('1519222')
  })
})
