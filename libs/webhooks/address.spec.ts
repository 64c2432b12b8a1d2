import { describe, expect, it } from '@jest/globals';
import { Refused } from '#refusals';
import { webhookAddress } from './address.js';

const reasonFor = (address: string, options = {}): unknown => {
  try {
    return `taken: ${webhookAddress(address, options)}`;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    expect(error.code).toBe('webhook-address-refused');
    return error.details.members!['reason'];
  }
};

describe('an address of a webhook', () => {
  it('is a public name over HTTPS, in its one form', () => {
    expect(webhookAddress('HTTPS://Hooks.Laboratory.example:443/a?b=c')).toBe(
      'https://hooks.laboratory.example/a?b=c',
    );
    expect(webhookAddress('https://检测.example:8443/')).toBe('https://xn--s1vw0h.example:8443/');
  });

  it.each([
    ['', 'unreadable'],
    ['hooks.laboratory.example', 'unreadable'],
    ['https://', 'unreadable'],
    ['https://a b.example/', 'unreadable'],
    ['http://hooks.laboratory.example/', 'notHttps'],
    ['ftp://hooks.laboratory.example/', 'notHttps'],
    ['file:///etc/passwd', 'notHttps'],
    ['javascript:alert(1)', 'notHttps'],
    ['gopher://hooks.laboratory.example/', 'notHttps'],
    ['https://user@hooks.laboratory.example/', 'credentials'],
    ['https://:secret@hooks.laboratory.example/', 'credentials'],
    ['https://hooks.laboratory.example@10.0.0.1/', 'credentials'],
    ['https://hooks.laboratory.example/#a', 'fragment'],
    ['https://hooks.laboratory.example/#', 'fragment'],
    ['https://127.0.0.1/', 'noName'],
    ['https://8.8.8.8/', 'noName'],
    ['https://2130706433/', 'noName'],
    ['https://0x7f000001/', 'noName'],
    ['https://0177.0.0.1/', 'noName'],
    ['https://127.1/', 'noName'],
    ['https://１２７.0.0.1/', 'noName'],
    ['https://127.0.0.1./', 'noName'],
    ['https://[::1]/', 'noName'],
    ['https://[::ffff:127.0.0.1]/', 'noName'],
    ['https://[fe80::1]/', 'noName'],
    ['https://localhost/', 'notPublic'],
    ['https://LOCALHOST./', 'notPublic'],
    ['https://a.localhost/', 'notPublic'],
    ['https://intranet/', 'notPublic'],
    ['https://db.internal/', 'notPublic'],
    ['https://metadata.google.internal/', 'notPublic'],
    ['https://printer.local/', 'notPublic'],
    ['https://router.home.arpa/', 'notPublic'],
    ['https://hooks.laboratory.example:22/', 'port'],
    ['https://hooks.laboratory.example:0/', 'port'],
    [`https://hooks.laboratory.example/${'a'.repeat(1_000)}`, 'tooLong'],
    [`https://hooks.laboratory.example/${'字'.repeat(300)}`, 'tooLong'],
  ])('%s is refused: %s', (address, reason) => {
    expect(reasonFor(address)).toBe(reason);
  });

  it('may be of this machine where a demonstration says so, over plain HTTP too, and of no other machine', () => {
    const options = { allowLoopback: true };
    expect(webhookAddress('http://127.0.0.1:8080/', options)).toBe('http://127.0.0.1:8080/');
    expect(webhookAddress('http://localhost:80/', options)).toBe('http://localhost/');
    expect(reasonFor('http://10.0.0.1/', options)).toBe('notHttps');
    expect(reasonFor('https://10.0.0.1/', options)).toBe('noName');
    expect(reasonFor('http://a@127.0.0.1/', options)).toBe('credentials');
  });
});
