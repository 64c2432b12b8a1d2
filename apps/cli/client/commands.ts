/** The commands that are a client of the HTTP API, as they are called; each is loaded when it is. */
import { Option, type Command } from 'commander';
import { languageOfEnvironment } from './language.js';

/** A command, given its arguments and then its options. */
type Run = (...given: never[]) => Promise<void>;

/** Loads a command when it is called. With --json a refusal is data too: its problem document. */
const called =
  (load: () => Promise<Run>) =>
  async (...given: unknown[]): Promise<void> => {
    // Commander adds itself at the end.
    const own = given.slice(0, -1);
    try {
      const run = await load();
      await run(...(own as never[]));
    } catch (error) {
      const { problem } = error as { problem?: unknown };
      const { json } = own.at(-1) as { json?: boolean };
      if (json && problem !== undefined) (await import('./session.js')).printJson(problem);
      throw error;
    }
  };

const theCase = 'case number, such as CMA-22-2025-000001-2, or id';

const changeFile = `
The file holds one of:
  {"what":"cutOffHour","hour":17}
  {"what":"provisionalYear","year":2028}
  {"what":"rollOver","over":"legalHolidaysOnly"}
  {"notice":"2027-1","year":2027,"daysOff":["2027-01-01",…],"makeUpWorkingDays":[…],"sources":["https://…"]}
    with "amends":"2027-1" in one that takes its place.`;

/** Adds them to the program, after the commands that work on an installation. */
export function addClientCommands(program: Command): void {
  const client = (name: string, description: string, of = program): Command =>
    of
      .command(name)
      .description(description)
      .option('--server <url>', 'the server (default: GREENLANE_SERVER, or the one signed in to last)')
      .addOption(
        new Option('--lang <language>', 'language of the text')
          .choices(['en', 'zh-CN'])
          .default(languageOfEnvironment(), 'as LANG says'),
      )
      .option('--timeout <seconds>', 'how long to wait for an answer', '30')
      .option('--json', 'print JSON');

  client(
    'login',
    'sign in at the provider of identities that the server names; only there is a password asked for',
  )
    .option('--strong', 'anew and strongly, as a decision needs it')
    .option('--api-key-stdin', 'keep the API key that is on standard input instead')
    .option(
      '--client-id <name>',
      'name by which the provider knows this program (default: GREENLANE_CLIENT_ID)',
    )
    .action(called(async () => (await import('./login.js')).login));

  client('logout', 'forget what is kept for the server, and withdraw it at the provider')
    .option('--all', 'of every server')
    .action(called(async () => (await import('./login.js')).logout));

  client('status <number>', 'the stage of a case; with --code without signing in')
    .option('--code <code>', 'query code: the last four characters of the credit code')
    .option('--watch', 'tell each change, until the case is over or Ctrl-C')
    .option('--interval <seconds>', 'how often --watch looks', '30')
    .action(called(async () => (await import('./status.js')).status));

  client(
    'show <case>',
    `where a case stands, its clocks and why, what can be done and why not; ${theCase}`,
  ).action(called(async () => (await import('./show.js')).show));

  client('clocks <case>', `each clock of a case: every date, what happened and why; ${theCase}`)
    .option('--ics', 'print its last days as a calendar (iCalendar)')
    .action(called(async () => (await import('./clocks.js')).clocks));

  client(
    'scope <case>',
    `items of a case on which application, assessment and decision differ, and its signatories; ${theCase}`,
  )
    .option('--all', 'every item')
    .action(called(async () => (await import('./scope.js')).scope));

  client('tasks', 'what awaits you, what is due first before all else')
    .option('--mine', 'what lies on your desk, names you or is of your institution (the default)')
    .option('--team', 'what nobody has yet and you could take')
    .option('--all', 'all that you could take, or supervise')
    .option('--due <when>', 'only what is due by then: calendar days such as 3d, or YYYY-MM-DD')
    .option('--limit <n>', 'at most so many', '50')
    .action(called(async () => (await import('./tasks.js')).tasks));

  client('act <case> <step>', 'take a step, at the revision that was just read')
    .option('--evidence <file>', 'JSON that the step needs; - for standard input')
    .option('--dry-run', 'only say where it would lead')
    .option(
      '--yes',
      'do not ask whether it is meant; a decision is asked all the same, or confirmed with --confirm',
    )
    .option('--revision <n>', 'the revision you have read, in place of the newest')
    .option('--key <text>', 'Idempotency-Key, to repeat what was not answered')
    .option('--confirm <digest>', 'SHA-256 of a decision text that you have read before')
    .action(called(async () => (await import('./act.js')).act));

  const duty = ['--duty <name>', 'the duty, where the case has several'] as const;
  client('claim <case>', 'put a duty of a case on your desk')
    .option(...duty)
    .action(called(async () => (await import('./assignment.js')).claim));

  client('assign <case>', 'put a duty of a case on the desk of somebody who could have it')
    .requiredOption('--to <person>', 'name or id')
    .option(...duty)
    .action(called(async () => (await import('./assignment.js')).assign));

  client('release <case>', 'take a duty of a case off the desk it lies on')
    .option(...duty)
    .action(called(async () => (await import('./assignment.js')).release));

  client('history <case>', 'every event of a case')
    .option('--compact', 'a line for each')
    .option('--after <number>', 'only events after this one', '0')
    .action(called(async () => (await import('./history.js')).history));

  const calendar = client(
    'calendar',
    'the calendar by which the office counts; with days, preview or propose more',
  )
    .enablePositionalOptions()
    .action(called(async () => (await import('./calendar.js')).showCalendar));
  client('days', 'what each day of a stretch is', calendar)
    .option('--from <day>', 'first day, YYYY-MM-DD (default: today)')
    .option('--to <day>', 'last day, counted too, of 400 at most (default: 30 days later)')
    .action(called(async () => (await import('./calendar.js')).calendarDays));
  client(
    'preview [file]',
    'which days and whose dates a change would move, out of a file or with --case as it is proposed; nothing is changed',
    calendar,
  )
    .option('--case <id>', 'the case in which it is proposed')
    .addHelpText('after', changeFile)
    .option('--limit <n>', 'show at most so many, 1 to 100', '100')
    .action(called(async () => (await import('./calendar.js')).previewChange));
  client('propose <file>', 'propose a notice or another change; a second administrator confirms', calendar)
    .addHelpText('after', changeFile)
    .action(called(async () => (await import('./calendar.js')).proposeChange));

  client(
    'profiles [id]',
    'the lanes by which limits are held sooner, and the settings of the office; with an id, one profile whole',
  ).action(called(async () => (await import('./profiles.js')).profiles));

  client(
    'time <case>',
    `where the working days of a case went, and when it may be expected to end; ${theCase}`,
  ).action(called(async () => (await import('./time.js')).time));

  client('times [process]', 'how long the cases took that ended in some days; for those who oversee')
    .option('--from <day>', 'ended on or after it, YYYY-MM-DD')
    .option('--to <day>', 'ended on or before it')
    .addOption(
      new Option('--by <what>', 'told apart by').choices(['state', 'party', 'clock']).default('party'),
    )
    .option('--predictions', 'instead, how often earlier predictions held, of all processes')
    .action(called(async () => (await import('./times.js')).times));

  client(
    'messages',
    'what you were told, the oldest first, in the language of then: that of contact --written-in',
  )
    .option('--all', 'those read before as well')
    .option('--read', 'mark what is shown as read')
    .option('--limit <n>', 'the newest so many', '20')
    .action(called(async () => (await import('./messages.js')).messages));

  client('contact', 'where you are reached by mail, and in which language; without options it is shown')
    .option('--email <address>', 'enter this address')
    .option('--mail <when>', 'whether messages go out by mail: yes or no')
    .option('--written-in <language>', 'language in which you are written to: en or zh-CN')
    .option('--confirm <code>', 'confirm the address by the code that was sent there')
    .option('--erase', 'erase it all')
    .action(called(async () => (await import('./contact.js')).contact));

  client(
    'doctor',
    'whether everything a command needs is there: server, clock, connection, sign-in, roles',
  ).action(called(async () => (await import('./doctor.js')).doctor));
}
