import type { Actor } from '#identity';
import type { Duty, Process, Provision, StepRule, Words } from '#process';
import {
  authorityWords,
  dutyWords,
  recusalGrounds,
  takenByItself,
  type AuthorityRuleName,
  type RecusalGround,
} from '#regulations';
import { rolesFor, rolesHeld, type Reachable } from './authority.js';

/** How strongly and when somebody signed in, and what is asked of a decision. */
export interface SignIn {
  acr: string | null;
  /** Seconds since 1970. */
  authTime: number | null;
}

/** What counts as a strong and fresh sign-in (RFC 9470). */
export interface StepUp {
  /** Values of `acr` that count as strong. */
  acr: readonly string[];
  /** Seconds since the sign-in. */
  maxAge: number;
}

/** What providers commonly call a sign-in with two factors; five minutes old at most. */
export const usualStepUp: StepUp = { acr: ['mfa'], maxAge: 300 };

/** All that authority over one step is judged by: facts read in the transaction that takes it, and nothing else. */
export interface Standing {
  process: Process;
  rule: Pick<StepRule, 'name' | 'by' | 'duty' | 'stepUp'>;
  file: Reachable;
  actor: Actor;
  signIn: SignIn;
  /** Real time, milliseconds since 1970. */
  now: number;
  stepUp: StepUp;
  /** The duties kept apart that people hold in the matter. */
  duties: ReadonlyMap<string, string>;
  dutiesApart: ReadonlySet<string>;
  /** Why the actor is recused from matters of the institution. */
  recused: readonly RecusalGround[];
  /** On whose desk the case lies, by duty. */
  desks: ReadonlyMap<string, string>;
}

/** One thing that stands in the way: which rule or guard, the sentence, what would change it, where it is written. */
export interface Reason {
  code: string;
  sentence: Words;
  remedy: Words | null;
  under: Provision;
}

/** A rule refuses with the words to fill into its sentence, or lets pass with null. */
export type AuthorityRule = (standing: Standing) => Record<string, Words> | null;

const rolesInWords = ({ process }: Standing, names: readonly string[]): Words => {
  const words = (language: 'zh-CN' | 'en') =>
    names.map((name) => process.catalogue.roles[name]?.words[language] ?? name);
  return { 'zh-CN': words('zh-CN').join('、'), en: words('en').join(', ') };
};

const unknown: Words = { 'zh-CN': '', en: '' };

/**
 * Every rule by which a person is refused, in the order in which they are told. All are asked, so that nobody hears of
 * the second obstacle only after the first is gone; each is judged by itself and can be taken out to see what fails.
 */
export const authorityRules: Readonly<Record<AuthorityRuleName, AuthorityRule>> = {
  theRoleIsHeld: (standing) => {
    const { process, rule, actor } = standing;
    return rolesHeld(process, rule.by, actor).length > 0 ? null : { roles: rolesInWords(standing, rule.by) };
  },

  theCaseIsWithinReach: (standing) => {
    const { process, rule, actor, file } = standing;
    const held = rolesHeld(process, rule.by, actor);
    return held.length === 0 || rolesFor(process, held, actor, file).length > 0
      ? null
      : { roles: rolesInWords(standing, held) };
  },

  theAuthorisationCoversTheStep: ({ process, rule, actor, file }) => {
    const roles = rolesFor(process, rule.by, actor, file);
    const own = roles.length > 0 && roles.every((name) => process.catalogue.roles[name]?.reach === 'own');
    const steps = own
      ? actor.acting.find(({ institution }) => institution === file.institution)?.steps
      : undefined;
    return steps && !steps.includes(rule.name) ? {} : null;
  },

  rolesAreNotAdministered: ({ process, rule, actor }) => {
    const administers = actor.roles.some((name) => process.catalogue.roles[name]?.duty === 'administration');
    return administers && !administratorsDuties.has(rule.duty) ? {} : null;
  },

  dutiesAreKeptApart: ({ rule, actor, duties, dutiesApart }) => {
    const held = dutyInTheWay(duties.get(actor.person), rule.duty, dutiesApart);
    return held === null ? null : { duty: dutyWords[held] ?? unknown };
  },

  nobodyIsRecused: ({ rule, recused }) => {
    const grounds = recused.filter((ground) => ground !== 'lastCycle' || rule.duty === 'assessment');
    if (grounds.length === 0 || rule.duty === 'applying') return null;
    const words = (language: 'zh-CN' | 'en') => grounds.map((ground) => recusalGrounds[ground][language]);
    return { ground: { 'zh-CN': words('zh-CN').join('；'), en: words('en').join('; ') } };
  },

  itLiesOnYourDesk: ({ rule, actor, desks }) => {
    const holder = desks.get(rule.duty);
    return holder === undefined || holder === actor.person || actor.covers.includes(holder) ? null : {};
  },

  theSignInIsFreshAndStrong: ({ rule, signIn, stepUp, now }) => {
    if (!rule.stepUp) return null;
    const { acr, authTime } = signIn;
    const strong = acr !== null && stepUp.acr.includes(acr);
    const age = authTime === null ? Infinity : now / 1000 - authTime;
    // The provider's clock may be a little ahead of ours; a sign-in of tomorrow is none.
    return strong && age <= stepUp.maxAge && age >= -clockTolerance ? null : {};
  },
};

/** The duty that keeps whoever holds it from another; null where nothing does. The one place that compares duties. */
export const dutyInTheWay = (
  held: string | undefined,
  wanted: string,
  apart: ReadonlySet<string>,
): string | null =>
  held !== undefined && held !== wanted && apart.has(held) && apart.has(wanted) ? held : null;

/** Seconds by which the provider's clock may differ. */
const clockTolerance = 30;

/** What administrators of roles do: propose, and confirm each other's proposals; and apply for things like anybody. */
const administratorsDuties: ReadonlySet<Duty> = new Set(['administration', 'confirmation', 'applying']);

/** Everything that keeps a person from a step, whatever the case says to it; empty where nothing does. */
export function obstacles(
  standing: Standing,
  rules: Partial<Record<AuthorityRuleName, AuthorityRule>> = authorityRules,
): Reason[] {
  return Object.entries(rules).flatMap(([code, rule]) => {
    const filled = rule(standing);
    if (filled === null) return [];
    const words = authorityWords[code as AuthorityRuleName];
    const itself = code === 'theRoleIsHeld' ? comesOfItself(standing) : null;
    const { otherwise, remedy } = itself === null ? words : takenByItself[itself];
    return [{ code, sentence: fill(otherwise, filled), remedy, under: words.under }];
  });
}

const comesOfItself = ({ process, rule }: Standing): 'clock' | 'consequence' | null => {
  const duties = new Set(rule.by.map((name) => process.catalogue.roles[name]?.duty));
  const [only] = duties;
  return duties.size === 1 && (only === 'clock' || only === 'consequence') ? only : null;
};

function fill(sentence: Words, filled: Record<string, Words>): Words {
  const inLanguage = (language: 'zh-CN' | 'en') =>
    sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => filled[name]?.[language] ?? whole);
  return { 'zh-CN': inLanguage('zh-CN'), en: inLanguage('en') };
}
