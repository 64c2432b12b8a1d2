import { randomInt } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { demonstrationAcr, demonstrationPeople, type DemonstrationPerson } from '#identity';
import { drawPeople, drawSecondStep } from './pages.js';

/** Somebody who has chosen whom to be and is asked for the step that stands for a second factor. */
interface Halfway {
  person: DemonstrationPerson;
  code: string;
  wrong: number;
}

const most = 1000;
const wrongTries = 3;
const at = /^\/interaction\/([\w-]{1,64})$/;

/**
 * Who is signing in, and how strongly: one click for a person, and a second step where `acr_values` ask for the strong
 * class. Answers whether the request was for these pages.
 */
export function interactionsOf(provider: Provider): (context: KoaContextWithOIDC) => Promise<boolean> {
  const halfway = new Map<string, Halfway>();

  const begin = (uid: string, person: DemonstrationPerson, wrong = 0): Halfway => {
    if (halfway.size >= most) halfway.delete(halfway.keys().next().value!);
    const step = { person, wrong, code: String(randomInt(1_000_000)).padStart(6, '0') };
    halfway.set(uid, step);
    return step;
  };

  const finish = async (
    context: KoaContextWithOIDC,
    result: Parameters<typeof provider.interactionResult>[2],
  ) => {
    const { req, res } = context;
    const next = await provider.interactionResult(req, res, result, { mergeWithLastSubmission: false });
    context.status = 303;
    context.redirect(next);
  };

  const signIn = (context: KoaContextWithOIDC, { subject }: DemonstrationPerson, strong: boolean) =>
    finish(context, {
      login: {
        accountId: subject,
        acr: strong ? demonstrationAcr.strong : demonstrationAcr.usual,
        amr: ['demonstration', ...(strong ? ['mfa'] : [])],
        remember: false,
      },
    });

  return async (context) => {
    const uid = at.exec(context.path)?.[1];
    if (uid === undefined) return false;
    const { params, session } = await provider.interactionDetails(context.req, context.res);
    const asked = (params['acr_values'] as string | undefined)?.split(' ') ?? [];
    const strong = asked.includes(demonstrationAcr.strong);
    // Whoever is to sign in again, more strongly, is most likely the same person.
    const known = strong && !halfway.has(uid) ? personOf(session?.accountId) : undefined;
    const step = known === undefined ? halfway.get(uid) : begin(uid, known);

    if (context.method === 'GET') {
      if (step === undefined) drawPeople(context, { strong });
      else drawSecondStep(context, { ...step, wrong: step.wrong > 0 });
      return true;
    }
    if (context.method !== 'POST' || !isOfThisPage(context)) {
      context.status = context.method === 'POST' ? 403 : 405;
      return true;
    }
    const form = await readForm(context.req);
    if (form.has('cancel')) {
      halfway.delete(uid);
      await finish(context, { error: 'access_denied', error_description: 'the sign-in was cancelled' });
    } else if (form.has('other')) {
      halfway.delete(uid);
      drawPeople(context, { strong });
    } else if (form.has('person')) {
      const person = personOf(form.get('person'));
      if (person === undefined) drawPeople(context, { strong });
      else if (strong) drawSecondStep(context, { ...begin(uid, person), wrong: false });
      else await signIn(context, person, false);
    } else if (step !== undefined && form.get('code') === step.code) {
      halfway.delete(uid);
      await signIn(context, step.person, true);
    } else if (step !== undefined && step.wrong + 1 < wrongTries) {
      drawSecondStep(context, { ...begin(uid, step.person, step.wrong + 1), wrong: true });
    } else {
      halfway.delete(uid);
      await finish(context, {
        error: 'access_denied',
        error_description: 'the digits were wrong three times',
      });
    }
    return true;
  };
}

const personOf = (subject: string | null | undefined): DemonstrationPerson | undefined =>
  demonstrationPeople.find((person) => person.subject === subject);

/** A form of ours comes from a page of ours; browsers say so. */
const isOfThisPage = (context: KoaContextWithOIDC): boolean => {
  const site = context.get('sec-fetch-site');
  const own = `${context.protocol}://${context.host}`;
  return site === '' ? context.get('origin') === own : site === 'same-origin';
};

const longest = 4096;

/** A small form. Whatever is longer was not made by a page of ours. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const part of request) {
    text += String(part);
    if (text.length > longest) return new URLSearchParams();
  }
  return new URLSearchParams(text);
}
