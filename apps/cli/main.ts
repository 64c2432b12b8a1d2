#!/usr/bin/env node
/**
 * The command line. Every command is loaded when it is called, so that a small question is answered quickly. Data goes
 * to standard output, talk to standard error; the exit codes are those of failure.ts.
 */
import { Command, CommanderError, Option } from 'commander';
import { addClientCommands } from './client/commands.js';
import { languageOfEnvironment } from './client/language.js';
import { exits, Failure } from './failure.js';
import { readerGone, say } from './text.js';

const language = (usual: 'en' | 'zh-CN', because?: string) =>
  new Option('--lang <language>', 'language of the text').choices(['en', 'zh-CN']).default(usual, because);
const data = ['--data <folder>', 'folder of the embedded data', undefined] as const;
const dataFolder = 'folder of the embedded data (default: .greenlane)';
const ownersData = 'folder of the embedded data; without it the database of DATABASE_OWNER_URL is meant';

const program = new Command('greenlane')
  .description('Greenlane: qualification approval of testing laboratories, by the law and on the record.')
  .helpOption('-h, --help', 'show this, or with a command the help of that')
  .helpCommand(false)
  .showHelpAfterError('Add --help for what is possible.')
  .configureHelp({ sortSubcommands: false })
  // What stands after the name of a command is for that one.
  .enablePositionalOptions()
  .addHelpText(
    'after',
    `
Exit codes: 0 well · 1 failed · 2 wrong usage · 3 not found · 4 not permitted · 5 conflict · 6 verification failed.
In the repository, call it as: npm run -s greenlane -- <command>`,
  )
  .exitOverride();

program
  .command('start')
  .description('serve everything in one process, on an embedded Postgres or on DATABASE_URL')
  .option('--port <number>', 'port of the API; 0 is any that is free', '3000')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option(data[0], dataFolder)
  .option(
    '--office',
    'a real office in real time, not the demonstration; needs AUTH_ISSUER, AUTH_AUDIENCE, AUTH_JWKS_URL',
  )
  .option('--authority <code>', 'two-digit code of the approving authority, with --office (default: 22)')
  .option('--credit-code <code>', 'unified social credit code of that authority; its own affairs need it')
  .action(async (options: Parameters<(typeof import('./start.js'))['start']>[0]) => {
    await (await import('./start.js')).start(options);
  });

program
  .command('demo')
  .description('play four stories through HTTP against a fresh database, and check every date')
  .addOption(language('en'))
  .action(async (options: { lang: 'en' | 'zh-CN' }) => {
    await (await import('./demo/demo.js')).demo(options);
  });

program
  .command('due')
  .description('when a legal period ends, and why')
  .requiredOption('--from <day>', 'the day the period runs from, YYYY-MM-DD; it is not counted')
  .option('--working-days <n>', 'length in working days')
  .option('--calendar-days <n>', 'length in calendar days')
  .option('--months <n>', 'length in months')
  .option('--years <n>', 'length in years')
  .option('--known-on <day>', 'use the notices known on that day (default: all)')
  .option('--provisional <years...>', 'years to count in provisionally, before their notice is out')
  .addOption(language(languageOfEnvironment(), 'as LANG says'))
  .option('--json', 'print JSON: due, derivation, explanation')
  .action(async (options: Parameters<(typeof import('./due.js'))['due']>[0]) => {
    (await import('./due.js')).due(options);
  });

program
  .command('explain <process>')
  .description('the page of a process that a regulator signs, as Markdown')
  .option('--edition <day>', 'edition, YYYY-MM-DD (default: the newest)')
  .addOption(language('zh-CN'))
  .option('--out <file>', 'write it there instead of standard output')
  .action(async (id: string, options: Parameters<(typeof import('./explain.js'))['explainProcess']>[1]) => {
    (await import('./explain.js')).explainProcess(id, options);
  });

program
  .command('prove [process]')
  .description(
    'explore every edition of every process and hold it to the provisions that bind it; ends with 6 where one is not as they say',
  )
  .option('--edition <day>', 'this edition alone, YYYY-MM-DD')
  .addOption(language(languageOfEnvironment(), 'as LANG says'))
  .option('--json', 'print JSON: proved, milliseconds, proofs with their findings')
  .action(
    async (
      id: string | undefined,
      options: Parameters<(typeof import('./prove.js'))['proveProcesses']>[1],
    ) => {
      (await import('./prove.js')).proveProcesses(id, options);
    },
  );

program
  .command('replay')
  .description(
    'fold every case again by the law and compare; ends with 6 where something differs; findings are in English',
  )
  .option(data[0], `${dataFolder}; without it DATABASE_URL is used where it is set`)
  .addOption(language(languageOfEnvironment(), 'as LANG says'))
  .option('--json', 'print JSON: whole, cases, events, unchecked signatures, findings')
  .action(async (options: Parameters<(typeof import('./replay.js'))['replay']>[0]) => {
    await (await import('./replay.js')).replay(options);
  });

program
  .command('draw-again <file>')
  .description('whether drawn teams follow from seed and pool (- is standard input); ends with 6 if not')
  .option('--json', 'print JSON: follows, draws')
  .action(async (file: string, options: { json?: boolean }) => {
    await (await import('./draw-again.js')).drawnAgain(file, options);
  });

program
  .command('migrate')
  .description('bring the database of DATABASE_OWNER_URL up to this release')
  .option('--authority <code>', 'enter this approving authority too, by its two digits, such as 22')
  .option('--credit-code <code>', 'unified social credit code of that authority; its own affairs need it')
  .action(async (options: { authority?: string; creditCode?: string }) => {
    await (await import('./migrate.js')).migrate(options);
  });

program
  .command('appoint')
  .description(
    'make two people the first administrators of roles, by DATABASE_OWNER_URL or --data; once in an office',
  )
  .requiredOption('--authority <code>', 'two-digit code of the approving authority, such as 22')
  .requiredOption('--name <name>', 'name of the first')
  .requiredOption('--issuer <url>', 'issuer of the tokens by which they sign in')
  .requiredOption('--subject <subject>', 'subject of the first at that issuer')
  .requiredOption('--second-name <name>', 'name of the second')
  .requiredOption('--second-subject <subject>', 'subject of the second')
  .option('--second-issuer <url>', 'issuer of the second, where it is another')
  .option('--credit-code <code>', 'unified social credit code of the authority, where it was not given yet')
  .option(data[0], ownersData)
  .action(async (options: Parameters<(typeof import('./appoint.js'))['appoint']>[0]) => {
    await (await import('./appoint.js')).appoint(options);
  });

program
  .command('release-time')
  .description(
    'let clocks lapse again after the database’s clock has jumped, by DATABASE_OWNER_URL or --data',
  )
  .requiredOption('--reason <text>', 'why the clock counts as right now; it stays on record')
  .option(data[0], ownersData)
  .addOption(language(languageOfEnvironment(), 'as LANG says'))
  .action(async (options: Parameters<(typeof import('./release-time.js'))['releaseTime']>[0]) => {
    await (await import('./release-time.js')).releaseTime(options);
  });

program
  .command('backup <folder>')
  .description('copy the embedded data, documents included, into a new folder; it may be at work')
  .option(data[0], dataFolder)
  .action(async (folder: string, options: { data?: string }) => {
    await (await import('./backup.js')).backup(folder, options);
  });

program
  .command('restore <folder>')
  .description('make a new data folder from a backup, whole or not at all')
  .option(data[0], dataFolder)
  .action(async (folder: string, options: { data?: string }) => {
    await (await import('./backup.js')).restore(folder, options);
  });

addClientCommands(program);

// Who reads us may have seen enough, as `| head` has. What is under way is still done, and a watch ends.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    readerGone.abort();
  });

for (const command of program.commands)
  command.exitOverride().showHelpAfterError('Add --help for what is possible.');

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitOf(error);
}

/** Tells what went wrong, if that was not told yet, and how the program ends. */
function exitOf(error: unknown): number {
  // Commander has told it: help that was asked for ends well, everything else is wrong usage.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exits.ok : exits.usage;
  if (error instanceof Failure) {
    say(error.message);
    return error.exit;
  }
  // Libraries refuse in sentences; a stack is for finding faults of ours.
  say(error instanceof Error ? error.message : String(error));
  if (process.env.GREENLANE_STACK) console.error(error);
  return exits.other;
}
