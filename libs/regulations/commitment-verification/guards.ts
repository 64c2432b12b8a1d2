/** The conditions of a verification on site, in every edition; what a report bears out is each edition's own. */
import { Temporal } from 'temporal-polyfill';
import type { Guard, GuardPart, Words } from '#process';
import { cmaMeasures, licensingLaw, practice, procedures2015 } from '../instruments.js';
import { condition, numbers, objectOf, together, word, words } from '../office/memory.js';
import { theTeamIsSound } from '../qualification/team.js';
import { theItemsMayGo } from '../certificate/guards.js';
import { fileOf } from './memory.js';

/** Days that a body has to state its view, from the report that it signed (practice). */
const daysToBeHeard = 5;

/** States of a certificate in which there is nothing more to annul. */
const over: readonly unknown[] = ['replaced', 'cancelled', 'annulled'];

const theBodyWasHeard: GuardPart = {
  ...condition(
    words(
      '机构尚未陈述申辩，且自得知核查结论之日起未满五日。',
      'The body has not stated its view, and learned of the conclusion less than five days ago.',
    ),
    words('待机构陈述申辩，或者满五日后决定。', 'Wait for its statement, or until five days are over.'),
    (context, { today }) => {
      const { statedOn, foundFalseOn } = fileOf(context);
      if (word(statedOn) !== null) return true;
      if (word(foundFalseOn) === null) return false;
      return today >= Temporal.PlainDate.from(foundFalseOn!).add({ days: daysToBeHeard }).toString();
    },
  ),
  under: practice('hearing'),
};

const thePublicInterestDoesNotBarIt: GuardPart = {
  ...condition(
    words(
      '撤销可能对公共利益造成重大损害的，不予撤销。',
      'Where it could do grave harm to the public interest, it is not annulled.',
    ),
    words(
      '作出不予撤销决定，说明理由并采取监督措施。',
      'Decide not to annul, with reasons, and supervise otherwise.',
    ),
    (_, { evidence }) => evidence.publicInterest === 'notHarmed',
  ),
  under: licensingLaw('69'),
};

const thereIsSomethingToAnnul = condition(
  words(
    '证书已被注销、撤销或者换发，无可撤销。',
    'The certificate was cancelled, annulled or replaced already.',
  ),
  words('按无须继续核查办结。', 'End the verification, as nothing is left to verify.'),
  (_, { evidence }) => word(evidence.certificateState) !== null && !over.includes(evidence.certificateState),
);

const everyOneOf = (context: Parameters<Guard['holds']>[0], answered: number[]): boolean =>
  answered.length === fileOf(context).nonconformities &&
  answered.every((number, index) => number === index + 1);

/** What the visit must have been, whatever it found. */
export const theVisitIsOver: Guard['holds'] = (_, { evidence, today }) => {
  const last = word(objectOf(evidence.visited).to);
  return last !== null && last <= today;
};

const fileGuard = (says: Words, otherwise: Words, holds: Guard['holds']) =>
  ({ says, otherwise, reads: 'file', holds }) as const satisfies Guard;

export const sharedGuards = {
  theTeamIsSoundlyComposed: theTeamIsSound({ leading: procedures2015, recusal: cmaMeasures('29') }),
  theVisitIsOwedByALane: fileGuard(
    words('由绿色通道附带的后续核查', 'the visit is owed by a lane, and no commitment is verified'),
    words('本案核查的是告知承诺。', 'A commitment is verified.'),
    (context) => fileOf(context).commitment === false,
  ),
  itIsToBeVerifiedPromptly: fileGuard(
    words(
      '首次申请，或者涉及强制性标准、技术规范',
      'it is a first application, or touches mandatory standards',
    ),
    words(
      '既非首次申请，也不涉及强制性标准。',
      'It is no first application and touches no mandatory standard.',
    ),
    (context) => fileOf(context).kind === 'first' || fileOf(context).mandatoryStandards === true,
  ),
  everyNonconformityIsAnswered: {
    says: words('每一不符合项均有整改', 'every nonconformity is answered'),
    otherwise: words(
      '须对每一不符合项逐项说明整改。',
      'Every nonconformity must be answered, and nothing else.',
    ),
    remedy: words(
      '对报告所列每一不符合项各答复一次。',
      'Answer each nonconformity of the report once, by its number.',
    ),
    reads: 'evidence',
    holds: (context, { evidence }) => everyOneOf(context, numbers(evidence.answered)),
  },
  everyNonconformityIsClosed: {
    says: words('每一不符合项均已整改到位', 'every nonconformity is closed'),
    otherwise: words(
      '并非每一不符合项均已判定且整改到位。',
      'Not every nonconformity has been judged and found closed.',
    ),
    remedy: words(
      '逐项判定；有未到位的，按承诺不实处理。',
      'Judge each one; where one stays open, the commitment is found false.',
    ),
    reads: 'evidence',
    holds: (context, { evidence }) =>
      everyOneOf(context, numbers(evidence.judged)) && numbers(evidence.notClosed).length === 0,
  },
  someNonconformityStaysOpen: {
    says: words('逐项判定后仍有不符合项未整改到位', 'every nonconformity is judged and some are not closed'),
    otherwise: words(
      '尚未逐项判定，或者均已整改到位。',
      'Not every nonconformity has been judged, or none stays open.',
    ),
    remedy: words(
      '逐项判定；全部到位的，核查办结。',
      'Judge each one; where all are closed, the verification is over.',
    ),
    reads: 'evidence',
    holds: (context, { evidence }) =>
      everyOneOf(context, numbers(evidence.judged)) && numbers(evidence.notClosed).length > 0,
  },
  theCertificateMayBeAnnulled: together(
    words(
      '已听取机构意见，撤销不致对公共利益造成重大损害，且证书尚可撤销',
      'the body was heard, annulling does no grave harm to the public interest, and there is something to annul',
    ),
    { theBodyWasHeard, thePublicInterestDoesNotBarIt, thereIsSomethingToAnnul },
  ),
  theItemsMayBeAnnulled: together(
    words(
      '已听取机构意见，撤销不致对公共利益造成重大损害，证书尚可撤销，所列项目均在有效的附表内且仍有剩余项目',
      'the body was heard, annulling does no grave harm to the public interest, the items are in force and others remain',
    ),
    {
      theBodyWasHeard,
      thePublicInterestDoesNotBarIt,
      thereIsSomethingToAnnul,
      ...theItemsMayGo,
    },
  ),
  nothingIsLeftToVerify: {
    says: words('证书已被注销、撤销或者换发', 'the certificate was cancelled, annulled or replaced'),
    otherwise: words('证书仍然有效，核查须继续。', 'The certificate is still there: it has to be verified.'),
    remedy: words('继续核查。', 'Go on with the verification.'),
    reads: 'evidence',
    holds: (_, { evidence }) => over.includes(evidence.certificateState),
  },
} as const satisfies Record<string, Guard>;

/** A guard of the report: the conclusion, and whether what was found bears it out. */
export const reportGuard = (
  conclusion: 'true' | 'largelyTrue' | 'false',
  { says, otherwise, remedy }: { says: Words; otherwise: Words; remedy: Words },
  bearsOut: Guard['holds'],
) =>
  ({
    says,
    otherwise,
    remedy,
    reads: 'evidence',
    holds: (context, given) =>
      given.evidence.conclusion === conclusion && theVisitIsOver(context, given) && bearsOut(context, given),
  }) as const satisfies Guard;
