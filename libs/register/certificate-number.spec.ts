import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codes } from '#regulations';
import { fieldOf, formatCertificateNumber, parseCertificateNumber } from './certificate-number.js';

describe('certificate numbers', () => {
  it('reads a number in public use and names its parts', () => {
    expect(parseCertificateNumber('152701060345')).toEqual({
      fault: null,
      year: 2015,
      authority: '27',
      field: '01',
      department: '06',
      serial: 345,
      names: {
        authority: codes.authority['27'],
        field: codes.field['01'],
        department: codes.department['06'],
      },
    });
  });

  it('says which part is wrong', () => {
    for (const text of [
      '',
      '15270106034',
      '1527010603450',
      '15270106034x',
      '15 2701060345',
      '１５２７０１０６０３４５',
      '152701060345\n',
    ])
      expect([text, parseCertificateNumber(text)]).toEqual([text, { fault: 'layout' }]);
    expect(parseCertificateNumber('159901060345')).toEqual({ fault: 'authority' });
    expect(parseCertificateNumber('152799060345')).toEqual({ fault: 'field' });
    expect(parseCertificateNumber('152701990345')).toEqual({ fault: 'department' });
    expect(parseCertificateNumber('152701060000')).toEqual({ fault: 'serial' });
  });

  it('writes what it reads', () => {
    const parts = fc.record({
      year: fc.integer({ min: 2000, max: 2099 }),
      authority: fc.constantFrom(...Object.keys(codes.authority)),
      field: fc.constantFrom(...Object.keys(codes.field)),
      department: fc.constantFrom(...Object.keys(codes.department)),
      serial: fc.integer({ min: 1, max: 9999 }),
    });
    fc.assert(
      fc.property(parts, (number) => {
        const text = formatCertificateNumber(number);
        expect(text).toMatch(/^[0-9]{12}$/);
        expect(parseCertificateNumber(text)).toMatchObject({ fault: null, ...number });
      }),
    );
  });

  it('never writes a number whose parts do not fit', () => {
    const fits = { year: 2026, authority: '22', field: '12', department: '05', serial: 1 };
    expect(formatCertificateNumber(fits)).toBe('262212050001');
    for (const wrong of [
      { year: 26 },
      { year: 2100 },
      { year: 2026.5 },
      { authority: '5' },
      { field: '1２' },
      { department: '' },
      { serial: 0 },
      { serial: 10_000 },
      { serial: 1.5 },
    ])
      expect(() => formatCertificateNumber({ ...fits, ...wrong })).toThrow(RangeError);
  });

  it('gives field 00 to whoever has a food capability', () => {
    expect(fieldOf({ food: true, field: '12' })).toBe('00');
    expect(fieldOf({ food: false, field: '12' })).toBe('12');
  });
});
