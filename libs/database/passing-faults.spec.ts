import { describe, expect, it } from '@jest/globals';
import { ConnectionLost, mayPass } from './index.js';

describe('a fault of the database', () => {
  it.each([
    ['a deadlock', { code: '40P01' }],
    ['a lock not had in time', { code: '55P03' }],
    ['a server that is ending', { code: '57P01' }],
    ['a socket that is not there', { code: 'ENOENT', syscall: 'connect' }],
    ['a connection lost inside a transaction', new ConnectionLost({ cause: new Error('gone') })],
    ['a pool with no connection free in time', new Error('timeout exceeded when trying to connect')],
  ])('may pass, as %s does', (_, error) => {
    expect(mayPass(error)).toBe(true);
  });

  it.each([
    ['a statement the server cannot read', { code: '08P01' }],
    ['a file that is missing', { code: 'ENOENT', syscall: 'open' }],
    ['a constraint that forbids', { code: '23514' }],
    ['an error of our own', new Error('no serial was drawn')],
    ['nothing at all', undefined],
  ])('stays, as %s does', (_, error) => {
    expect(mayPass(error)).toBe(false);
  });
});
