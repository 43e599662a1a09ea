import { describe, expect, it } from 'vitest'
import { HmacKey } from './hmac-key.ts'
import { createKeyring, newDataKey, sealSecret, unsealSecret } from './keyring.ts'

const OLD = 'an earlier root secret that is long enough to be one'
const CURRENT = 'the current root secret that is long enough to be one'

describe('the keyring', () => {
  it('is the same whenever it is derived from the same secret', () => {
    expect(createKeyring(CURRENT)).toEqual(createKeyring(CURRENT))
  })

  it('has no two keys alike', () => {
    const { peppers, masters, signing, links, console: people, seals } = createKeyring(CURRENT, [OLD])
    const keys = [...signing, ...links, ...[...masters, ...people, ...seals].map(({ key }) => key)]
    const digests = [...keys.map((key) => new HmacKey(key)), ...peppers.map(({ key }) => key)]
    expect(new Set(digests.map((key) => key.hex('the same text'))).size).toBe(12)
  })

  it('opens after a rotation what was sealed before it, and seals under the current key', () => {
    const before = sealSecret(createKeyring(OLD), Buffer.from('secret'), 'row')
    const rotated = createKeyring(CURRENT, [OLD])
    expect(unsealSecret(rotated, before.bytes, before.version, 'row').toString()).toBe('secret')
    const after = sealSecret(rotated, Buffer.from('secret'), 'row')
    expect(after.version).toBe(createKeyring(CURRENT).masters[0].version)
    expect(unsealSecret(createKeyring(CURRENT), after.bytes, after.version, 'row').toString()).toBe('secret')
  })

  it('says which secret is missing when the key of a row is gone', () => {
    const sealed = sealSecret(createKeyring(OLD), Buffer.from('secret'), 'row')
    expect(() => unsealSecret(createKeyring(CURRENT), sealed.bytes, sealed.version, 'row')).toThrow(
      'OPENIDV_SECRET_KEY',
    )
  })

  it('versions fit the database’s integer and follow the secret, not its place', () => {
    const [current, old] = createKeyring(CURRENT, [OLD]).peppers
    expect(old?.version).toBe(createKeyring(OLD).peppers[0].version)
    for (const version of [current.version, old?.version ?? -1]) {
      expect(Number.isInteger(version) && version >= 0 && version < 2 ** 31).toBe(true)
    }
  })

  it('data keys are random', () => {
    expect(newDataKey().equals(newDataKey())).toBe(false)
  })
})
