import { randomUUID } from 'node:crypto';
import type { Duty } from '#process';
import { exits, Failure, misused } from '../failure.js';
import { print } from '../text.js';
import { caseView, me, staffing, stepTaken, type CaseView, type Step } from './answers.js';
import type { Api } from './api.js';
import { casePath } from './case-words.js';
import type { Language } from './language.js';
import { openSession, printJson, type ClientOptions } from './session.js';

export interface AssignmentOptions extends ClientOptions {
  duty?: string;
}

/**
 * Duties that are never the one meant where none is named: applicants see to their own, clocks and linked cases to theirs, and a
 * supervisor puts what others do on desks.
 */
const onNoDesk: ReadonlySet<string> = new Set<Duty>(['applying', 'clock', 'consequence', 'supervision']);

/** `greenlane claim`: puts a duty of a case on one's own desk. */
export async function claim(reference: string, options: AssignmentOptions): Promise<void> {
  const { api, view } = await opened(reference, options);
  await put(api, view, await api.get('/api/v1/me', me), options);
}

/** `greenlane assign`: puts a duty of a case on somebody's desk, by id or, among those who could have it, by name. */
export async function assign(reference: string, options: AssignmentOptions & { to: string }): Promise<void> {
  const { api, view } = await opened(reference, options);
  const duty = dutyOf(view, options);
  await put(api, view, await personNamed(api, view, duty, options), { ...options, duty });
}

/** `greenlane release`: takes a duty of a case off the desk it lies on. */
export async function release(reference: string, options: AssignmentOptions): Promise<void> {
  const { api, view } = await opened(reference, options);
  const desks = view.desks ?? [];
  const duty =
    options.duty ??
    onlyOne(
      desks.map((desk) => desk.duty),
      options,
    );
  const path = `${casePath(view.id)}/assignments/${encodeURIComponent(duty)}`;
  const { body } = await api.write('DELETE', path, stepTaken, { key: randomUUID() });
  if (options.json) return printJson(body);
  print(phrases[options.lang].released(view.number ?? view.id, duty));
}

async function opened(reference: string, options: AssignmentOptions): Promise<{ api: Api; view: CaseView }> {
  const { api } = await openSession(options);
  return { api, view: await api.get(casePath(reference), caseView) };
}

interface Person {
  person: string;
  name: string;
}

async function put(api: Api, view: CaseView, to: Person, options: AssignmentOptions): Promise<void> {
  const duty = dutyOf(view, options);
  const path = `${casePath(view.id)}/assignments/${encodeURIComponent(duty)}`;
  const write = { key: randomUUID(), json: JSON.stringify({ to: to.person }) };
  const { body } = await api.write('PUT', path, stepTaken, write);
  if (options.json) return printJson(body);
  print(phrases[options.lang].assigned(view.number ?? view.id, duty, to.name));
}

/**
 * The duty that is meant: the one that was named, or the only one of the case as it stands; where there are several, the
 * only one of which whoever asks could take a step.
 */
function dutyOf({ steps }: CaseView, options: AssignmentOptions): string {
  if (options.duty !== undefined) return options.duty;
  const own = desksOf(steps.filter(({ allowed }) => allowed));
  return onlyOne(own.length === 1 ? own : desksOf(steps), options);
}

const desksOf = (steps: readonly Step[]): string[] =>
  [...new Set(steps.flatMap(({ duty }) => duty ?? []))].filter((duty) => !onNoDesk.has(duty)).sort();

function onlyOne(duties: string[], { lang }: AssignmentOptions): string {
  const [only, ...others] = duties;
  if (only === undefined || others.length > 0) throw misused(phrases[lang].whichDuty(duties));
  return only;
}

async function personNamed(
  api: Api,
  view: CaseView,
  duty: string,
  { to, lang }: AssignmentOptions & { to: string },
): Promise<Person> {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(to)) return { person: to.toLowerCase(), name: to };
  const { places } = await api.get(`${casePath(view.id)}/staffing`, staffing);
  const could = places.filter((place) => place.duty === duty).flatMap(({ people }) => people);
  const named = new Map(could.filter(({ name }) => name === to).map((one) => [one.person, one]));
  const [only, ...others] = named.values();
  if (only === undefined)
    throw new Failure(phrases[lang].nobody(to, [...new Set(could.map(({ name }) => name))]), exits.notFound);
  if (others.length > 0) throw misused(phrases[lang].several(to, [...named.keys()]));
  return only;
}

const phrases: Record<
  Language,
  {
    assigned(number: string, duty: string, person: string): string;
    released(number: string, duty: string): string;
    whichDuty(known: string[]): string;
    nobody(name: string, could: string[]): string;
    several(name: string, ids: string[]): string;
  }
> = {
  en: {
    assigned: (number, duty, person) => `${number}: ${duty} lies on the desk of ${person}.`,
    released: (number, duty) => `${number}: ${duty} lies on nobody's desk.`,
    whichDuty: (known) =>
      known.length === 0
        ? 'As the case stands, no duty of it lies on a desk, or can.'
        : `Say which duty is meant, with --duty: ${known.join(', ')}.`,
    nobody: (name, could) =>
      `Nobody named ${name} could have it.${could.length === 0 ? '' : ` Who could: ${could.join(', ')}.`}`,
    several: (name, ids) => `Several people are named ${name}; say which by id: ${ids.join(', ')}.`,
  },
  'zh-CN': {
    assigned: (number, duty, person) => `${number}：${duty} 已分派给 ${person}。`,
    released: (number, duty) => `${number}：${duty} 已退回，无人承办。`,
    whichDuty: (known) =>
      known.length === 0
        ? '按案件现状，没有可分派或已分派的职责。'
        : `请用 --duty 指明职责：${known.join('、')}。`,
    nobody: (name, could) =>
      `没有名为${name}的人员可以承办。${could.length === 0 ? '' : `可以承办的有：${could.join('、')}。`}`,
    several: (name, ids) => `有多人名为${name}，请用标识指明：${ids.join('、')}。`,
  },
};
