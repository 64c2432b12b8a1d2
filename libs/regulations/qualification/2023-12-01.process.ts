/**
 * Qualification approval, for cases opened on or after 1 December 2023: every kind of application, by the general procedure
 * and by commitment. One file over 300 lines on purpose: a process is read from top to bottom, and half of one says nothing.
 *
 * Which provision a step rests on is taken from what we have read; where no article of ours regulates an act, the
 * nearest one stands there with a remark, or `practice`, which says that it is no law.
 */
import { cmaMeasures, criteria, licensingLaw, practice } from '../instruments.js';
import { lawWith } from '../vocabulary.js';
import { assigns } from './assigns.js';
import { openedFile } from './file.js';
import { guardsWhere } from './guards.js';
import { labelsOf } from './labels.js';

/** The criteria know document reviews (annex 2) and remote assessments (annex 3) beside the visit. */
const guards = guardsWhere({
  modes: ['written', 'remote'],
  report: 'items',
  teams: { leading: criteria('20'), recusal: cmaMeasures('29') },
});
const law = lawWith(guards, assigns);

/** What becomes of a renewal is told to the certificate that it would renew. */
const beginRenewal = {
  do: 'oweStep',
  when: 'renews',
  with: { caseAt: 'renews', step: 'beginRenewal', carries: ['acceptedOn'] },
} as const;
const endRenewal = (outcome: 'refused' | 'withdrawn') =>
  ({ do: 'oweStep', when: 'renews', with: { caseAt: 'renews', step: 'endRenewal', outcome } }) as const;

/** Possible until the authority has decided. No article regulates it outside the commitment procedure. */
const withdraw = {
  description: 'The applicant takes the application back.',
  meta: {
    by: ['applicant'],
    under: practice('withdrawal'),
    needs: 'withdrawal',
    effects: [endRenewal('withdrawn')],
  },
  target: 'withdrawn',
  actions: 'recordWithdrawal',
} as const;

/** Before there is a team the route still tells the two withdrawals apart. */
const withdrawEarly = { ...withdraw, guard: 'itGoesByTheGeneralProcedure' } as const;

/** After it the matter goes by the general procedure alone. */
const withdrawCommitment = {
  description: 'The applicant takes the commitment back: for this matter the route is closed.',
  meta: {
    by: ['applicant'],
    under: cmaMeasures('12'),
    needs: 'withdrawal',
    effects: [{ do: 'closeCommitment', with: { extent: 'matter' } }, endRenewal('withdrawn')],
  },
  guard: 'itIsDecidedOnTheSpot',
  target: 'withdrawn',
  actions: 'recordWithdrawal',
} as const;

/** What was tolerated at acceptance may come at any time before the decision. */
const supplyGaps = {
  description: 'What was still missing when the file was accepted is there.',
  meta: { by: ['applicant'], under: practice('tolerant-acceptance'), needs: 'supplement' },
  guard: 'theGapsAreClosed',
  actions: 'recordClosedGaps',
} as const;

/** Wherever an application is handled after acceptance: a renewal is decided before the certificate ends, or is deemed granted. */
const deemGranted = {
  description: 'The authority did not decide before the certificate ended: the renewal is deemed granted.',
  meta: { by: ['clock'], on: 'renewal', under: licensingLaw('50') },
  target: 'awaitingCertificate',
  actions: 'recordGrantBySilence',
} as const;

/** An emergency list ends, and is no certificate. */
const listForEmergency = {
  description:
    'The body may take emergency work meanwhile: it is entered in the list, to the end of the order.',
  meta: {
    by: ['decisionMaker'],
    under: cmaMeasures('23'),
    needs: 'emergencyList',
    decides: ['scope', 'lane'],
    effects: [{ do: 'openCase', with: { process: 'emergencyListing', carries: ['scope', 'lane', 'owes'] } }],
  },
  guard: 'theLaneIsAnEmergencyInForce',
  actions: 'recordListing',
} as const;

const proposeTermination = {
  description: 'The leader asks the authority to let the assessment be broken off, on a listed ground.',
  meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'terminationProposal' },
  guard: 'theTerminationHasAListedGround',
  target: 'terminationProposed',
  actions: 'recordProposedTermination',
} as const;

/** What a certificate, and what follows it up, has to know. */
const granted = ['kind', 'route', 'scope', 'excluded', 'fieldCode', 'grantedOn', 'settings'];
const certified = [...granted, 'certificateNumber', 'issuedOn', 'validUntil', 'certificate'];

/** Verified on site within three months, whatever was granted on a commitment; and what a lane made easier. */
const followUps = [
  {
    do: 'openCase',
    when: 'onCommitment',
    with: { process: 'commitmentVerification', because: 'commitment', carries: certified },
  },
  {
    do: 'openCase',
    when: 'owes',
    with: { process: 'commitmentVerification', because: 'lane', carries: [...certified, 'owes', 'lane'] },
  },
] as const;

/** What the three decisions on an assessment are taken on: what was applied for, and what the assessment came to. */
const decides = ['scope', 'fieldCode', 'conclusion', 'itemsDigest', 'proposedExclusions'];

const machine = law.createMachine({
  id: 'qualification',
  version: '2023-12-01',
  description: 'Qualification approval of an inspection and testing body.',
  initial: 'drafting',
  context: openedFile,
  meta: {
    // Accepted under this edition, a case goes on by it, whatever was in force when it was opened.
    succeeds: { edition: '2021-06-01' },
    opening: { by: ['applicant'], under: cmaMeasures('11'), needs: 'opening' },
    // What an authority promises by a profile of its zone: never longer than the law.
    promises: {
      at: 'promised',
      under: practice('expedited'),
      clocks: ['intake', 'assessment', 'decision', 'certificate'],
    },
    clocks: {
      intake: {
        limit: { unit: 'workingDays', length: 5 },
        from: 'receivedOn',
        under: cmaMeasures('11'),
        effect: 'statutory',
        words: { 'zh-CN': '受理审查期限', en: 'intake decision' },
      },
      // The law sets the applicant none. An office that sets one sees it pass, and no more.
      supplement: {
        limit: { unit: 'workingDays', length: 30 },
        lengthAt: 'settings.supplementDays',
        from: 'today',
        under: practice('expedited'),
        effect: 'target',
        words: { 'zh-CN': '申请人补正期限', en: 'supplement of the applicant' },
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
      // That it is decided at once is known of the procedure; how many days that is, the office sets.
      onTheSpot: {
        limit: { unit: 'workingDays', length: 1 },
        lengthAt: 'settings.decisionOnTheSpotDays',
        from: 'acceptedOn',
        under: practice('on-the-spot'),
        effect: 'target',
        words: { 'zh-CN': '当场决定', en: 'decision on the spot' },
      },
      // Five days, of which the law does not say that they are working days: the later end is taken.
      hearingRequest: {
        limit: { unit: 'workingDays', length: 5 },
        from: 'today',
        under: licensingLaw('47'),
        effect: 'statutory',
        words: { 'zh-CN': '申请听证期限', en: 'request for a hearing' },
      },
      hearing: {
        limit: { unit: 'workingDays', length: 20 },
        from: 'today',
        under: licensingLaw('47'),
        effect: 'statutory',
        words: { 'zh-CN': '组织听证期限', en: 'holding the hearing' },
      },
      hearingNotice: {
        limit: { unit: 'workingDays', length: 7 },
        from: 'today',
        under: licensingLaw('48'),
        effect: 'statutory',
        words: { 'zh-CN': '听证通知的提前期', en: 'notice before the hearing' },
      },
      renewal: {
        limit: { unit: 'untilDay', length: 0 },
        until: 'renewalUntil',
        from: 'today',
        under: licensingLaw('50'),
        effect: 'statutory',
        words: {
          'zh-CN': '延续决定期限（证书有效期届满）',
          en: 'decision on the renewal (end of the certificate)',
        },
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
        commit: {
          description: 'The applicant, who was told everything once, applies and commits itself.',
          meta: {
            by: ['applicant'],
            under: cmaMeasures('12'),
            needs: 'commitmentApplication',
            draws: ['caseNumber'],
          },
          guard: 'theCommitmentIsOpen',
          target: 'received',
          actions: 'recordApplication',
        },
        declareChange: {
          description: 'The applicant says what changes.',
          meta: {
            by: ['applicant'],
            under: cmaMeasures('14'),
            needs: 'changeDeclaration',
            draws: ['caseNumber'],
          },
          guard: 'theChangeIsDeclared',
          target: 'received',
          actions: 'recordChange',
        },
        giveUp: {
          description: 'The applicant gives its approval up.',
          meta: {
            by: ['applicant'],
            under: cmaMeasures('31'),
            needs: 'cancellationRequest',
            draws: ['caseNumber'],
          },
          guard: 'theApprovalMayBeGivenUp',
          target: 'received',
          actions: 'recordCancellation',
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
          description: 'The file is complete and in form.',
          meta: {
            by: ['intakeOfficer'],
            settlesEdition: true,
            under: licensingLaw('32.1.5'),
            needs: 'acceptanceNotice',
            effects: [beginRenewal],
          },
          guard: 'theApplicationIsToBeAccepted',
          target: 'accepted',
          actions: 'recordAcceptance',
        },
        acceptWithGaps: {
          description:
            'The file is accepted although something is missing that the zone tolerates; it is closed later.',
          meta: {
            by: ['intakeOfficer'],
            settlesEdition: true,
            under: practice('tolerant-acceptance'),
            needs: 'tolerantAcceptance',
            effects: [beginRenewal],
          },
          guard: 'theGapsAreTolerated',
          target: 'accepted',
          actions: ['recordAcceptance', 'recordGaps'],
        },
        fileChange: {
          description: 'The change needs no approval: it is filed.',
          meta: {
            by: ['intakeOfficer'],
            under: cmaMeasures('14'),
            needs: 'filing',
            effects: [
              {
                do: 'oweStep',
                when: 'certificate.case',
                with: { caseAt: 'certificate.case', step: 'amend' },
              },
            ],
          },
          guard: 'itIsFiledAlone',
          target: 'filed',
        },
        correctOnTheSpot: {
          description: 'The applicant puts an error right at the counter.',
          meta: { by: ['intakeOfficer'], under: licensingLaw('32.1.3'), needs: 'onTheSpotCorrection' },
          actions: 'recordCorrection',
        },
        requestSupplement: {
          description: 'Everything that is missing is told at once, once.',
          meta: { by: ['intakeOfficer'], under: licensingLaw('32.1.4'), needs: 'supplementNotice' },
          guard: 'aSupplementMayBeRequested',
          target: 'awaitingSupplement',
          actions: 'recordSupplementRequest',
        },
        // Not to tell everything at once is a fault of the office (Licensing Law 72): somebody says why all the same.
        allowFurtherSupplement: {
          description: 'A supervisor records why something has to be asked for again.',
          meta: { by: ['supervisor'], under: practice('further-supplement'), needs: 'furtherSupplement' },
          guard: 'theSupplementsAreUsedUp',
          actions: 'recordFurtherSupplement',
        },
        refuseToAccept: {
          description:
            'No permit is needed, another authority is right, or the application may not be accepted.',
          meta: {
            by: ['intakeOfficer'],
            under: licensingLaw('32'),
            needs: 'nonAcceptance',
            effects: [{ do: 'enterBan', when: 'falseMaterial', with: { years: 1, ground: 'falseMaterial' } }],
          },
          guard: 'theGroundOfNonAcceptanceIsTrue',
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
          meta: {
            by: ['clock'],
            on: 'intake',
            settlesEdition: true,
            under: licensingLaw('32.1.4'),
            effects: [beginRenewal],
          },
          target: 'accepted',
          actions: 'recordAcceptanceBySilence',
        },
        withdraw: withdrawEarly,
        withdrawCommitment,
      },
    },

    awaitingSupplement: {
      description: 'The applicant supplies what was missing.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { intake: 'paused', supplement: 'runs' } },
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
          guard: 'theSupplementIsInOrder',
          target: 'received',
          actions: 'recordSupplement',
        },
        withdraw: withdrawEarly,
        withdrawCommitment,
      },
    },

    accepted: {
      description: 'Where an accepted application goes follows from what it is.',
      always: [
        { guard: 'itIsDecidedOnTheSpot', target: 'decidingOnTheSpot', meta: { under: cmaMeasures('12') } },
        {
          guard: 'itNeedsNoAssessment',
          target: 'awaitingDecision',
          actions: 'recordReadiness',
          meta: { under: cmaMeasures('14') },
        },
        { target: 'formingTheTeam', meta: { under: cmaMeasures('11') } },
      ],
    },

    decidingOnTheSpot: {
      description: 'The authority decides on the commitment, at once.',
      tags: ['awaiting-authority'],
      meta: { clocks: { onTheSpot: 'runs', renewal: 'runs' } },
      on: {
        grantOnCommitment: {
          description: 'Granted, on the commitment; it is verified on site afterwards.',
          meta: {
            by: ['decisionMaker'],
            under: cmaMeasures('12'),
            needs: 'commitmentGrant',
            decides: ['scope', 'fieldCode'],
          },
          guard: 'noGapStandsAgainstTheGrant',
          target: 'awaitingCertificate',
          actions: 'recordGrantOnCommitment',
        },
        refuse: {
          description: 'Refused, with reasons and both remedies.',
          meta: {
            by: ['decisionMaker'],
            under: licensingLaw('38'),
            needs: 'refusal',
            decides: ['scope', 'fieldCode'],
            effects: [
              endRenewal('refused'),
              { do: 'enterBan', when: 'falseMaterial', with: { years: 1, ground: 'falseMaterial' } },
            ],
          },
          guard: 'theRefusalHasAGround',
          target: 'refused',
          actions: 'recordRefusal',
        },
        supplyGaps,
        deemGranted,
        withdrawCommitment,
      },
    },

    formingTheTeam: {
      description: 'Accepted. The authority forms the team that will assess, and says how.',
      tags: ['awaiting-authority'],
      meta: { clocks: { assessment: 'runs', renewal: 'runs' } },
      on: {
        appointTeam: {
          description:
            'Two or more persons who cover the field, one of them to lead, none of them recused; on site, on the documents or remotely.',
          meta: { by: ['assessmentCoordinator'], under: cmaMeasures('24'), needs: 'teamAppointment' },
          guard: 'theTeamAndTheModeAreSound',
          target: 'teamAppointed',
          actions: 'recordTeam',
        },
        listForEmergency,
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    teamAppointed: {
      description: 'What the team does first follows from the mode.',
      always: [
        {
          guard: 'theAssessmentIsOnDocuments',
          target: 'documentAssessment',
          meta: { under: criteria('annex-2') },
        },
        { target: 'materialReview', meta: { under: criteria('annex-1') } },
      ],
    },

    materialReview: {
      description: 'The team leader reviews the file.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs', materialReview: 'runs', renewal: 'runs' } },
      on: {
        reviewMaterials: [
          {
            description: 'The file allows the assessment.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'materialReview' },
            guard: 'theMaterialsAllowTheAssessment',
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
            description:
              'No assessment: the file still fails or the capability is lacking. Refusal is advised.',
            meta: { by: ['teamLeader'], under: criteria('annex-1'), needs: 'materialReview' },
            guard: 'theMaterialsForbidTheAssessment',
            target: 'awaitingDecision',
            actions: ['recordNonconformity', 'recordReceiptOfTheConclusion'],
          },
        ],
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    // Delay of the applicant's own does not count against the assessment (measures, article 11).
    awaitingMaterials: {
      description: 'The assessment waits for materials of the applicant.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { assessment: 'paused', renewal: 'runs' } },
      on: {
        supplyMaterials: {
          description: 'The materials arrive; the leader reviews again.',
          meta: { by: ['applicant'], under: criteria('annex-1'), needs: 'supplement' },
          guard: 'theSupplementIsInOrder',
          target: 'materialReview',
          actions: 'recordMaterials',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    arrangingTheVisit: {
      description: 'The authority announces the assessment.',
      tags: ['awaiting-authority'],
      meta: { clocks: { assessment: 'runs', renewal: 'runs' } },
      on: {
        sendVisitNotice: {
          description: 'The days and the schedule are told.',
          meta: { by: ['assessmentCoordinator'], under: criteria('annex-1'), needs: 'visitNotice' },
          guard: 'theAssessmentLiesAhead',
          target: 'visitAnnounced',
          actions: 'recordVisit',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    visitAnnounced: {
      description: 'On site, or remotely, as was settled with the team.',
      always: [
        {
          guard: 'theAssessmentIsRemote',
          target: 'remoteAssessment',
          meta: { under: criteria('17') },
        },
        { target: 'onSiteAssessment', meta: { under: criteria('15') } },
      ],
    },

    onSiteAssessment: {
      description: 'The team assesses on site and concludes.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs', renewal: 'runs' } },
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
        proposeTermination,
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    remoteAssessment: {
      description: 'The team assesses remotely, records every step and concludes.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs', renewal: 'runs' } },
      on: {
        concludeRemotely: [
          {
            description: 'Every item conforms; the conclusion goes to the authority.',
            meta: { by: ['teamLeader'], under: criteria('annex-3'), needs: 'remoteReport' },
            guard: 'theReportBearsOutConformity',
            target: 'awaitingDecision',
            actions: ['recordReport', 'recordReceiptOfTheConclusion'],
          },
          {
            description: 'Something has to be rectified.',
            meta: { by: ['teamLeader'], under: criteria('annex-3'), needs: 'remoteReport' },
            guard: 'theReportBearsOutBasicConformity',
            target: 'rectifying',
            actions: 'recordReport',
          },
          {
            description: 'The body does not conform; the conclusion goes to the authority.',
            meta: { by: ['teamLeader'], under: criteria('annex-3'), needs: 'remoteReport' },
            guard: 'theReportBearsOutNonconformity',
            target: 'awaitingDecision',
            actions: ['recordReport', 'recordReceiptOfTheConclusion'],
          },
        ],
        proposeTermination,
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    documentAssessment: {
      description: 'The team reviews the documents and concludes: conforming or nonconforming.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs', renewal: 'runs' } },
      on: {
        concludeOnDocuments: [
          {
            description: 'The documents bear the application out.',
            meta: { by: ['teamLeader'], under: criteria('annex-2'), needs: 'documentReport' },
            guard: 'theDocumentsBearOutConformity',
            target: 'awaitingDecision',
            actions: ['recordReview', 'recordReceiptOfTheConclusion'],
          },
          {
            description: 'The documents do not bear it out.',
            meta: { by: ['teamLeader'], under: criteria('annex-2'), needs: 'documentReport' },
            guard: 'theDocumentsBearOutNonconformity',
            target: 'awaitingDecision',
            actions: ['recordReview', 'recordReceiptOfTheConclusion'],
          },
        ],
        escalate: {
          description:
            'The documents leave a doubt: by its risk an assessment on site or a remote one is added.',
          meta: { by: ['assessmentCoordinator'], under: criteria('annex-2'), needs: 'escalation' },
          guard: 'theEscalationIsOpen',
          target: 'arrangingTheVisit',
          actions: 'recordEscalation',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    terminationProposed: {
      description: 'The authority says whether the assessment is broken off.',
      tags: ['awaiting-authority'],
      meta: { clocks: { assessment: 'runs', renewal: 'runs' } },
      on: {
        agreeToTerminate: {
          description: 'It is broken off; what is left to decide is the refusal.',
          meta: { by: ['assessmentCoordinator'], under: criteria('annex-1'), needs: 'terminationAnswer' },
          target: 'awaitingDecision',
          actions: ['recordTermination', 'recordReceiptOfTheConclusion'],
        },
        declineToTerminate: {
          description: 'The assessment goes on.',
          meta: { by: ['assessmentCoordinator'], under: criteria('annex-1'), needs: 'terminationAnswer' },
          target: 'visitAnnounced',
          actions: 'recordContinuation',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    rectifying: {
      description: 'The applicant puts the nonconformities right.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { assessment: 'paused', rectification: 'runs', renewal: 'runs' } },
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
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    verifying: {
      description: 'The team verifies what was rectified, on site where it said so.',
      tags: ['awaiting-assessors'],
      meta: { clocks: { assessment: 'runs', verification: 'runs', renewal: 'runs' } },
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
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    awaitingDecision: {
      description: 'The authority decides.',
      tags: ['awaiting-authority'],
      meta: { clocks: { decision: 'runs', renewal: 'runs' } },
      on: {
        grant: {
          description: 'The whole scope is approved.',
          meta: { by: ['decisionMaker'], under: cmaMeasures('11'), needs: 'grantDecision', decides },
          guard: 'theWholeScopeWasFoundConforming',
          target: 'awaitingCertificate',
          actions: 'recordGrant',
        },
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
        approveChange: {
          description: 'The change is approved as it was declared.',
          meta: {
            by: ['decisionMaker'],
            under: cmaMeasures('14'),
            needs: 'changeApproval',
            decides: ['changes', 'scope', 'cancels', 'certificate'],
          },
          guard: 'theChangeMayBeApproved',
          target: 'awaitingCertificate',
          actions: 'recordGrant',
        },
        approveCancellation: {
          description: 'The approval is cancelled, as its holder asked.',
          meta: {
            by: ['decisionMaker'],
            under: cmaMeasures('31'),
            needs: 'cancellationApproval',
            decides: ['certificate'],
            effects: [
              {
                do: 'oweStep',
                when: 'certificate.case',
                with: { caseAt: 'certificate.case', step: 'cancel', ground: 'ownApplication' },
              },
            ],
          },
          guard: 'itIsGivenUp',
          target: 'approvalCancelled',
          actions: 'recordGrant',
        },
        refuse: {
          description: 'Refused, with reasons and both remedies.',
          meta: {
            by: ['decisionMaker'],
            under: licensingLaw('38'),
            needs: 'refusal',
            decides,
            effects: [
              endRenewal('refused'),
              { do: 'enterBan', when: 'falseMaterial', with: { years: 1, ground: 'falseMaterial' } },
            ],
          },
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
        offerHearing: {
          description: 'Before it decides against the applicant, the authority tells the right to a hearing.',
          meta: {
            by: ['decisionMaker'],
            under: licensingLaw('47'),
            needs: 'hearingOffer',
            decides: ['conclusion', 'proposedExclusions'],
          },
          guard: 'noHearingWasOffered',
          target: 'hearingOffered',
          actions: 'recordHearingOffered',
        },
        listForEmergency,
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    // The time of a hearing is not counted in the limit of the decision (Licensing Law 45).
    hearingOffered: {
      description: 'The applicant may ask for a hearing.',
      tags: ['awaiting-applicant'],
      meta: { clocks: { decision: 'paused', hearingRequest: 'runs', renewal: 'runs' } },
      on: {
        askForHearing: {
          description: 'The applicant asks for the hearing.',
          meta: { by: ['applicant'], under: licensingLaw('47'), needs: 'hearingRequest' },
          target: 'hearingAskedFor',
          actions: 'recordHearingAskedFor',
        },
        declineHearing: {
          description: 'The applicant does without it.',
          meta: { by: ['applicant'], under: licensingLaw('47') },
          target: 'awaitingDecision',
          actions: 'recordHearingWaived',
        },
        lapseIntoNoHearing: {
          description: 'Nobody asked for it in time.',
          meta: { by: ['clock'], on: 'hearingRequest', under: licensingLaw('47') },
          target: 'awaitingDecision',
          actions: 'recordHearingWaived',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    hearingAskedFor: {
      description: 'The authority sets the day of the hearing.',
      tags: ['awaiting-authority'],
      meta: { clocks: { decision: 'paused', hearing: 'runs', renewal: 'runs' } },
      on: {
        announceHearing: {
          description: 'Day and place are told, seven working days before.',
          meta: { by: ['hearingHost'], under: licensingLaw('48'), needs: 'hearingNotice' },
          guard: 'theHearingLiesAhead',
          target: 'hearingAnnounced',
          actions: 'recordHearingAnnounced',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    hearingAnnounced: {
      description: 'The seven working days before the hearing pass.',
      tags: ['awaiting-authority'],
      meta: { clocks: { decision: 'paused', hearing: 'runs', hearingNotice: 'runs', renewal: 'runs' } },
      on: {
        lapseIntoHearing: {
          description: 'They have passed: the hearing may be held.',
          meta: { by: ['clock'], on: 'hearingNotice', under: licensingLaw('48') },
          target: 'hearingDue',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    hearingDue: {
      description: 'The hearing is held and recorded.',
      tags: ['awaiting-authority'],
      meta: { clocks: { decision: 'paused', hearing: 'runs', renewal: 'runs' } },
      on: {
        holdHearing: {
          description:
            'Whoever hosts it, and did not review the case, hands in the record; the decision is taken on it.',
          meta: { by: ['hearingHost'], under: licensingLaw('48'), needs: 'hearingRecord' },
          guard: 'theDayOfTheHearingHasCome',
          target: 'awaitingDecision',
          actions: 'recordHearingHeld',
        },
        supplyGaps,
        deemGranted,
        withdraw,
      },
    },

    awaitingCertificate: {
      description: 'Granted; the certificate is made out, or amended.',
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
            effects: [
              { do: 'issueCertificate', with: { replacesAt: 'certificate.number' } },
              { do: 'openCase', with: { process: 'certificate', carries: certified } },
              {
                do: 'oweStep',
                when: 'certificate.case',
                with: { caseAt: 'certificate.case', step: 'beReplaced', carries: ['certificateNumber'] },
              },
              ...followUps,
            ],
          },
          guard: 'aNewCertificateIsDue',
          target: 'certified',
          actions: 'recordCertificate',
        },
        amendCertificate: [
          {
            description:
              'What was added stands in the schedule of the certificate, whose number and end stay.',
            meta: {
              by: ['certificateClerk'],
              under: cmaMeasures('14'),
              needs: 'certificateIssue',
              effects: [
                { do: 'amendCertificate', with: { extent: 'extension', numberAt: 'certificate.number' } },
                {
                  do: 'oweStep',
                  when: 'certificate.case',
                  with: { caseAt: 'certificate.case', step: 'amend' },
                },
                ...followUps,
              ],
            },
            guard: 'itIsAnExtension',
            target: 'amended',
            actions: 'recordAmendment',
          },
          {
            description: 'What has changed stands in the certificate, whose number and end stay.',
            meta: {
              by: ['certificateClerk'],
              under: cmaMeasures('14'),
              needs: 'certificateIssue',
              effects: [
                {
                  do: 'amendCertificate',
                  with: { extent: 'change', numberAt: 'certificate.number', itemsAt: 'cancels' },
                },
                {
                  do: 'oweStep',
                  when: 'certificate.case',
                  with: { caseAt: 'certificate.case', step: 'amend' },
                },
                ...followUps,
              ],
            },
            guard: 'itIsAChange',
            target: 'amended',
            actions: 'recordAmendment',
          },
          {
            description:
              'The premises have moved; what the decision left out is no longer in the certificate.',
            meta: {
              by: ['certificateClerk'],
              under: cmaMeasures('14'),
              needs: 'certificateIssue',
              effects: [
                {
                  do: 'amendCertificate',
                  with: { extent: 'change', numberAt: 'certificate.number', itemsAt: 'excluded' },
                },
                {
                  do: 'oweStep',
                  when: 'certificate.case',
                  with: { caseAt: 'certificate.case', step: 'amend' },
                },
                ...followUps,
              ],
            },
            guard: 'thePremisesHaveMoved',
            target: 'amended',
            actions: 'recordAmendment',
          },
        ],
      },
    },

    certified: { description: 'The certificate is issued.', tags: ['terminal'], type: 'final' },
    amended: { description: 'The certificate is amended.', tags: ['terminal'], type: 'final' },
    filed: { description: 'The change is filed.', tags: ['terminal'], type: 'final' },
    approvalCancelled: { description: 'The approval is cancelled.', tags: ['terminal'], type: 'final' },
    refused: { description: 'The approval was refused.', tags: ['terminal'], type: 'final' },
    notAccepted: { description: 'The application was not accepted.', tags: ['terminal'], type: 'final' },
    withdrawn: { description: 'The applicant took the application back.', tags: ['terminal'], type: 'final' },
    discarded: { description: 'The draft was thrown away.', tags: ['terminal'], type: 'final' },
  },
});

/** Qualification approval, edition of 2023-12-01. */
export const qualification20231201 = law.process(machine, { labels: labelsOf(machine) });
