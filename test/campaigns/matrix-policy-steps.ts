/**
 * Every step of a person, as the office would sign it: by whom, for which duty, and for whom only. Part of the policy, and
 * like it written by hand from the law and the office's practice.
 *
 * `decision`: with a fresh and strong sign-in, the text confirmed. `head`: the legal representative in person, by no API key,
 * whose authorisation is whole. `proposer`: whoever proposed it. `official`: somebody of the office. `noAdministrator`: nobody
 * who administers roles. `owed`: nobody by hand, another case's event takes it. `anotherCase` is a role that nobody has.
 */
export const steps = `
  process                | state                   | step                   | by                    | duty           | only
  qualification          | -                       | open                   | applicant             | applying       |
  qualification          | drafting                | submit                 | applicant             | applying       |
  qualification          | drafting                | commit                 | applicant             | applying       |
  qualification          | drafting                | declareChange          | applicant             | applying       |
  qualification          | drafting                | giveUp                 | applicant             | applying       |
  qualification          | drafting                | discard                | applicant             | applying       |
  qualification          | received                | accept                 | intakeOfficer         | intake         |
  qualification          | received                | acceptWithGaps         | intakeOfficer         | intake         |
  qualification          | received                | fileChange             | intakeOfficer         | intake         |
  qualification          | received                | correctOnTheSpot       | intakeOfficer         | intake         |
  qualification          | received                | requestSupplement      | intakeOfficer         | intake         |
  qualification          | received                | allowFurtherSupplement | supervisor            | supervision    |
  qualification          | received                | refuseToAccept         | intakeOfficer         | intake         |
  qualification          | received                | correctReceipt         | intakeOfficer         | intake         |
  qualification          | received                | withdraw               | applicant             | applying       |
  qualification          | received                | withdrawCommitment     | applicant             | applying       |
  qualification          | awaitingSupplement      | supplement             | applicant             | applying       |
  qualification          | awaitingSupplement      | withdraw               | applicant             | applying       |
  qualification          | awaitingSupplement      | withdrawCommitment     | applicant             | applying       |
  qualification          | decidingOnTheSpot       | grantOnCommitment      | decisionMaker         | decision       | decision
  qualification          | decidingOnTheSpot       | refuse                 | decisionMaker         | decision       | decision
  qualification          | decidingOnTheSpot       | supplyGaps             | applicant             | applying       |
  qualification          | decidingOnTheSpot       | withdrawCommitment     | applicant             | applying       |
  qualification          | formingTheTeam          | appointTeam            | assessmentCoordinator | coordination   |
  qualification          | formingTheTeam          | listForEmergency       | decisionMaker         | decision       | decision
  qualification          | formingTheTeam          | supplyGaps             | applicant             | applying       |
  qualification          | formingTheTeam          | withdraw               | applicant             | applying       |
  qualification          | materialReview          | reviewMaterials        | teamLeader            | assessment     |
  qualification          | materialReview          | supplyGaps             | applicant             | applying       |
  qualification          | materialReview          | withdraw               | applicant             | applying       |
  qualification          | awaitingMaterials       | supplyMaterials        | applicant             | applying       |
  qualification          | awaitingMaterials       | supplyGaps             | applicant             | applying       |
  qualification          | awaitingMaterials       | withdraw               | applicant             | applying       |
  qualification          | arrangingTheVisit       | sendVisitNotice        | assessmentCoordinator | coordination   |
  qualification          | arrangingTheVisit       | supplyGaps             | applicant             | applying       |
  qualification          | arrangingTheVisit       | withdraw               | applicant             | applying       |
  qualification          | onSiteAssessment        | conclude               | teamLeader            | assessment     |
  qualification          | onSiteAssessment        | proposeTermination     | teamLeader            | assessment     |
  qualification          | onSiteAssessment        | supplyGaps             | applicant             | applying       |
  qualification          | onSiteAssessment        | withdraw               | applicant             | applying       |
  qualification          | remoteAssessment        | concludeRemotely       | teamLeader            | assessment     |
  qualification          | remoteAssessment        | proposeTermination     | teamLeader            | assessment     |
  qualification          | remoteAssessment        | supplyGaps             | applicant             | applying       |
  qualification          | remoteAssessment        | withdraw               | applicant             | applying       |
  qualification          | documentAssessment      | concludeOnDocuments    | teamLeader            | assessment     |
  qualification          | documentAssessment      | escalate               | assessmentCoordinator | coordination   |
  qualification          | documentAssessment      | supplyGaps             | applicant             | applying       |
  qualification          | documentAssessment      | withdraw               | applicant             | applying       |
  qualification          | terminationProposed     | agreeToTerminate       | assessmentCoordinator | coordination   |
  qualification          | terminationProposed     | declineToTerminate     | assessmentCoordinator | coordination   |
  qualification          | terminationProposed     | supplyGaps             | applicant             | applying       |
  qualification          | terminationProposed     | withdraw               | applicant             | applying       |
  qualification          | rectifying              | submitRectification    | applicant             | applying       |
  qualification          | rectifying              | supplyGaps             | applicant             | applying       |
  qualification          | rectifying              | withdraw               | applicant             | applying       |
  qualification          | verifying               | verify                 | teamLeader            | assessment     |
  qualification          | verifying               | supplyGaps             | applicant             | applying       |
  qualification          | verifying               | withdraw               | applicant             | applying       |
  qualification          | awaitingDecision        | grant                  | decisionMaker         | decision       | decision
  qualification          | awaitingDecision        | grantInPart            | decisionMaker         | decision       | decision
  qualification          | awaitingDecision        | approveChange          | decisionMaker         | decision       | decision
  qualification          | awaitingDecision        | approveCancellation    | decisionMaker         | decision       | decision
  qualification          | awaitingDecision        | refuse                 | decisionMaker         | decision       | decision
  qualification          | awaitingDecision        | extendDecision         | headOfAuthority       | confirmation   | decision
  qualification          | awaitingDecision        | offerHearing           | decisionMaker         | decision       | decision
  qualification          | awaitingDecision        | listForEmergency       | decisionMaker         | decision       | decision
  qualification          | awaitingDecision        | supplyGaps             | applicant             | applying       |
  qualification          | awaitingDecision        | withdraw               | applicant             | applying       |
  qualification          | hearingOffered          | askForHearing          | applicant             | applying       |
  qualification          | hearingOffered          | declineHearing         | applicant             | applying       |
  qualification          | hearingOffered          | supplyGaps             | applicant             | applying       |
  qualification          | hearingOffered          | withdraw               | applicant             | applying       |
  qualification          | hearingAskedFor         | announceHearing        | hearingHost           | hearing        |
  qualification          | hearingAskedFor         | supplyGaps             | applicant             | applying       |
  qualification          | hearingAskedFor         | withdraw               | applicant             | applying       |
  qualification          | hearingAnnounced        | supplyGaps             | applicant             | applying       |
  qualification          | hearingAnnounced        | withdraw               | applicant             | applying       |
  qualification          | hearingDue              | holdHearing            | hearingHost           | hearing        |
  qualification          | hearingDue              | supplyGaps             | applicant             | applying       |
  qualification          | hearingDue              | withdraw               | applicant             | applying       |
  qualification          | awaitingCertificate     | issueCertificate       | certificateClerk      | issuing        |
  qualification          | awaitingCertificate     | amendCertificate       | certificateClerk      | issuing        |
  certificate            | -                       | open                   | anotherCase           | consequence    |
  certificate            | valid                   | amend                  | anotherCase           | consequence    |
  certificate            | valid                   | beReplaced             | anotherCase           | consequence    |
  certificate            | valid                   | cancel                 | anotherCase           | consequence    |
  certificate            | valid                   | cancelOnAGround        | certificateClerk      | issuing        |
  certificate            | valid                   | annul                  | anotherCase           | consequence    |
  certificate            | valid                   | annulItems             | anotherCase           | consequence    |
  certificate            | valid                   | stateItsView           | applicant             | applying       |
  certificate            | valid                   | decideToAnnul          | decisionMaker         | decision       | decision
  certificate            | valid                   | decideToAnnulItems     | decisionMaker         | decision       | decision
  certificate            | valid                   | beginRenewal           | anotherCase           | consequence    |
  certificate            | inRenewal               | amend                  | anotherCase           | consequence    |
  certificate            | inRenewal               | beReplaced             | anotherCase           | consequence    |
  certificate            | inRenewal               | cancel                 | anotherCase           | consequence    |
  certificate            | inRenewal               | cancelOnAGround        | certificateClerk      | issuing        |
  certificate            | inRenewal               | annul                  | anotherCase           | consequence    |
  certificate            | inRenewal               | annulItems             | anotherCase           | consequence    |
  certificate            | inRenewal               | stateItsView           | applicant             | applying       |
  certificate            | inRenewal               | decideToAnnul          | decisionMaker         | decision       | decision
  certificate            | inRenewal               | decideToAnnulItems     | decisionMaker         | decision       | decision
  certificate            | inRenewal               | endRenewal             | anotherCase           | consequence    |
  certificate            | renewedBySilence        | amend                  | anotherCase           | consequence    |
  certificate            | renewedBySilence        | beReplaced             | anotherCase           | consequence    |
  certificate            | renewedBySilence        | cancel                 | anotherCase           | consequence    |
  certificate            | renewedBySilence        | cancelOnAGround        | certificateClerk      | issuing        |
  certificate            | renewedBySilence        | annul                  | anotherCase           | consequence    |
  certificate            | renewedBySilence        | annulItems             | anotherCase           | consequence    |
  certificate            | renewedBySilence        | stateItsView           | applicant             | applying       |
  certificate            | renewedBySilence        | decideToAnnul          | decisionMaker         | decision       | decision
  certificate            | renewedBySilence        | decideToAnnulItems     | decisionMaker         | decision       | decision
  certificate            | renewedBySilence        | endRenewal             | anotherCase           | consequence    |
  certificate            | expired                 | cancelAfterExpiry      | certificateClerk      | issuing        |
  certificate            | expired                 | beginRenewal           | anotherCase           | consequence    |
  certificate            | expired                 | endRenewal             | anotherCase           | consequence    |
  certificate            | expired                 | amend                  | anotherCase           | consequence    |
  certificate            | expired                 | beReplaced             | anotherCase           | consequence    |
  certificate            | expired                 | cancel                 | anotherCase           | consequence    |
  certificate            | expired                 | annul                  | anotherCase           | consequence    |
  certificate            | expired                 | annulItems             | anotherCase           | consequence    |
  certificate            | expired                 | stateItsView           | applicant             | applying       |
  certificate            | expired                 | decideToAnnul          | decisionMaker         | decision       | decision
  commitmentVerification | -                       | open                   | anotherCase           | consequence    |
  commitmentVerification | prompt.formingTheTeam   | appointTeam            | assessmentCoordinator | coordination   |
  commitmentVerification | prompt.formingTheTeam   | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | prompt.onSite           | report                 | teamLeader            | assessment     |
  commitmentVerification | prompt.onSite           | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | usual.formingTheTeam    | appointTeam            | assessmentCoordinator | coordination   |
  commitmentVerification | usual.formingTheTeam    | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | usual.onSite            | report                 | teamLeader            | assessment     |
  commitmentVerification | usual.onSite            | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | followUp.formingTheTeam | appointTeam            | assessmentCoordinator | coordination   |
  commitmentVerification | followUp.formingTheTeam | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | followUp.onSite         | report                 | teamLeader            | assessment     |
  commitmentVerification | followUp.onSite         | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | rectifying              | submitRectification    | applicant             | applying       |
  commitmentVerification | rectifying              | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | verifying               | verify                 | teamLeader            | assessment     |
  commitmentVerification | verifying               | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  commitmentVerification | awaitingDecision        | stateItsView           | applicant             | applying       |
  commitmentVerification | awaitingDecision        | annulTheCertificate    | decisionMaker         | decision       | decision
  commitmentVerification | awaitingDecision        | annulTheItems          | decisionMaker         | decision       | decision
  commitmentVerification | awaitingDecision        | doNotAnnul             | decisionMaker         | decision       | decision
  commitmentVerification | awaitingDecision        | endAsNothingIsLeft     | assessmentCoordinator | coordination   |
  emergencyListing       | -                       | open                   | anotherCase           | consequence    |
  emergencyListing       | listed.toBeChecked      | check                  | assessmentCoordinator | coordination   |
  emergencyListing       | listed.toBeChecked      | stateItsView           | applicant             | applying       |
  emergencyListing       | listed.toBeChecked      | remove                 | decisionMaker         | decision       | decision
  emergencyListing       | listed.inDoubt          | keep                   | decisionMaker         | decision       | decision
  emergencyListing       | listed.inDoubt          | stateItsView           | applicant             | applying       |
  emergencyListing       | listed.inDoubt          | remove                 | decisionMaker         | decision       | decision
  emergencyListing       | listed.checked          | stateItsView           | applicant             | applying       |
  emergencyListing       | listed.checked          | remove                 | decisionMaker         | decision       | decision
  roleGrant              | -                       | open                   | administrator         | administration |
  roleGrant              | drafting                | proposeGrant           | administrator         | administration |
  roleGrant              | drafting                | proposeWithdrawal      | administrator         | administration |
  roleGrant              | drafting                | discard                | administrator         | administration |
  roleGrant              | grantProposed           | confirmGrant           | administrator         | confirmation   | decision
  roleGrant              | grantProposed           | decline                | administrator         | confirmation   | decision
  roleGrant              | grantProposed           | takeBack               | administrator         | administration | proposer
  roleGrant              | withdrawalProposed      | confirmWithdrawal      | administrator         | confirmation   | decision
  roleGrant              | withdrawalProposed      | decline                | administrator         | confirmation   | decision
  roleGrant              | withdrawalProposed      | takeBack               | administrator         | administration | proposer
  representation         | -                       | open                   | claimant              | applying       |
  representation         | drafting                | submit                 | claimant              | applying       |
  representation         | drafting                | discard                | claimant              | applying       |
  representation         | submitted               | confirm                | intakeOfficer         | intake         | decision
  representation         | submitted               | requestCorrection      | intakeOfficer         | intake         |
  representation         | submitted               | refuse                 | intakeOfficer         | intake         |
  representation         | submitted               | withdraw               | claimant              | applying       |
  representation         | awaitingCorrection      | correct                | claimant              | applying       |
  representation         | awaitingCorrection      | withdraw               | claimant              | applying       |
  representation         | inForce                 | giveUp                 | claimant              | applying       |
  representation         | inForce                 | revoke                 | intakeOfficer         | intake         | decision
  representation         | inForce                 | beSucceeded            | intakeOfficer         | intake         | owed
  invitation             | -                       | open                   | applicant             | applying       |
  invitation             | drafting                | invite                 | applicant             | applying       | head
  invitation             | drafting                | discard                | applicant             | applying       |
  invitation             | invited                 | accept                 | invitee               | applying       | noAdministrator
  invitation             | invited                 | decline                | invitee               | applying       |
  invitation             | invited                 | takeBack               | applicant             | applying       | head
  invitation             | inForce                 | end                    | applicant, invitee    | applying       | head
  invitation             | inForce                 | revoke                 | intakeOfficer         | intake         | decision
  invitation             | inForce                 | fallWithTheInviter     | intakeOfficer         | intake         | owed
  absence                | -                       | open                   | declarant             | applying       |
  absence                | drafting                | enter                  | declarant             | applying       | official
  absence                | drafting                | discard                | declarant             | applying       |
  absence                | entered                 | end                    | declarant, supervisor | applying       |
  interest               | -                       | open                   | declarant             | applying       |
  interest               | drafting                | declare                | declarant             | applying       | official
  interest               | drafting                | discard                | declarant             | applying       |
  interest               | declared                | proposeLifting         | supervisor            | decision       | decision
  interest               | liftingProposed         | confirmLifting         | supervisor            | confirmation   | decision
  interest               | liftingProposed         | declineLifting         | supervisor            | confirmation   | decision
  suspension             | -                       | open                   | administrator         | administration |
  suspension             | drafting                | suspend                | administrator         | administration | decision
  suspension             | drafting                | proposeSuspension      | administrator         | administration |
  suspension             | drafting                | proposeReinstatement   | administrator         | administration |
  suspension             | drafting                | discard                | administrator         | administration |
  suspension             | suspensionProposed      | confirmSuspension      | administrator         | confirmation   | decision
  suspension             | suspensionProposed      | decline                | administrator         | confirmation   | decision
  suspension             | suspensionProposed      | takeBack               | administrator         | administration | proposer
  suspension             | reinstatementProposed   | confirmReinstatement   | administrator         | confirmation   | decision
  suspension             | reinstatementProposed   | decline                | administrator         | confirmation   | decision
  suspension             | reinstatementProposed   | takeBack               | administrator         | administration | proposer
  calendarChange         | -                       | open                   | administrator         | administration |
  calendarChange         | drafting                | propose                | administrator         | administration |
  calendarChange         | drafting                | discard                | administrator         | administration |
  calendarChange         | proposed                | confirmChange          | administrator         | confirmation   | decision
  calendarChange         | proposed                | decline                | administrator         | confirmation   | decision
  calendarChange         | proposed                | takeBack               | administrator         | administration | proposer
  profileChange          | -                       | open                   | administrator         | administration |
  profileChange          | drafting                | propose                | administrator         | administration |
  profileChange          | drafting                | discard                | administrator         | administration |
  profileChange          | proposed                | confirmChange          | administrator         | confirmation   | decision
  profileChange          | proposed                | decline                | administrator         | confirmation   | decision
  profileChange          | proposed                | takeBack               | administrator         | administration | proposer
`;
