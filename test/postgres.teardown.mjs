/** Ends the Postgres of test/postgres.setup.mjs and removes its files. */
export default async function end() {
  await globalThis.greenlanePostgres?.stop();
}
