/** How a command ends, for scripts: the same numbers for every command. */
export const exits = {
  ok: 0,
  other: 1,
  usage: 2,
  notFound: 3,
  notPermitted: 4,
  conflict: 5,
  verificationFailed: 6,
} as const;
export type Exit = (typeof exits)[keyof typeof exits];

/** A command that ends in a sentence, without a stack, and with an exit code of its own. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly exit: Exit = exits.other,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** A wrong option or argument. */
export const misused = (message: string): Failure => new Failure(message, exits.usage);
