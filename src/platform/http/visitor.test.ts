import { describe, expect, test } from 'vitest'
import { clause } from '../../testing/clause.ts'
import { cameEncrypted, deviceWords, trustedProxies } from './visitor.ts'

describe('what a browser says of itself', () => {
  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:187.0) Gecko/20100101 Firefox/187.0.3', 'Firefox på Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/139.0.6998.88 Safari/537.36',
      'Chrome på Windows',
    ],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.3240.50', 'Edge på Windows'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_6_1 like Mac OS X) Version/19.6 Mobile/15E148 Safari/604.1',
      'Safari på iOS',
    ],
    ['Mozilla/5.0 (Linux; Android 16; SM-S938B Build/BP2A) Chrome/139.0 Mobile Safari/537.36', 'Chrome på Android'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 16_2) Version/19.0 Safari/605.1.15', 'Safari på macOS'],
    ['någon som heter Åsa Berg', 'Okänd webbläsare på okänt system'],
    ['', 'Okänd webbläsare på okänt system'],
  ])('%s is kept as %s: its kind, and nothing one could be known by', clause('P-8.3'), (said, kept) => {
    expect(deviceWords(said)).toBe(kept)
  })
})

describe('whether a request travelled encrypted', () => {
  const proxies = trustedProxies(['10.0.0.0/8'])
  test.each([
    ['the machine itself', '127.0.0.1', null, true],
    ['the machine itself, over IPv6', '::ffff:127.0.0.1', null, true],
    ['a proxy on the machine that took it in by https', '127.0.0.1', 'https', true],
    ['a proxy on the machine that took it in by http', '127.0.0.1', 'http', false],
    ['a proxy that we believe, by https', '10.1.2.3', 'https', true],
    ['a proxy that we believe, by http', '10.1.2.3', 'http', false],
    ['a proxy that we believe, the nearest by http', '10.1.2.3', 'https, http', false],
    ['a proxy that we believe and that does not say', '10.1.2.3', null, false],
    ['somebody who claims it', '192.0.2.7', 'https', false],
    ['somebody', '192.0.2.7', null, false],
  ])('%s', clause('P-20.4'), (_, peer, proto, encrypted) => {
    expect(cameEncrypted(peer, proto, proxies)).toBe(encrypted)
  })
})
