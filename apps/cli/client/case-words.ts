/** The words of one edition of a process, as the server publishes them: states, roles, provisions. */
import { citeProvision, type Instrument } from '#process';
import { inLanguage, processView, type Provision, type Words } from './answers.js';
import type { Api } from './api.js';
import type { Language } from './language.js';
import { Refusal } from './refusal.js';

export interface CaseWords {
  state(name: string): string;
  isFinal(state: string): boolean;
  role(name: string): string;
  /** A short title and an article. */
  cite(under: Provision): string;
}

/**
 * The words of the edition that a case is pinned to; names in their place where the server no longer has it. What only
 * `others` know, editions from which it came or to which a step would move it, is told in theirs.
 */
export async function caseWords(
  api: Api,
  { process, edition }: { process: string; edition: string },
  others: readonly string[] = [],
): Promise<CaseWords> {
  const { language } = api.of;
  const viewOf = (of: string) => {
    const path = `/api/v1/processes/${encodeURIComponent(process)}/${encodeURIComponent(of)}`;
    return api.as(null).get(path, processView).catch(nothingFound);
  };
  const views = await Promise.all([...new Set([edition, ...others])].map(viewOf));
  // The last one counts where several know a name: that of the case itself.
  const known = views.toReversed();
  const states = new Map(known.flatMap((view) => view.states.map((state) => [state.name, state] as const)));
  const roles = new Map(known.flatMap((view) => Object.entries(view.roles)));
  const instruments = Object.fromEntries(known.flatMap((view) => Object.entries(view.instruments)));
  const told = (found: { words: Words } | undefined, name: string): string =>
    found === undefined ? name : inLanguage(found.words, language);
  return {
    state: (name) => told(states.get(name), name),
    isFinal: (name) => states.get(name)?.final ?? false,
    role: (name) => told(roles.get(name), name),
    cite: (under) => citing(under, instruments, language),
  };
}

function nothingFound(error: unknown): typeof processView._output {
  if (error instanceof Refusal && error.problem.status === 404)
    return { states: [], roles: {}, instruments: {} };
  throw error;
}

const citing = (under: Provision, instruments: Record<string, unknown>, language: Language): string =>
  citeProvision(under, instruments as Record<string, Instrument>, language, 'short');

/** A step by the name that `act` takes, and what it is called where that is another. */
export function stepInWords({ step, label }: { step: string; label: Words }, language: Language): string {
  const called = inLanguage(label, language);
  if (called === step) return step;
  return language === 'en' ? `${step} (${called})` : `${step}（${called}）`;
}

/** Where a case is asked for: by its number or its id. */
export const casePath = (reference: string): string => `/api/v1/cases/${encodeURIComponent(reference)}`;
