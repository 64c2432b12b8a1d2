/** Rows of outer key, inner key and value as maps of maps. */
export function nested(
  rows: readonly (readonly [string, string, string])[],
): Map<string, Map<string, string>> {
  const outer = new Map<string, Map<string, string>>();
  for (const [key, inner, value] of rows) {
    outer.set(key, (outer.get(key) ?? new Map<string, string>()).set(inner, value));
  }
  return outer;
}
