import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { isLoopback } from '#identity';
import type { Language } from '#refusals';

/** How letters leave the house. */
export interface PostSettings {
  server: URL;
  /** The address they come from. */
  from: string;
  /** Real milliseconds for one letter at most, whatever the server does; 45,000 unless told. */
  patience?: number;
}

export interface Letter {
  /** Id of the message. */
  id: string;
  tenant: number;
  to: string;
  subject: string;
  text: string;
  language: Language;
  /** When it was made; the same at every try. */
  date: Date;
}

/**
 * What became of a try: `taken` by the server, `refused` for good (an answer 5yz to the recipient or the letter, RFC 5321
 * 4.2.1), or `later`: everything else, since the next try may find the server in another mood.
 */
export type Outcome = { came: 'taken' | 'refused' | 'later'; answer: string };

const address = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/;

/**
 * The post from `GREENLANE_SMTP_URL` (`smtps://user:password@host:465`, or `smtp://` with STARTTLS) and
 * `GREENLANE_MAIL_FROM`; undefined where neither is set. Throws in a sentence what does not fit. Without TLS nothing is
 * sent anywhere but on the machine itself.
 */
export function postFromEnvironment(env: NodeJS.ProcessEnv): PostSettings | undefined {
  const { GREENLANE_SMTP_URL: url, GREENLANE_MAIL_FROM: from } = env;
  if (!url && !from) return undefined;
  if (!url || !from)
    throw new Error(
      'Set GREENLANE_SMTP_URL and GREENLANE_MAIL_FROM, both or neither: mail needs a server and a sender.',
    );
  const server = URL.canParse(url) ? new URL(url) : undefined;
  if (
    server === undefined ||
    !/^smtps?:$/.test(server.protocol) ||
    server.hostname === '' ||
    server.search !== ''
  )
    throw new Error('GREENLANE_SMTP_URL is an address such as smtps://user:password@mail.example:465.');
  if (!address.test(from))
    throw new Error(`GREENLANE_MAIL_FROM is a plain address such as cma@office.example, not "${from}".`);
  return { server, from };
}

/** Sends one letter, or says why not; never throws. */
export async function send(
  { server, from, patience = 45_000 }: PostSettings,
  letter: Letter,
): Promise<Outcome> {
  const port = Number(server.port || (server.protocol === 'smtps:' ? 465 : 587));
  const host = server.hostname.replace(/^\[|\]$/g, '');
  let line: Socket | undefined;
  const here = server.protocol === 'smtp:' && isLoopback(server);
  const transport = createTransport({
    ...{ host, port, secure: server.protocol === 'smtps:', requireTLS: !here, ignoreTLS: here },
    ...(server.username !== '' && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    ...{
      greetingTimeout: patience,
      socketTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    tls: { minVersion: 'TLSv1.2' },
    // The line is ours, so that it can be cut: a server that sends a byte now and then would hold it for ever.
    getSocket: (_, given) => {
      line = connect({ host, port });
      line
        .once('error', (error) => given(error, undefined))
        .once('connect', () => given(null, { connection: line }));
    },
  } satisfies SMTPTransport.Options);
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} s`)), patience);
  });
  try {
    const { response } = await Promise.race([transport.sendMail(mailOf(letter, from)), tooLong]);
    return { came: 'taken', answer: tidy(response) };
  } catch (error) {
    const { responseCode = 0, command = '' } = error as { responseCode?: number; command?: string };
    const ofTheLetter = command === 'RCPT TO' || command === 'DATA';
    return {
      came: ofTheLetter && responseCode >= 500 ? 'refused' : 'later',
      answer: tidy((error as Error).message),
    };
  } finally {
    clearTimeout(timer);
    line?.destroy();
  }
}

/** Only plain text, and nothing in a header that somebody else could have written but the subject and one address. */
function mailOf(
  { id, tenant, to, subject, text, language, date }: Letter,
  from: string,
): SMTPTransport.MailOptions {
  return {
    ...{ from: { name: '', address: from }, to: { name: '', address: to }, subject, text, date },
    envelope: { from, to: [to] },
    messageId: `<${id}.${tenant}@${from.slice(from.indexOf('@') + 1)}>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
  };
}

/** What a server says is not ours: one line, and not a long one. */
const tidy = (answer: string): string => answer.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 500);
