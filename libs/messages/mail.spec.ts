/** Mail over a real SMTP server on the machine itself, read as a mail program reads it; long, since one server and one office serve all. */
import { randomUUID } from 'node:crypto';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { connect, inTransaction, withoutTenant } from '#database';
import { laboratories, openCase, testOffice, type TestOffice } from '../../test/office.js';
import { openAffair, refusal, withdrawRole } from '../../test/office-affairs.js';
import { claim, pauseAfter } from './dispatch.js';
import {
  Contacts,
  Deliveries,
  dispatchMail,
  postFromEnvironment,
  sendCodes,
  type PostSettings,
} from './index.js';
import { send } from './post.js';
import { writeMessages } from './writing.js';

jest.setTimeout(60_000);

let office: TestOffice;
let smtp: SMTPServer;
let post: PostSettings;
let received: ParsedMail[] = [];
/** What the server says to a recipient, where it does not take it. */
let refuses: (address: string) => (Error & { responseCode: number }) | null = () => null;
/** Called once the server has the whole letter, before it says so. */
let arrived: () => Promise<void> = () => Promise.resolve();
let caseId: string;

beforeAll(async () => {
  office = await testOffice();
  caseId = (await openCase(office, 'applicant-food', 0)).id;
  smtp = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS'] },
    onRcptTo: ({ address }, _, done) => done(refuses(address)),
    onData: (stream, _, done) => {
      void simpleParser(stream).then(async (mail) => {
        received.push(mail);
        await arrived();
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const server = smtp.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
  post = { server: new URL(`smtp://127.0.0.1:${port}`), from: 'cma@office.example', patience: 3_000 };
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  await office?.close();
});
afterEach(async () => {
  received = [];
  refuses = () => null;
  arrived = () => Promise.resolve();
  await office.rows(`update mail_deliveries set state = 'dropped' where state = 'waiting'`);
});

let leaf = 1_000;
/** A message to somebody, and its delivery. */
async function written(
  subject: string,
  line: string,
  body = '正文。\n',
  kind: 'changed' | 'affair' = 'changed',
): Promise<void> {
  await inTransaction(office.service, office.tenant, (tx) =>
    writeMessages(
      tx,
      [
        {
          ...{ person: office.as(subject).person, case: caseId, cause: { leaf: (leaf += 1) } },
          ...{ kind, language: 'zh-CN', subject: line, body },
        },
      ],
      { mail: true },
    ),
  );
}
const dispatch = (through = post): Promise<number> =>
  dispatchMail({ service: office.service, tenant: office.tenant, shelf: office.casework.shelf }, through);
/** Whatever is to be tried later is to be tried now. */
const later = (): Promise<unknown> => office.rows('update mail_deliveries set next_at = clock_timestamp()');
const newest = async (): Promise<Record<string, unknown>> =>
  (
    await office.rows<Record<string, unknown>>(
      `select state, attempts, last_answer as answer, message_id as id, because,
         round(extract(epoch from next_at - clock_timestamp()))::int as pause from mail_deliveries order by made_at desc limit 1`,
    )
  )[0]!;

describe('a letter', () => {
  it('is plain text in UTF-8 with a Chinese subject, says that no person wrote it, and is marked with what the server said', async () => {
    await written('applicant-food', 'CMA-22-2025-000001-2：待申请人补正', '下一步：由您办理。\n');
    expect(await dispatch()).toBe(1);
    const [mail, ...others] = received;
    expect(others).toEqual([]);
    expect(mail!.subject).toBe('CMA-22-2025-000001-2：待申请人补正');
    expect(mail!.text).toBe('下一步：由您办理。\n');
    expect(mail!.html).toBe(false);
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail!.headers.get('content-language')).toBe('zh-CN');
    expect(mail!.date).toBeInstanceOf(Date);
    expect(mail!.from?.text).toBe('cma@office.example');
    expect((mail!.to as { text: string }).text).toBe('applicant-food@greenlane.example');
    const { id, ...row } = await newest();
    expect(mail!.messageId).toBe(`<${String(id)}.22@office.example>`);
    expect(row).toMatchObject({
      state: 'sent',
      attempts: 1,
      answer: expect.stringContaining('250'),
    });
    expect(await dispatch()).toBe(0);
  });

  it('carries no header that somebody else wrote, whatever stands in subject and address', async () => {
    const outcome = await send(post, {
      ...{ id: randomUUID(), tenant: 22, language: 'en', date: new Date() },
      to: 'a@b.example\r\nBcc: thief@c.example',
      subject: 'one\r\nBcc: thief@c.example\r\n\r\ntwo',
      text: '.\r\nRCPT TO:<thief@c.example>\r\n.\r\n',
    });
    for (const mail of received) {
      expect(mail.headers.has('bcc')).toBe(false);
      expect(JSON.stringify(mail.to)).not.toContain('thief@c.example>');
    }
    expect(outcome.answer).not.toContain('\n');
    await expect(written('agent', 'one\r\nBcc: thief@c.example')).rejects.toMatchObject({
      constraint: 'a_subject_is_one_line',
    });
    const entered = (email: string): Promise<unknown> =>
      office.rows('update contact_addresses set email = $1 where person_id = $2', [
        email,
        office.as('agent').person,
      ]);
    for (const email of ['a@b.example\nBcc: x@y.example', 'a@b.example, x@y.example', '"a" <a@b.example>'])
      await expect(entered(email)).rejects.toMatchObject({ constraint: 'an_address_is_one_line' });
  });

  it('that the server refuses for good is not tried again, until an administrator says so', async () => {
    refuses = (address) => Object.assign(new Error(`no such mailbox ${address}`), { responseCode: 550 });
    await written('agent', 'a');
    await dispatch();
    const { id, ...row } = await newest();
    expect(row).toMatchObject({
      state: 'failed',
      attempts: 1,
      answer: expect.stringContaining('no such mailbox'),
    });
    await later();
    expect(await dispatch()).toBe(0);

    const deliveries = new Deliveries(office.service);
    const administrator = office.as('administrator-1');
    const states = ['failed', 'dead'] as const;
    expect((await refusal(deliveries.list(office.as('auditor'), { limit: 9, states }))).code).toBe(
      'role-needed',
    );
    expect((await refusal(deliveries.resend(office.as('agent'), String(id), randomUUID()))).code).toBe(
      'role-needed',
    );
    const [listed] = await deliveries.list(administrator, { limit: 9, states });
    expect(listed).toMatchObject({
      message: id,
      name: '万里程',
      state: 'failed',
      nextAt: null,
      sentAt: null,
    });
    expect((await refusal(deliveries.resend(administrator, randomUUID(), randomUUID()))).code).toBe(
      'not-found',
    );
    refuses = () => null;
    const key = randomUUID();
    await deliveries.resend(administrator, String(id), key);
    expect((await deliveries.resend(administrator, String(id), key)).replayed).toBe(true);
    expect((await refusal(deliveries.resend(administrator, String(id), randomUUID()))).code).toBe(
      'nothing-to-resend',
    );
    await dispatch();
    expect(await newest()).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('waits while the server puts it off, longer each time, and is given up after three days', async () => {
    refuses = () => Object.assign(new Error('try later'), { responseCode: 451 });
    await written('agent', 'b');
    for (const [attempts, pause] of [
      [1, 5],
      [2, 20],
      [3, 80],
    ] as const) {
      await later();
      await dispatch();
      const row = await newest();
      expect(row).toMatchObject({ state: 'waiting', attempts });
      expect(Math.abs(Number(row['pause']) - pause)).toBeLessThan(5);
    }
    expect(pauseAfter(9)).toBe(86_400);
    await office.rows(
      `update mail_deliveries set since = since - interval '71 hours 59 minutes', next_at = clock_timestamp()`,
    );
    await dispatch();
    const { id, ...row } = await newest();
    expect(row).toMatchObject({ state: 'dead', attempts: 4 });
    // Asked for again it has the three days, and the short pauses, of a new one.
    await new Deliveries(office.service).resend(office.as('administrator-1'), String(id), randomUUID());
    await dispatch();
    const again = await newest();
    expect(again).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(Math.abs(Number(again['pause']) - 5)).toBeLessThan(5);
  });

  it('waits for a server that is away, and goes when it is back', async () => {
    const port = await freePort();
    await written('agent', 'c');
    await dispatch({ ...post, server: new URL(`smtp://127.0.0.1:${port}`) });
    expect(await newest()).toMatchObject({
      state: 'waiting',
      answer: expect.stringContaining('ECONNREFUSED'),
    });
    await later();
    await dispatch();
    expect(received).toHaveLength(1);
  });

  it('is taken back from a server that says nothing, or a little now and then', async () => {
    for (const [subject, behaviour] of [
      ['agent', 'silent'],
      ['applicant-food', 'dripping'],
    ] as const) {
      const server = await hanging(behaviour);
      const { port } = server.address() as AddressInfo;
      await written(subject, behaviour);
      await dispatch({ ...post, server: new URL(`smtp://127.0.0.1:${port}`), patience: 400 });
      expect(await newest()).toMatchObject({ state: 'waiting', attempts: 1 });
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('that was sent and not marked, since the worker was killed, goes again under the same Message-ID and no third time', async () => {
    await written('agent', 'd');
    // The database goes away from under the worker once the server has the letter.
    arrived = async () => {
      await office.rows(
        `update mail_deliveries set attempts = attempts + 1, next_at = clock_timestamp() where state = 'waiting'`,
      );
    };
    await dispatch();
    expect(await newest()).toMatchObject({ state: 'waiting' });
    arrived = () => Promise.resolve();
    await dispatch();
    expect(await newest()).toMatchObject({ state: 'sent' });
    await later();
    await dispatch();
    expect(received).toHaveLength(2);
    expect(received[0]!.messageId).toBe(received[1]!.messageId);
    expect(received[0]!.date).toEqual(received[1]!.date);
  });

  it('goes out once, however many workers there are, and those of one person in their order', async () => {
    for (let n = 0; n < 6; n += 1) {
      await written('agent', `agent ${n}`);
      await written('applicant-food', `food ${n}`);
    }
    let waiting = 12;
    while (waiting > 0) {
      await Promise.all([1, 2, 3, 4].map(() => dispatch()));
      const [row] = await office.rows<{ count: number }>(
        `select count(*)::int as count from mail_deliveries where state = 'waiting'`,
      );
      waiting = row!.count;
    }
    const of = (name: string) =>
      received.flatMap(({ subject }) => (subject!.startsWith(name) ? [subject] : []));
    expect(of('agent')).toEqual([0, 1, 2, 3, 4, 5].map((n) => `agent ${n}`));
    expect(of('food')).toEqual([0, 1, 2, 3, 4, 5].map((n) => `food ${n}`));
  });

  it('that waits behind one that pauses is not read before that is tried again, however many there are', async () => {
    await office.rows(
      `with given as (select gen_random_uuid() as id, n from generate_series(1, 3000) as n),
         made as (
           insert into messages (tenant, id, person_id, case_id, leaf, kind, language, subject, body, made_at)
           select 22, id, $1, $2, 100000 + n, 'changed', 'en', 'a', 'b', office_now() from given returning id)
       insert into mail_deliveries (tenant, message_id, person_id, made_at, next_at)
       select 22, g.id, $1, clock_timestamp() - make_interval(secs => 3600 - n),
              clock_timestamp() + case when n = 1 then interval '1 hour' else interval '-1 hour' end
       from given g join made m on m.id = g.id`,
      [office.as('agent').person, caseId],
    );
    const blocks = await inTransaction(office.service, office.tenant, async (tx) => {
      const [row] = await tx.query<{ 'QUERY PLAN': { Plan: Record<string, number> }[] }>(
        `explain (analyze, buffers, format json) ${claim}`,
        [office.tenant, 8, 120],
      );
      const { Plan } = row!['QUERY PLAN'][0]!;
      return Plan['Shared Hit Blocks']! + Plan['Shared Read Blocks']!;
    });
    expect(blocks).toBeLessThan(40);
    expect(await dispatch()).toBe(0);
  });

  it('goes to nobody who wants none, has no address any more, or is suspended', async () => {
    const contacts = new Contacts(office.service);
    const caller = office.as('agent');
    const mine = { email: 'agent@greenlane.example', language: 'zh-CN', wantsMail: true } as const;
    const confirmed = () => office.rows('update contact_addresses set confirmed_at = clock_timestamp()');
    for (const change of [{ wantsMail: false }, { email: null }]) {
      await written('agent', 'e');
      await contacts.put(caller, { ...mine, ...change }, randomUUID());
      await dispatch();
      expect(await newest()).toMatchObject({ state: 'dropped', because: 'noMailWanted' });
      await contacts.put(caller, mine, randomUUID());
      await confirmed();
    }
    await written('agent', 'f');
    const suspension = await openAffair(office, 'administrator-1', 'suspension');
    await suspension.take('administrator-1', 'suspend', { person: caller.person, reason: '理由。' });
    await dispatch();
    expect(await newest()).toMatchObject({ state: 'dropped', because: 'accountSuspended' });
    expect(received).toEqual([]);
  });

  it('goes to nobody who may not see the case any more or is recused from it; administrators see why, and what was decided about somebody goes', async () => {
    const { person } = office.as('intake-2');
    await written('intake-2', 'g');
    await dispatch();
    expect(received.map(({ subject }) => subject)).toEqual(['g']);
    await written('intake-2', 'h');
    await withdrawRole(office, 'intake-2', 'intakeOfficer');
    await dispatch();
    const listed = await new Deliveries(office.service).list(office.as('administrator-1'), {
      ...{ limit: 9, states: ['dropped'], person },
    });
    expect(listed).toMatchObject([{ state: 'dropped', because: 'caseNoLongerSeen', sentAt: null }]);
    await written('intake-2', 'i', '正文。\n', 'affair');
    await dispatch();
    const interest = await openAffair(office, 'intake-1', 'interest');
    await written('intake-1', 'j');
    await interest.take('intake-1', 'declare', { institution: laboratories[0].id, ground: 'kinship' });
    await dispatch();
    expect(await newest()).toMatchObject({ state: 'dropped', because: 'caseNoLongerSeen' });
    expect(received.map(({ subject }) => subject)).toEqual(['g', 'i']);
  });

  it('beyond so many to an address on a day goes in one with all that wait, and what comes later waits until the next day', async () => {
    const owner = await connect(office.urls.ownerUrl, { poolSize: 1 });
    const mayGo = (letters: number): Promise<unknown> =>
      withoutTenant(owner, (tx) =>
        tx.query('update jurisdictions set mail_a_day = $2 where tenant = $1', [office.tenant, letters]),
      );
    await mayGo(2);
    for (const line of ['一', '二', '三', '四']) await written('coordinator', line);
    await dispatch();
    await dispatch();
    expect(received.map(({ subject }) => subject)).toEqual(['一', '3条消息合为一封']);
    expect(received[1]!.text).toContain('greenlane messages）：\n\n- 二\n- 三\n- 四\n');
    const deliveries = new Deliveries(office.service);
    const of = (subject: string) =>
      deliveries.list(office.as('administrator-1'), {
        ...{ limit: 9, states: ['waiting', 'sent'], person: office.as(subject).person },
      });
    const [last, third, second] = await of('coordinator');
    expect([last, third]).toMatchObject([
      { state: 'sent', gatheredIn: second!.message },
      { state: 'sent', gatheredIn: second!.message },
    ]);
    expect(second).toMatchObject({ state: 'sent', gatheredIn: null });

    // Another who has the same address is no way around it.
    await new Contacts(office.service).put(
      office.as('supervisor'),
      { email: 'coordinator@greenlane.example', language: 'zh-CN', wantsMail: true },
      randomUUID(),
    );
    await office.rows('update contact_addresses set confirmed_at = clock_timestamp()');
    await written('coordinator', '五');
    await written('supervisor', '六');
    await dispatch();
    expect(received).toHaveLength(2);
    for (const subject of ['coordinator', 'supervisor']) {
      const [waiting] = await of(subject);
      expect(waiting).toMatchObject({ state: 'waiting', because: 'enoughToday', attempts: 0 });
      expect(Date.parse(waiting!.nextAt!) - Date.now()).toBeLessThan(86_400_000);
      expect(new Date(waiting!.nextAt!).toISOString().slice(11)).toBe('16:00:00.000Z');
    }
    await office.rows(`update mail_deliveries set sent_at = sent_at - interval '1 day' where state = 'sent'`);
    await later();
    await dispatch();
    expect(
      received
        .map(({ subject }) => subject)
        .slice(2)
        .sort(),
    ).toEqual(['五', '六']);
    expect(await of('supervisor')).toMatchObject([{ state: 'sent', because: null }]);
    await mayGo(20);
    await owner.close();
  });
});

describe('an address', () => {
  const contacts = (): Contacts => new Contacts(office.service);
  const mine = { email: 'new@laboratory.example', language: 'en', wantsMail: true } as const;
  const enter = (email: string, subject = 'leader-1') =>
    contacts().put(office.as(subject), { ...mine, email }, randomUUID());
  const send = (): Promise<number> => sendCodes(office, post);
  const codeIn = ({ text }: ParsedMail): string => /\b\d{8}\b/.exec(text!)![0];
  const confirm = (code: string) => contacts().confirm(office.as('leader-1'), code);
  const other = (code: string): string => String((Number(code) + 1) % 10 ** 8).padStart(8, '0');
  const suspend = () => office.rows(`update address_codes set owed = false`);
  afterEach(suspend);

  it('gets nothing but a code until the code is named, and then what it is to get', async () => {
    await enter('old@laboratory.example');
    await send();
    const stale = codeIn(received[0]!);
    expect((await enter(mine.email)).answer).toMatchObject({ email: mine.email, confirmed: false });
    await written('leader-1', 'before');
    const { person } = office.as('leader-1');
    expect(await office.rows('select from mail_deliveries where person_id = $1', [person])).toEqual([]);
    await send();
    expect(await send()).toBe(0);
    expect(received.map(({ to, subject }) => [(to as { text: string }).text, subject])).toEqual([
      ['old@laboratory.example', 'Confirm your address'],
      [mine.email, 'Confirm your address'],
    ]);
    expect(received[1]!.text).toContain(`greenlane contact --confirm ${codeIn(received[1]!)}`);
    // That of another address confirms nothing.
    expect((await refusal(confirm(stale))).code).toBe('code-not-accepted');
    expect(await confirm(codeIn(received[1]!))).toEqual({ ...mine, confirmed: true });
    expect(await confirm(codeIn(received[1]!))).toEqual({ ...mine, confirmed: true });
    await written('leader-1', 'after', '正文。\n', 'affair');
    await dispatch();
    expect(received.at(-1)!.subject).toBe('after');
    // Saying it again changes nothing; another one has to be confirmed anew, and what waits does not go there.
    expect((await enter(mine.email)).answer.confirmed).toBe(true);
    await written('leader-1', 'late', '正文。\n', 'affair');
    await enter('newer@laboratory.example');
    await dispatch();
    expect(await newest()).toMatchObject({ state: 'dropped', because: 'addressNotConfirmed' });
    expect((await contacts().get(office.as('leader-1'))).confirmed).toBe(false);
  });

  it('is confirmed by none that is wrong, out of time, named after five wrong ones, or somebody else’s', async () => {
    await enter('five@laboratory.example');
    await send();
    const code = codeIn(received[0]!);
    await Promise.all(Array.from({ length: 5 }, () => refusal(confirm(other(code)))));
    expect((await refusal(confirm(code))).code).toBe('code-not-accepted');
    await enter('five@laboratory.example');
    await send();
    // However an address came to be another, the code was not sent there.
    const moved = `update contact_addresses set email = $1 where email = $2`;
    await office.rows(moved, ['six@laboratory.example', 'five@laboratory.example']);
    expect((await refusal(confirm(codeIn(received[1]!)))).code).toBe('code-not-accepted');
    await office.rows(moved, ['five@laboratory.example', 'six@laboratory.example']);
    await office.rows(`update address_codes set until = clock_timestamp() - interval '1 second'`);
    expect((await refusal(confirm(codeIn(received[1]!)))).code).toBe('code-not-accepted');
    await contacts().put(office.as('assessor-1'), { ...mine, email: null }, randomUUID());
    expect((await refusal(contacts().confirm(office.as('assessor-1'), code))).code).toBe('code-not-accepted');
  });

  it('is sent five codes a day at most, whichever addresses somebody enters and erases, and the next on the day after', async () => {
    for (let n = 0; n < 8; n += 1) {
      await enter(`n${n}@laboratory.example`, 'assessor-1');
      await send();
      await contacts().put(office.as('assessor-1'), { ...mine, email: null }, randomUUID());
    }
    expect(received).toHaveLength(5);
    await enter('last@laboratory.example', 'assessor-1');
    expect(await send()).toBe(0);
    await office.rows(`update address_codes set day = day - 1`);
    await send();
    expect((received.at(-1)!.to as { text: string }).text).toBe('last@laboratory.example');
  });

  it('is sent another code where the letter did not go, which is not counted', async () => {
    refuses = () => Object.assign(new Error('try later'), { responseCode: 451 });
    await enter('later@laboratory.example', 'coordinator-2');
    for (let n = 0; n < 6; n += 1) {
      await send();
      await office.rows(`update address_codes set next_at = clock_timestamp()`);
    }
    refuses = () => null;
    expect(await send()).toBe(1);
    expect(received).toHaveLength(1);
  });
});

describe('the settings of the post', () => {
  const read = (url: string | undefined, from?: string) => () =>
    postFromEnvironment({ GREENLANE_SMTP_URL: url, GREENLANE_MAIL_FROM: from });

  it('are a server and a sender, both or neither', () => {
    expect(read(undefined)()).toBeUndefined();
    expect(read('smtps://u:p@mail.example', 'cma@office.example')()).toMatchObject({
      from: 'cma@office.example',
    });
    expect(read('smtps://mail.example')).toThrow('both or neither');
    expect(read(undefined, 'cma@office.example')).toThrow('both or neither');
    for (const url of ['mail.example', 'http://mail.example', 'smtp://'])
      expect(read(url, 'cma@office.example')).toThrow('GREENLANE_SMTP_URL');
    for (const from of ['CMA <cma@office.example>', 'cma', 'a@b.example\nBcc: c@d.example'])
      expect(read('smtps://mail.example', from)).toThrow('GREENLANE_MAIL_FROM');
  });

  it('send nothing without TLS but on the machine itself', async () => {
    // By its address in the network the machine is another: the server offers no STARTTLS there either.
    const { networkInterfaces } = await import('node:os');
    const other = Object.values(networkInterfaces())
      .flat()
      .find((one) => one?.family === 'IPv4' && !one.internal);
    if (other === undefined) return;
    const plain = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData: (s, _, done) => void s.resume().on('end', done),
    });
    const port = await new Promise<number>((resolve) => {
      const server = plain.listen(0, other.address, () => resolve((server.address() as AddressInfo).port));
    });
    const letter = {
      id: randomUUID(),
      tenant: 22,
      to: 'a@b.example',
      subject: 's',
      text: 't',
      language: 'en',
      date: new Date(),
    } as const;
    const outcome = await send({ ...post, server: new URL(`smtp://${other.address}:${port}`) }, letter);
    expect(outcome).toMatchObject({ came: 'later', answer: expect.stringMatching(/STARTTLS/) });
    await new Promise<void>((resolve) => plain.close(() => resolve()));
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A server that takes the connection and never comes to anything. */
async function hanging(behaviour: 'silent' | 'dripping'): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    if (behaviour === 'silent') return;
    const drip = setInterval(() => socket.write('220-wait\r\n'), 20);
    socket.on('close', () => clearInterval(drip));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
