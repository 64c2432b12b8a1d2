/**
 * A case's number for people: `CMA-22-2026-000123-7`: authority, year, serial, and a check digit by ISO/IEC 7064
 * MOD 11,10 over the digits, so that a number read over the telephone with one digit wrong is noticed.
 */
export function formatCaseNumber(tenant: number, year: number, serial: number): string {
  const authority = String(tenant).padStart(2, '0');
  const digits = String(serial).padStart(6, '0');
  return `CMA-${authority}-${year}-${digits}-${checkDigit(`${authority}${year}${digits}`)}`;
}

/** The parts of a case number, or null where it is not one (its check digit included). */
export function parseCaseNumber(text: string): { tenant: number; year: number; serial: number } | null {
  const match = /^CMA-(\d{2})-(\d{4})-(\d{6}|[1-9]\d{6,8})-(\d)$/.exec(text.trim().toUpperCase());
  if (!match) return null;
  const [, authority, year, serial, check] = match as unknown as [string, string, string, string, string];
  if (checkDigit(`${authority}${year}${serial}`) !== check) return null;
  return { tenant: Number(authority), year: Number(year), serial: Number(serial) };
}

/** ISO/IEC 7064, hybrid system MOD 11,10. */
export function checkDigit(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return String((11 - product) % 10);
}
