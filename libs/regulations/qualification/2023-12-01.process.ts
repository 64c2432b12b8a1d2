/**
 * First applications under the general procedure, for cases opened on or after 1 December 2023. One file over 300
 * lines on purpose: a process is read from top to bottom, and half of one says nothing.
 *
 * Which provision a step rests on is taken from what we have read; where no article of ours regulates an act, the
 * nearest one stands there with a remark, or `practice`, which says that it is no law.
 */
import { cmaMeasures, criteria, licensingLaw, practice } from '../instruments.js';
import { lawWith } from '../vocabulary.js';
import { assigns } from './2023-12-01.assigns.js';
import { openedFile } from './2023-12-01.file.js';
import { guards } from './2023-12-01.guards.js';
import { labels } from './2023-12-01.labels.js';

const law = lawWith(guards, assigns);

/** Possible until the authority has decided. No article regulates it outside the commitment procedure. */
const withdraw = {
  description: 'The applicant takes the application back.',
  meta: { by: ['applicant'], under: practice('withdrawal'), needs: 'withdrawal' },
  target: 'withdrawn',
  actions: 'recordWithdrawal',
} as const;

/** What the three decisions are taken on: what was applied for, and what the assessment came to. */
const decides = ['scope', 'fieldCode', 'conclusion', 'itemsDigest', 'proposedExclusions'];

const machine = law.createMachine({
  id: 'qualification',
  version: '2023-12-01',
  description:
    'Qualification approval of an inspection and testing body: first application, general procedure.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    opening: { by: ['applicant'], under: cmaMeasures('11'), needs: 'opening' },
    clocks: {
      intake: {
        limit: { unit: 'workingDays', length: 5 },
        from: 'receivedOn',
        under: cmaMeasures('11'),
        effect: 'statutory',
        words: { 'zh-CN': '受理审查期限', en: 'intake decision' },
      },
      // Not counted in the limits of the licence (Licensing Law 45). The law gives its overrun no outcome.
      assessment: {
        limit: { unit: 'workingDays', length: 30 },
        from: 'acceptedOn',
        under: cmaMeasures('11'),
        effect: 'statutory',
        words: { 'zh-CN': '技术评审期限', en: 'technical assessment' },
      },
      // The criteria let it begin when the leader has the file; here that is the day the team is appointed.
      materialReview: {
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        under: criteria('annex-1'),
        effect: 'statutory',
        words: { 'zh-CN': '材料审查期限', en: 'material review' },
      },
      // From the written notice to the applicant, which is the report that both sides sign.
      rectification: {
        limit: { unit: 'workingDays', length: 30 },
        from: 'today',
        under: cmaMeasures('26'),
        effect: 'statutory',
        words: { 'zh-CN': '整改期限', en: 'rectification' },
      },
      verification: {
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        under: criteria('annex-1'),
        effect: 'statutory',
        words: { 'zh-CN': '整改验收期限', en: 'verification of the rectification' },
      },
      decision: {
        limit: { unit: 'workingDays', length: 10 },
        from: 'conclusionReceivedOn',
        under: cmaMeasures('11'),
        effect: 'statutory',
        words: { 'zh-CN': '许可决定期限', en: 'decision' },
      },
      certificate: {
        limit: { unit: 'workingDays', length: 7 },
        from: 'grantedOn',
        under: cmaMeasures('11'),
        effect: 'statutory',
        words: { 'zh-CN': '颁发证书期限', en: 'issue of the certificate' },
      },
    },
  },
  states: {
    drafting: {
      description: 'The applicant fills in the application.',
      tags: ['awaiting-applicant'],
      on: {
        submit: {
          description: 'The application arrives at the authority and gets its number.',
          meta: {
            by: ['applicant'],
            under: cmaMeasures('11'),
            needs: 'applicationForm',
            draws: ['caseNumber'],
          },
          guard: 'theApplicationIsRipe',
          target: 'received',
          actions: 'recordApplication',
        },
        discard: {
          description: 'The draft is thrown away; nothing was ever received.',
          meta: { by: ['applicant'], under: practice('drafts') },
          target: 'discarded',
        },
      },
    },

    received: {
      description: 'The authority decides whether to accept the application.',
      tags: ['awaiting-authority'],
      meta: { clocks: { intake: 'runs' } },
      on: {
        accept: {
          description: 'The file is complete; it goes to assessment.',
          meta: { by: ['intakeOfficer'], under: licensingLaw('32.1.5'), needs: 'acceptanceNotice' },
          guard: 'everythingRequestedWasSupplied',
          target: 'formingTheTeam',
          actions: 'recordAcceptance',
        },
        requestSupplement: {
          description: 'Everything that is missing is told at once, once.',
          meta: { by: ['intakeOfficer'], under: licensingLaw('32.1.4'), needs: 'supplementNotice' },
          guard: 'noSupplementWasRequestedYet',
          target: 'awaitingSupplement',
          actions: 'recordSupplementRequest',
        },
        refuseToAccept: {
          description:
            'No permit is needed, another authority is right, or the application may not be accepted.',
          meta: { by: ['intakeOfficer'], under: licensingLaw('32'), needs: 'nonAcceptance' },
          guard: 'incompletenessWasToldBefore',
          target: 'notAccepted',
          actions: 'recordNonAcceptance',
        },
        // Paper that arrived on the 3rd and was recorded on the 9th is answered within five days of the 3rd.
        correctReceipt: {
          description:
            'The application arrived on another day than the one recorded: the five days count from that.',
          meta: {
            by: ['intakeOfficer'],
            under: licensingLaw('32.1.4'),
            needs: 'receiptCorrection',
            supersedes: ['intake'],
          },
          guard: 'theDayOfReceiptMayBeCorrected',
          actions: 'recordDayOfReceipt',
        },
        lapseIntoAcceptance: {
          description: 'Nobody answered in time: accepted as of the date of receipt.',
          meta: { by: ['clock'], on: 'intake', under: licensingLaw('32.1.4') },
          target: 'formingTheTeam',
          actions: 'recordAcceptanceBySilence',
        },
        withdraw,
      },
    },

    // The law sets the applicant no limit here, so neither do we.
    awaitingSupplement: {
      description: 'The applicant supplies what was missing.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { intake: 'paused' } },
      on: {
        // That a fresh five days run from the new receipt is our reading; the law says what the first five answer.
        supplement: {
          description: 'The supplement arrives; the authority has five days again.',
          meta: {
            by: ['applicant'],
            under: licensingLaw('32.1.4'),
            needs: 'supplement',
            restarts: ['intake'],
          },
          guard: 'theAnswersAreToWhatWasAsked',
          target: 'received',
          actions: 'recordSupplement',
        },
        withdraw,
      },
    },

    formingTheTeam: {
      description: 'Accepted. The authority forms the team that will assess.',
      tags: ['awaiting-authority'],
      meta: { clocks: { assessment: 'runs' } },
      on: {
        appointTeam: {
          description: 'Two or more persons who cover the field, one of them to lead, none of them recused.',
          meta: { by: ['assessmentCoordinator'], under: cmaMeasures('24'), needs: 'teamAppointment' },
          guard: 'theTeamIsSoundlyComposed',
          target: 'materialReview',
          actions: 'recordTeam',
        },
        withdraw,
      },
    },

    materialReview: {
      description: 'The team leader reviews the file.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs', materialReview: 'runs' } },
      on: {
        reviewMaterials: [
          {
            description: 'The file allows a visit.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'materialReview' },
            guard: 'theMaterialsAllowTheVisit',
            target: 'arrangingTheVisit',
          },
          {
            description: 'The applicant has to supply something first.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'materialReview' },
            guard: 'theMaterialsNeedASupplement',
            target: 'awaitingMaterials',
            actions: 'recordHold',
          },
          {
            description: 'No visit: the file still fails or the capability is lacking. Refusal is advised.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'materialReview' },
            guard: 'theMaterialsForbidTheVisit',
            target: 'awaitingDecision',
            actions: ['recordNonconformity', 'recordReceiptOfTheConclusion'],
          },
        ],
        withdraw,
      },
    },

    // Delay of the applicant's own does not count against the assessment (measures, article 11).
    awaitingMaterials: {
      description: 'The assessment waits for materials of the applicant.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { assessment: 'paused' } },
      on: {
        supplyMaterials: {
          description: 'The materials arrive; the leader reviews again.',
          meta: { by: ['applicant'], under: criteria('annex-1'), needs: 'supplement' },
          guard: 'theAnswersAreToWhatWasAsked',
          target: 'materialReview',
          actions: 'recordMaterials',
        },
        withdraw,
      },
    },

    arrangingTheVisit: {
      description: 'The authority announces the visit.',
      tags: ['awaiting-authority'],
      meta: { clocks: { assessment: 'runs' } },
      on: {
        sendVisitNotice: {
          description: 'The days and the schedule are told.',
          meta: { by: ['assessmentCoordinator'], under: criteria('annex-1'), needs: 'visitNotice' },
          guard: 'theVisitLiesAhead',
          target: 'onSiteAssessment',
          actions: 'recordVisit',
        },
        withdraw,
      },
    },

    onSiteAssessment: {
      description: 'The team assesses on site and concludes.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs' } },
      on: {
        conclude: [
          {
            description: 'Every item conforms; the conclusion goes to the authority.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'onSiteReport' },
            guard: 'theReportBearsOutConformity',
            target: 'awaitingDecision',
            actions: ['recordReport', 'recordReceiptOfTheConclusion'],
          },
          {
            description: 'Something has to be rectified.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'onSiteReport' },
            guard: 'theReportBearsOutBasicConformity',
            target: 'rectifying',
            actions: 'recordReport',
          },
          {
            description: 'The body does not conform; the conclusion goes to the authority.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'onSiteReport' },
            guard: 'theReportBearsOutNonconformity',
            target: 'awaitingDecision',
            actions: ['recordReport', 'recordReceiptOfTheConclusion'],
          },
        ],
        withdraw,
      },
    },

    rectifying: {
      description: 'The applicant puts the nonconformities right.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { assessment: 'paused', rectification: 'runs' } },
      on: {
        submitRectification: {
          description: 'Every nonconformity is answered.',
          meta: { by: ['applicant'], under: cmaMeasures('26'), needs: 'rectificationReport' },
          guard: 'everyNonconformityIsAnswered',
          target: 'verifying',
        },
        lapseIntoNonconformity: {
          description: 'Nothing came in time: the conclusion is nonconforming.',
          meta: { by: ['clock'], on: 'rectification', under: cmaMeasures('26') },
          target: 'awaitingDecision',
          actions: ['recordOverdueRectification', 'recordNonconformity', 'recordReceiptOfTheConclusion'],
        },
        withdraw,
      },
    },

    verifying: {
      description: 'The team verifies what was rectified.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs', verification: 'runs' } },
      on: {
        verify: [
          {
            description: 'Effective: the conclusion is conforming.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'verificationOpinion' },
            guard: 'everyNonconformityIsClosed',
            target: 'awaitingDecision',
            actions: ['recordVerification', 'recordConformity', 'recordReceiptOfTheConclusion'],
          },
          {
            description: 'Not effective: the conclusion is nonconforming.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'verificationOpinion' },
            guard: 'someNonconformityStaysOpen',
            target: 'awaitingDecision',
            actions: ['recordVerification', 'recordNonconformity', 'recordReceiptOfTheConclusion'],
          },
        ],
        withdraw,
      },
    },

    awaitingDecision: {
      description: 'The authority decides on the conclusion of the assessment.',
      tags: ['awaiting-authority'],
      meta: { clocks: { decision: 'runs' } },
      on: {
        grant: {
          description: 'The whole scope is approved.',
          meta: { by: ['decisionMaker'], under: cmaMeasures('11'), needs: 'grantDecision', decides },
          guard: 'theWholeScopeWasFoundConforming',
          target: 'awaitingCertificate',
          actions: 'recordGrant',
        },
        // The three decisions need a fresh, strong sign-in; to make out the certificate afterwards decides nothing.
        // A grant in part is our reading of article 26, by which the items concerned fail; reasons as for a refusal.
        grantInPart: {
          description: 'The scope is approved without the items that failed.',
          meta: {
            by: ['decisionMaker'],
            under: cmaMeasures('26'),
            needs: 'partialGrantDecision',
            decides,
          },
          guard: 'aPartWasFoundConforming',
          target: 'awaitingCertificate',
          actions: 'recordGrantInPart',
        },
        refuse: {
          description: 'Refused, with reasons and both remedies.',
          meta: { by: ['decisionMaker'], under: licensingLaw('38'), needs: 'refusal', decides },
          guard: 'theRefusalHasAGround',
          target: 'refused',
          actions: 'recordRefusal',
        },
        // The measures are silent on it: an office does so only where it has said that the Licensing Law applies.
        extendDecision: {
          description:
            'The head of the authority approves that the decision takes longer, once; the reasons are told.',
          meta: {
            by: ['headOfAuthority'],
            under: licensingLaw('42'),
            needs: 'decisionExtension',
            decides: ['conclusion', 'conclusionReceivedOn'],
            extends: { clock: 'decision', most: { unit: 'workingDays', length: 10 }, by: 'workingDays' },
          },
          guard: 'theDecisionMayBeExtended',
          actions: 'recordExtension',
        },
        withdraw,
      },
    },

    awaitingCertificate: {
      description: 'Granted; the certificate is made out.',
      tags: ['awaiting-authority'],
      meta: { clocks: { certificate: 'runs' } },
      on: {
        issueCertificate: {
          description: 'The certificate gets its number and is issued and published.',
          meta: {
            by: ['certificateClerk'],
            under: cmaMeasures('11'),
            needs: 'certificateIssue',
            draws: ['certificateNumber'],
            effects: [{ do: 'issueCertificate' }],
          },
          target: 'certified',
          actions: 'recordCertificate',
        },
      },
    },

    certified: { description: 'The certificate is issued.', tags: ['terminal'], type: 'final' },
    refused: { description: 'The approval was refused.', tags: ['terminal'], type: 'final' },
    notAccepted: { description: 'The application was not accepted.', tags: ['terminal'], type: 'final' },
    withdrawn: { description: 'The applicant took the application back.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** First applications under the general procedure, edition of 2023-12-01. */
export const qualification20231201 = law.process(machine, { labels });
