/**
 * SQLSTATEs of faults that another try may not meet again (serialisation, deadlock, a lock not had, a server that is
 * ending or full, a connection that broke), and what Node and this library call a connection that is not there.
 * Not 08P01: a statement the server cannot read is a fault of ours, and stays one.
 */
const passing = new Set([
  ...['40001', '40P01', '55P03', '57P01', '57P02', '57P03', '53300'],
  ...['08000', '08001', '08003', '08004', '08006', '08007'],
  ...['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND', 'EHOSTUNREACH'],
  'CONNECTION_LOST',
]);

/** Whether the database may well take the same request a moment later. Nothing was committed, or only it knows. */
export function mayPass(error: unknown): boolean {
  const { code, message, syscall } = (error ?? {}) as {
    code?: unknown;
    message?: unknown;
    syscall?: unknown;
  };
  // The socket of a server that is away; a file that is missing has the same code and does not pass.
  if (code === 'ENOENT') return syscall === 'connect';
  if (typeof code === 'string') return passing.has(code);
  // What `pg` says, without a code, when a connection breaks or none is free in time.
  return typeof message === 'string' && /^(Connection terminated|timeout exceeded when trying)/.test(message);
}
