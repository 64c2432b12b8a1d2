/** When an application may be handed in, and which way it takes then. */
import { Temporal } from 'temporal-polyfill';
import type { Facts, Given, Guard, GuardPart } from '#process';
import { count, list, objectOf, together, word, words } from '../office/memory.js';

/** The certificate that was named, as the register has it. */
const held = ({ evidence }: Given): Facts => objectOf(evidence.certificate);

const needsACertificate = ({ kind }: Facts): boolean => kind !== 'first';

/** What a change changes; nothing of any other application. */
const changesOf = ({ changes }: Facts): string[] => list(changes);

/** Three months by the corresponding day, else the month's end. */
const threeMonthsBefore = (day: string): string =>
  Temporal.PlainDate.from(day).subtract({ months: 3 }).toString();

/** Of every application that names a certificate. */
const ofTheCertificate = {
  theCertificateIsTheInstitutionsOwn: {
    otherwise: words(
      '须注明本机构所持资质认定证书的编号；首次申请不注明。',
      'Names the certificate that the institution itself holds; a first application names none.',
    ),
    remedy: words('核对证书编号。', 'Check the number of the certificate.'),
    holds: (context, given) =>
      needsACertificate(context)
        ? held(given).ofTheInstitution === true
        : Object.keys(held(given)).length === 0,
  },
  theCertificateIsInForce: {
    otherwise: words(
      '所持证书已不在有效状态；可另行提出首次申请。',
      'The certificate is no longer in force; a first application remains.',
    ),
    remedy: words('提出首次申请。', 'Bring a first application.'),
    holds: (context, given) => !needsACertificate(context) || held(given).inForce === true,
  },
} as const satisfies Record<string, GuardPart>;

const ofTheForm = {
  theScopeIsNotEmpty: {
    otherwise: words('申请的能力范围须至少有一项。', 'The scope applied for must have an item.'),
    remedy: words('补充能力附表。', 'Hand in a scope table that has an item.'),
    holds: (_, { evidence }) => count(objectOf(evidence.scope).rows) > 0,
  },
  // The form has no place for them, and what it does not name would be lost without a word.
  nothingIsGivenUpWithTheForm: {
    otherwise: words(
      '场所搬迁的申请书不能同时取消检验检测能力项目。',
      'A move of the premises and items that are given up cannot be applied for together.',
    ),
    remedy: words('取消项目的，另行开立变更案件。', 'Open another case for the items that are given up.'),
    holds: (context) => !changesOf(context).includes('cancelItems'),
  },
  theManagementSystemHasRunThreeMonths: {
    otherwise: words(
      '首次申请前，管理体系须已运行满三个月。',
      'Before a first application the management system must have run for three months.',
    ),
    remedy: words('待管理体系运行满三个月后再提交。', 'Submit once it has run for three months.'),
    holds: (context, { evidence, today }) => {
      if (context.kind !== 'first') return true;
      const since = word(evidence.managementSystemSince);
      return since !== null && since <= threeMonthsBefore(today);
    },
  },
} as const satisfies Record<string, GuardPart>;

const ofTheCommitment = {
  theScopeMayBeCommittedTo: {
    otherwise: words(
      '特殊食品、医疗器械领域不适用告知承诺。',
      'Testing of special food and of medical devices is not for the commitment route.',
    ),
    remedy: words(
      '改为一般程序，或从能力附表中去除相应项目。',
      'Apply by the general procedure, or without these items.',
    ),
    holds: (_, { evidence }) => {
      const { medical, specialFood } = objectOf(evidence.scope);
      return medical === false && specialFood === false;
    },
  },
  theRouteIsOpenToTheInstitution: {
    otherwise: words(
      '本机构就该事项已不得适用告知承诺：曾撤回承诺，或曾作出虚假承诺。',
      'The route is closed to the institution here: a commitment was withdrawn for this matter, or was false.',
    ),
    remedy: words('改为一般程序。', 'Apply by the general procedure.'),
    holds: (context, given) => {
      const { commitmentClosed } = objectOf(given.evidence.record);
      if (!Array.isArray(commitmentClosed)) return false;
      return !list(commitmentClosed).some((matter) => mattersOf(context, given).includes(matter));
    },
  },
} as const satisfies Record<string, GuardPart>;

/** The matters that it may become, by kind of application: a renewal that comes late may be taken as a first one. */
function mattersOf({ kind }: Facts, given: Given): string[] {
  const last = word(held(given).validUntil);
  const late = kind === 'renewal' && last !== null && !cameInTime(given.today, last);
  return [...(typeof kind === 'string' ? [kind] : []), ...(late ? ['first'] : [])];
}

const ofTheChange = {
  whatChangesIsWhatWasAskedFor: {
    otherwise: words(
      '申报的变更事项与申请类型所列的不一致。',
      'What is declared is not what was said to change when the case was opened.',
    ),
    remedy: words('按申请类型逐项申报，或另行开立案件。', 'Declare each of these, or open another case.'),
    holds: (context, { evidence }) => {
      const declared = list(evidence.declared);
      return declared.length > 0 && declared.join() === [...changesOf(context)].sort().join();
    },
  },
  whatIsGivenUpIsNamed: {
    otherwise: words(
      '取消检验检测能力的，须列明附表中的项目，并提交变更后不为空的附表；不取消的，不得列明项目。',
      'Items that are given up are named as the scope table has them, with the table as it will be, which is not empty; where none are given up, none are named.',
    ),
    remedy: words(
      '核对项目序号并提交变更后的附表；全部取消的，申请注销。',
      'Check the numbers of the items and hand in the table as it will be; to give up everything, apply to cancel.',
    ),
    holds: (context, { evidence }) => {
      const { count: named, inTheScope } = objectOf(evidence.cancels);
      if (!changesOf(context).includes('cancelItems')) return named === 0;
      return count(named) > 0 && inTheScope === true && count(objectOf(evidence.scope).rows) > 0;
    },
  },
} as const satisfies Record<string, GuardPart>;

/** Whether a kind is applied for with the application form. */
const withTheForm = (context: Facts): boolean =>
  context.kind === 'change' ? changesOf(context).includes('premises') : context.kind !== 'cancellation';

export const applicationGuards = {
  theApplicationIsRipe: together(
    words(
      '按一般程序申请；能力范围不为空；首次申请的，管理体系已运行三个月以上；其他的，所持证书有效',
      'it goes by the general procedure, the scope is not empty; of a first application, the management system has run for three months; of any other, the certificate held is in force',
    ),
    {
      itIsAppliedForWithTheForm: {
        otherwise: words(
          '本案选择了告知承诺，或者属于不用申请书的变更、注销。',
          'This case goes by commitment, or is a change or a cancellation for which this form is not used.',
        ),
        remedy: words(
          '作出承诺并提交申请，或者申报变更、申请注销。',
          'Apply with a commitment, declare the change, or give the approval up.',
        ),
        reads: 'file',
        holds: (context) => context.route === 'general' && withTheForm(context),
      },
      ...ofTheForm,
      ...ofTheCertificate,
    },
  ),
  theCommitmentIsOpen: together(
    words(
      '选择告知承诺，不涉及特殊食品、医疗器械，本机构就该事项仍可适用告知承诺；其余同一般申请',
      'it goes by commitment, the scope holds neither special food nor medical devices, the route is open to the institution, and all else is as in any application',
    ),
    {
      itGoesByCommitment: {
        otherwise: words(
          '本案选择了一般程序，或者属于不适用告知承诺的变更。',
          'This case goes by the general procedure, or is a change for which there is no commitment.',
        ),
        remedy: words(
          '按一般程序提交申请；欲适用告知承诺的，另行开立案件。',
          'Apply by the general procedure; or open another case that goes by commitment.',
        ),
        reads: 'file',
        holds: (context) => context.route === 'commitment' && withTheForm(context),
      },
      ...ofTheForm,
      ...ofTheCertificate,
      ...ofTheCommitment,
    },
  ),
  theChangeIsDeclared: together(
    words(
      '属于按一般程序申报的变更（场所搬迁除外），申报的事项与申请类型一致，取消的项目已列明，所持证书有效',
      'it is a change by the general procedure other than a move of the premises, what is declared is what was asked for, items given up are named, and the certificate held is in force',
    ),
    {
      itIsDeclared: {
        otherwise: words(
          '本案不是申报办理的变更：不是变更、含场所搬迁，或者选择了告知承诺。',
          'This is no change that is declared: it is none, the premises move, or it was opened to go by commitment.',
        ),
        remedy: words(
          '场所搬迁的，用申请书申请；其余变更按一般程序另行开立案件。',
          'Apply with the form where the premises move; else open a case for the change by the general procedure.',
        ),
        reads: 'file',
        holds: (context) => context.kind === 'change' && context.route === 'general' && !withTheForm(context),
      },
      ...ofTheChange,
      ...ofTheCertificate,
    },
  ),
  theApprovalMayBeGivenUp: together(
    words(
      '属于注销申请，所持证书有效',
      'it is an application to cancel, and the certificate held is in force',
    ),
    {
      itIsACancellation: {
        otherwise: words('本案不是注销申请。', 'This is no application to cancel.'),
        remedy: words('另行开立注销案件。', 'Open a case for the cancellation.'),
        reads: 'file',
        holds: (context) => context.kind === 'cancellation',
      },
      ...ofTheCertificate,
    },
  ),

  // Where an accepted application goes.
  itIsDecidedOnTheSpot: {
    says: words('以告知承诺申请', 'it goes by commitment'),
    otherwise: words('未以告知承诺申请。', 'It does not go by commitment.'),
    remedy: words('撤回申请即可。', 'Take the application back instead.'),
    reads: 'file',
    holds: (context) => context.route === 'commitment',
  },
  itGoesByTheGeneralProcedure: {
    says: words('按一般程序申请', 'it goes by the general procedure'),
    otherwise: words(
      '本案以告知承诺申请，应当撤回的是承诺。',
      'It goes by commitment: what is taken back is the commitment.',
    ),
    remedy: words('撤回承诺。', 'Withdraw the commitment.'),
    reads: 'file',
    holds: (context) => context.route === 'general',
  },
  itNeedsNoAssessment: {
    says: words(
      '属于注销、以申报办理的变更，或者本区允许凭声明办理的延续',
      'it is a cancellation, a change by declaration, or a renewal that the lane lets be declared',
    ),
    otherwise: words('须经技术评审。', 'It needs an assessment.'),
    remedy: words('组成评审组。', 'Appoint a team.'),
    reads: 'file',
    holds: (context) => !needsAssessment(context),
  },
} as const satisfies Record<string, Guard>;

/** Whether a team assesses it, on site or otherwise. */
export function needsAssessment(context: Facts): boolean {
  const { kind, handling } = context;
  return kind !== 'cancellation' && handling !== 'declaration' && handling !== 'filing';
}

/** Whether a renewal came three months before the certificate ends (measures 2021, article 13). */
export const cameInTime = (today: string, validUntil: string): boolean =>
  today <= threeMonthsBefore(validUntil);
