import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, startEmbeddedPostgres } from '#database';
import { testOffice, type TestOffice } from '../office.js';
import { armed } from './armed.js';
import { clocks, shortClocks } from './clocks.js';
import { dates } from './dates.js';
import { duties } from './duties.js';
import { matrix } from './matrix.js';
import { inWords, mutants } from './mutants.js';
import { storm } from './storm.js';
import { tenants } from './tenants.js';
import { pgbenchIsThere, throughput } from './throughput.js';

/**
 * `npm run campaign -- <name> [--short]`: long runs that end with one line of figures and exit non-zero when they fail.
 * Each that is not pure has a fresh Postgres of its own that syncs to disk like a real one.
 */
interface Campaign {
  /** What it shows, in a sentence. */
  shows: string;
  run(office: TestOffice, short: boolean): Promise<Ended>;
}

/** A campaign on what is pure: no database is started for it. */
interface PureCampaign {
  shows: string;
  runPure(short: boolean): Ended | Promise<Ended>;
}

interface Ended {
  figures: string;
  passed: boolean;
}

const campaigns: Record<string, Campaign | PureCampaign> = {
  dates: {
    shows:
      'Random periods, certificates and clocks: the calendar and an independent checker give the same dates.',
    runPure: (short) => {
      const seed = Number(process.env.GREENLANE_SEED ?? 20_250_901);
      process.stderr.write(`seed ${seed}\n`);
      const { cases, differences, dated, refused, mutants, unnoticed } = dates(
        short ? 20_000 : 1_000_000,
        seed,
      );
      for (const sentence of differences.slice(0, 20)) process.stderr.write(`${sentence}\n`);
      for (const mutant of unnoticed) process.stderr.write(`nobody noticed: ${mutant}\n`);
      return {
        figures: `${cases} cases (${dated} dated, ${refused} refused), ${differences.length} differences; control caught ${mutants - unnoticed.length} of ${mutants} mutants`,
        passed: differences.length + unnoticed.length === 0,
      };
    },
  },
  mutants: {
    shows:
      'Every transition and clock of every process made wrong: what changes behaviour is caught by prove or the stories.',
    runPure: async (short) => {
      const seed = Number(process.env.GREENLANE_SEED ?? 20_250_901);
      process.stderr.write(`seed ${seed}\n`);
      const load = { seed, choices: 1, oneOf: short ? 20 : 1 };
      const tell = (line: string) => void process.stderr.write(`${line}\n`);
      const outcome = await mutants(load, availableParallelism(), tell);
      [...outcome.survivors, ...outcome.accused].forEach(tell);
      const { changing, caught, proved, accused } = outcome;
      return {
        figures: inWords(outcome),
        passed: caught >= 0.95 * changing && proved >= 0.8 * changing && accused.length === 0,
      };
    },
  },
  storm: {
    shows: '64 callers on 50 cases, a third of what they ask refused: every answer right, every chain whole.',
    run: async (office, short) => {
      const all = { commands: 0, refused: 0, wrong: 0, findings: 0, deadlocks: 0, gaps: 0 };
      for (let round = 0; round < (short ? 1 : 20); round += 1) {
        const { wrong, ...result } = await storm(office, { commands: 1_000 });
        wrong.slice(0, 10).forEach((sentence) => process.stderr.write(`${sentence}\n`));
        all.commands += result.commands;
        all.refused += result.refused;
        all.wrong += wrong.length;
        all.findings += result.findings;
        all.deadlocks += result.deadlocks;
        all.gaps = result.gaps;
      }
      const { commands, refused, wrong, findings, deadlocks, gaps } = all;
      return {
        figures: `${commands} commands, ${refused} refused, ${wrong} wrong, ${findings} broken, ${deadlocks} deadlocks, ${gaps} numbers lost`,
        passed: wrong + findings + deadlocks + gaps === 0,
      };
    },
  },
  matrix: {
    shows:
      'Role, step, state, relation, tenant: the engine answers as the reviewed table; each mutant of it is noticed.',
    run: async (office, short) => {
      const { cells, allowed, differences, mutants, unnoticed } = await matrix(office, {
        everyPage: short ? 4 : 1,
        tell: (line) => process.stderr.write(`${line}\n`),
      });
      for (const sentence of differences.slice(0, 100)) process.stderr.write(`${sentence}\n`);
      for (const mutant of unnoticed) process.stderr.write(`nobody noticed: ${mutant}\n`);
      return {
        figures: `${cells} cells, ${allowed} allowed, ${differences.length} differences, ${mutants - unnoticed.length} of ${mutants} mutants caught`,
        passed: differences.length + unnoticed.length === 0,
      };
    },
  },
  armed: {
    shows:
      'A million clocks are armed: those that run out take their step within 5 s, and a backlog drains as fast as steps.',
    run: async (office, short) => {
      const load = short
        ? { armed: 20_000, waves: 1, clocks: 100, backlog: 500, rounds: 1 }
        : { armed: 1_000_000, waves: 4, clocks: 150, backlog: 3_000, rounds: 3 };
      const tell = (line: string) => void process.stderr.write(`${line}\n`);
      const { plan, ...result } = await armed(office, { ...load, tell });
      plan.forEach(tell);
      const { due, fired, latest, p99, ratio } = result;
      return {
        figures: `${result.armed} armed, ${due} due, ${fired} fired, latest ${latest.toFixed(2)} s, p99 ${p99.toFixed(2)} s; drained ${ratio.toFixed(2)} × the rate of steps`,
        passed: result.armed === load.armed && fired === due && latest <= 5 && ratio >= 0.8,
      };
    },
  },
  clocks: {
    shows:
      'Four workers are killed a hundred times while they fire clocks: each fires once; without the key, or by a worker that claims and dies, that is caught.',
    run: async (office, short) => {
      const load = short ? shortClocks : { waves: 20, clocks: 8_000, kills: 100 };
      const tell = (line: string) => void process.stderr.write(`${line}\n`);
      const { due, fired, doubled, lost, caught, ...rest } = await clocks(office, { ...load, tell });
      const { kills, interrupted, refused, attempted, findings } = rest;
      tell(
        `${kills} kills and those at the end, ${interrupted} transactions broken by them; ${refused} of ${attempted} second expiries refused by the key; replay: ${findings} findings`,
      );
      return {
        figures: `${due} due, ${fired} fired, ${doubled} doubled, ${lost} lost; control ${caught ? 'caught' : 'missed'}`,
        passed:
          doubled + lost + findings === 0 &&
          [due === load.clocks, kills === load.kills, interrupted > 0, refused === attempted, caught].every(
            Boolean,
          ),
      };
    },
  },
  duties: {
    shows:
      'Random steps and role changes, on the rules and through the database: nobody ever has two duties.',
    run: async (office, short) => {
      const seed = Number(process.env.GREENLANE_SEED ?? 20_250_901);
      process.stderr.write(`seed ${seed}\n`);
      const load = short
        ? { pure: 6_000, throughTheDatabase: 250 }
        : { pure: 1_000_000, throughTheDatabase: 10_000 };
      const { twofold, faults, controls, ...result } = await duties(office, { ...load, seed });
      for (const sentence of [...twofold, ...faults].slice(0, 20)) process.stderr.write(`${sentence}\n`);
      for (const [control, caught] of Object.entries(controls))
        process.stderr.write(`${control}: ${caught} caught\n`);
      const { sequences, steps, refused, stored, storedTwofold } = result;
      const caught = Object.values(controls);
      return {
        figures: `${sequences} sequences, ${steps} steps, ${refused} refused, ${twofold.length} people with two duties; ${stored} through the database, ${storedTwofold}; control caught ${caught.reduce((sum, one) => sum + one, 0)}`,
        passed: twofold.length + storedTwofold + faults.length === 0 && caught.every((one) => one > 0),
      };
    },
  },
  tenants: {
    shows:
      'Two tenants over three connections, every path, every way to fail: no row of the other; two controls must leak.',
    run: (office, short) => tenants(office, short ? 1_000 : 100_000),
  },
  throughput: {
    shows:
      'Steps a second at the door of casework against pgbench writing the same rows by one statement; at least 0.8 ×.',
    run: async (office, short) => {
      if (!pgbenchIsThere())
        return { figures: 'pgbench is not installed, nothing was measured', passed: false };
      const { casework, pgbench, ratio, spread } = await throughput(
        office,
        short ? { rounds: 1, seconds: 2 } : {},
      );
      const median = (values: number[]): string =>
        [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!.toFixed(0);
      const [low, high] = spread.map((value) => value.toFixed(2));
      return {
        figures: `casework ${median(casework)}/s, pgbench ${median(pgbench)}/s, ratio ${ratio.toFixed(2)} (${low} to ${high})`,
        passed: ratio >= 0.8,
      };
    },
  },
};

const [name = '', ...flags] = process.argv.slice(2);
const campaign = campaigns[name];
if (campaign === undefined || flags.some((flag) => flag !== '--short')) {
  process.stderr.write('usage: npm run campaign -- <name> [--short]\n');
  for (const [known, { shows }] of Object.entries(campaigns)) process.stderr.write(`  ${known}: ${shows}\n`);
  process.exit(2);
}

const short = flags.includes('--short');
const { figures, passed } =
  'runPure' in campaign ? await campaign.runPure(short) : await inAnOffice(campaign);
process.stdout.write(`${name}: ${figures}\n`);
process.exitCode = passed ? 0 : 1;

async function inAnOffice(of: Campaign): Promise<Ended> {
  const directory = await mkdtemp(join(tmpdir(), 'greenlane-campaign-'));
  // Run as root, the server has a user of its own, who must be able to reach its folder.
  await chmod(directory, 0o755);
  const postgres = await startEmbeddedPostgres({ directory });
  let office: TestOffice | undefined;
  try {
    await migrate(postgres.ownerUrl);
    const { ownerUrl, serviceUrl, sealerUrl, superuserUrl } = postgres;
    const drop = (): Promise<void> => Promise.resolve();
    office = await testOffice({ ownerUrl, serviceUrl, sealerUrl, superuserUrl, name: 'greenlane', drop });
    return await of.run(office, short);
  } finally {
    await office?.close();
    await postgres.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
