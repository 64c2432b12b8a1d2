import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, startEmbeddedPostgres } from '#database';
import { demonstrationTenant } from '#identity';
import { openHouse } from '../house.js';
import { openOffice } from '../office.js';
import { columns, print, say } from '../text.js';
import { person, type Act, type PlayedCase, type Stage } from './act.js';
import { Client } from './client.js';
import { conclude } from './conclude.js';
import { tellTheEnd } from './end.js';
import { environmentStory } from './environment-story.js';
import { Expectations } from './expectations.js';
import { foodStory } from './food-story.js';
import { silenceStory } from './silence-story.js';
import { Teller } from './teller.js';
import { words, type Language } from './words.js';

/** `greenlane demo`: four stories, played through HTTP against a fresh database that is thrown away afterwards. */
export async function demo({ lang }: { lang: Language }): Promise<void> {
  const expect = new Expectations();
  const folder = mkdtempSync(join(tmpdir(), 'greenlane-demo-'));
  const undo: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const undoAll = async (): Promise<void> => {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) await step();
  };
  const interrupted = (): void => void undoAll().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const postgres = await startEmbeddedPostgres({ directory: folder, ephemeral: true, say });
    undo.push(() => postgres.stop());
    await migrate(postgres.ownerUrl);
    await openOffice(postgres.ownerUrl, { kind: 'demonstration', authority: demonstrationTenant });
    const documents = join(folder, 'documents');
    const house = await openHouse({
      urls: { service: postgres.serviceUrl, sealer: postgres.sealerUrl },
      documents,
      identity: { kind: 'demonstration', directory: join(folder, 'identity') },
      host: '127.0.0.1',
      port: 0,
      pollMs: 100,
    });
    undo.push(() => house.stop());
    const tokens = new Map((await house.tokens()).map(({ person, token }) => [person.subject, token]));
    const teller = new Teller(lang, columns(), print);
    const signInStrongly = async (subject: string): Promise<string> => {
      const [signedIn] = await house.tokens({ strong: true, people: [person(subject)] });
      return signedIn!.token;
    };
    const client = new Client(house.url, tokens, lang, signInStrongly);
    await play({ client, teller, expect, sample }, { serviceUrl: postgres.serviceUrl, documents });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await undoAll();
  }
  say(conclude(expect));
}

async function play(stage: Stage, premises: Parameters<typeof tellTheEnd>[2]): Promise<void> {
  const { teller } = stage;
  const food = foodStory();
  const environment = environmentStory();
  const silence = silenceStory();
  teller.title(words('绿道演示：一个机关，四段故事', 'Greenlane: four stories out of one office'));
  teller.line();
  for (const line of cast) teller.line(line, '  ', '      ');
  await playInOrder(stage, [...food.acts, ...environment.acts, ...silence.acts]);
  const cases: PlayedCase[] = [food.played, environment.played, silence.played];
  await tellTheEnd(stage, cases, premises);
}

const cast = [
  words(
    '(a) 重庆嘉禾食品检测：补正一次，现场评审三项不符合，整改，验收，发证。',
    '(a) A food laboratory: one supplement, three nonconformities on site, rectification, its certificate.',
  ),
  words(
    '(b) 重庆清源环境监测：带星号条款不符合，整体不符合，不予许可并告知救济途径。',
    '(b) An environmental laboratory: a starred clause fails, so the whole does; refused, with reasons and remedies.',
  ),
  words(
    '(c) 重庆安护防护用品检测：受理部门五个工作日不作声，期限届满视为受理。',
    '(c) A laboratory for protective goods: the intake is silent for five working days, and the clock accepts.',
  ),
  words('(d) 两名受理人员同一时刻办理同一步骤。', '(d) Two officers take the same step at the same moment.'),
];

/** Plays the acts by their moments; office time only moves forward. The first act plays when the office opens. */
async function playInOrder(stage: Stage, acts: Act[]): Promise<void> {
  const momentOf = ({ on, at }: Act): string => `${on}T${at}:00+08:00`;
  const inOrder = acts.toSorted((one, other) => momentOf(one).localeCompare(momentOf(other)));
  let now = momentOf(inOrder[0]!);
  for (const act of inOrder) {
    const moment = momentOf(act);
    if (moment !== now) {
      const reply = await stage.client.ask('POST', '/api/v1/office/time', {
        as: 'auditor',
        body: { to: moment },
        headers: { 'idempotency-key': randomUUID() },
      });
      stage.client.must(reply, `moving office time to ${moment}`);
      now = moment;
    }
    stage.teller.moment(act.on, act.at);
    await act.play(stage);
  }
}

/** A scope table of libs/register/samples, beside which this program lies built or not. */
function sample(name: string): Buffer {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const file = join(folder, 'libs', 'register', 'samples', name);
    if (existsSync(file)) return readFileSync(file);
    if (folder === dirname(folder)) throw new Error(`The sample ${name} is not beside this program.`);
  }
}
