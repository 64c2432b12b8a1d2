/**
 * Who may do what, as the office would sign it: the second opinion to the engine's rules, written by hand from the law
 * and the office's practice. It imports nothing, so that neither the engine nor a process file can agree with itself.
 * Read by matrix-answers.ts. Whatever no row speaks of is not allowed.
 */

/**
 * Which cases a role reaches: `own` those of an institution the person acts for, `named` those that name them, `office`
 * every case. Whom a case names for a duty has it in the matter from then on.
 */
export const reaches = `
  role                  | reaches | held                         | named for
  applicant             | own     | by acting for an institution |
  intakeOfficer         | office  | by grant                     |
  assessmentCoordinator | office  | by grant                     |
  teamLeader            | named   | by grant                     | assessment
  assessor              | named   | by grant                     | assessment
  decisionMaker         | office  | by grant                     |
  certificateClerk      | office  | by grant                     |
  headOfAuthority       | office  | by grant                     |
  hearingHost           | office  | by grant                     |
  auditor               | office  | by grant                     |
  supervisor            | office  | by grant                     |
  administrator         | office  | by grant                     |
  claimant              | named   | by everybody                 | applying
  invitee               | named   | by everybody                 | applying
  declarant             | named   | by everybody                 | applying
  anotherCase           | nothing | by nobody                    |
  clock                 | nothing | by nobody                    |
`;

/**
 * Whom the cases of a process concern, and in which roles people see them. To all others they do not exist. A claim and an
 * interest concern the authority and are about an institution: that claimed, that in which the interest is.
 */
export const sight = `
  process                | concerns            | seen by
  qualification          | institution         | applicant, intakeOfficer, assessmentCoordinator, teamLeader, assessor, decisionMaker, certificateClerk, headOfAuthority, hearingHost, auditor, supervisor
  certificate            | institution         | applicant, decisionMaker, certificateClerk, auditor, supervisor
  commitmentVerification | institution         | applicant, assessmentCoordinator, teamLeader, assessor, decisionMaker, auditor, supervisor
  emergencyListing       | institution         | applicant, assessmentCoordinator, decisionMaker, auditor, supervisor
  roleGrant              | authority           | administrator, auditor, supervisor
  representation         | authority about one | claimant, intakeOfficer, auditor, supervisor
  invitation             | institution         | applicant, invitee, intakeOfficer, auditor, supervisor
  absence                | authority           | declarant, auditor, supervisor
  interest               | authority about one | declarant, auditor, supervisor
  suspension             | authority           | administrator, auditor, supervisor
  calendarChange         | authority           | administrator, auditor, supervisor
  profileChange          | authority           | administrator, auditor, supervisor
`;

/**
 * What may be so of somebody who would otherwise be right, and what follows. It may take something away: `this case` out
 * of the reach of the role, `the role`, `the lead` (the case is seen and no more), `roles of the office` (all but that of
 * acting for an institution), `every role`, `the account`, or `everything`, which is told. It may give a role beside. Or a rule refuses the duties
 * named. Where nothing follows, the step may be taken.
 */
export const relations = `
  relation             | in words                                                          | takes away          | gives               | refuses by                    | duties
  plain                | acts for the institution, or is named; nothing is against it      |                     |                     |                               |
  foreign              | acts for another institution; is not named in the case            | this case           |                     |                               |
  foreignAuditor       | the same, and oversees the office                                 | this case           | auditor             |                               |
  roleWithdrawn        | the role was withdrawn                                            | the role            |                     |                               |
  actingEnded          | the authorisation to act was ended                                | this case           |                     |                               |
  actingExpired        | the last day of the authorisation was yesterday                   | this case           |                     |                               |
  agent                | acts as an agent, for all steps                                   |                     |                     |                               |
  otherSteps           | is authorised for other steps only                                |                     |                     | theAuthorisationCoversTheStep | done for an institution
  thisStep             | is authorised for this step only                                  |                     |                     |                               |
  notTheProposer       | is another administrator than the one who proposed                |                     |                     |                               |
  memberOnly           | may lead, and is on the team as a member                          | the lead            |                     |                               |
  actsToo              | also acts for the institution                                     |                     | applicant           |                               |
  actsInGroup          | also acts for an institution of the same group                    |                     | applicant elsewhere | nobodyIsRecused               | all but applying
  actsElsewhere        | also acts for another institution                                 |                     | applicant elsewhere |                               |
  administers          | also administers roles                                            |                     | administrator       |                               |
  holds:applying       | took part in the matter by applying                               |                     |                     | dutiesAreKeptApart            | but applying
  holds:intake         | took part in the matter by taking it in                           |                     |                     | dutiesAreKeptApart            | but intake
  holds:coordination   | took part in the matter by coordinating                           |                     |                     | dutiesAreKeptApart            | but coordination
  holds:assessment     | took part in the matter by assessing                              |                     |                     | dutiesAreKeptApart            | but assessment
  holds:decision       | took part in the matter by deciding                               |                     |                     | dutiesAreKeptApart            | but decision
  holds:issuing        | took part in the matter by issuing                                |                     |                     | dutiesAreKeptApart            | but issuing
  holds:hearing        | took part in the matter by hosting its hearing                    |                     |                     | dutiesAreKeptApart            | but hearing
  holds:confirmation   | took part in the matter as its second person                      |                     |                     | dutiesAreKeptApart            | but confirmation
  holds:administration | took part in the matter by administering roles                    |                     |                     | dutiesAreKeptApart            | but administration
  heldElsewhere        | took part in another matter of the institution, with another duty |                     |                     |                               |
  employer             | is employed by the institution                                    |                     |                     | nobodyIsRecused               | all but applying
  employedInGroup      | is employed by an institution of the same group                   |                     |                     | nobodyIsRecused               | all but applying
  employedElsewhere    | is employed by another institution                                |                     |                     |                               |
  employment           | declared an employment with the institution                       |                     |                     | nobodyIsRecused               | all but applying
  shareholding         | declared a share in it                                            |                     |                     | nobodyIsRecused               | all but applying
  kinship              | declared a kinship with people of it                              |                     |                     | nobodyIsRecused               | all but applying
  advice               | advised it                                                        |                     |                     | nobodyIsRecused               | all but applying
  training             | trained its people                                                |                     |                     | nobodyIsRecused               | all but applying
  other                | declared another interest in it                                   |                     |                     | nobodyIsRecused               | all but applying
  interestInGroup      | declared an interest in an institution of the same group          |                     |                     | nobodyIsRecused               | all but applying
  interestOver         | declared an interest whose last day was yesterday                 |                     |                     |                               |
  interestLifted       | declared an interest that was lifted                              |                     |                     |                               |
  interestElsewhere    | declared an interest in another institution                       |                     |                     |                               |
  lastCycle            | assessed the institution within the time of rest                  |                     |                     | nobodyIsRecused               | assessment
  longAgo              | assessed the institution before the time of rest                  |                     |                     |                               |
  deskOwn              | has the duty of the case on the own desk                          |                     |                     |                               |
  deskOther            | the duty lies on a colleague's desk                               |                     |                     | itLiesOnYourDesk              | all but applying
  deskCovered          | the same, and stands in for that colleague today                  |                     |                     |                               |
  coverEnded           | the same, and the cover was ended                                 |                     |                     | itLiesOnYourDesk              | all but applying
  coverPast            | the same, and the cover's last day was yesterday                  |                     |                     | itLiesOnYourDesk              | all but applying
  coverAhead           | the same, and the cover's first day is tomorrow                   |                     |                     | itLiesOnYourDesk              | all but applying
  coverOfAnother       | the same, and stands in for somebody else                         |                     |                     | itLiesOnYourDesk              | all but applying
  stale                | signed in strongly, more than five minutes ago                    |                     |                     | theSignInIsFreshAndStrong     | decisions
  weak                 | signed in just now, by a password alone                           |                     |                     | theSignInIsFreshAndStrong     | decisions
  unknownSignIn        | how and when is not known                                         |                     |                     | theSignInIsFreshAndStrong     | decisions
  aheadOfTime          | signed in strongly, ten minutes from now                          |                     |                     | theSignInIsFreshAndStrong     | decisions
  keyHere              | uses an API key for the institution                               | roles of the office |                     |                               |
  keyElsewhere         | uses an API key for another institution                           | roles and case      |                     |                               |
  otherTenant          | holds the role in another jurisdiction                            | every role          |                     |                               |
  stranger             | holds the role in another jurisdiction, and asks in this one      | the account         |                     |                               |
  suspended            | is suspended                                                      | everything          |                     |                               |
`;

/**
 * Rules beside the table. One person holds one duty in a matter: the nine that are kept apart are in `dutiesApart`,
 * and being named for one is holding it; supervising is beside them, for whoever supervises decides nothing in it. What another
 * case brings about is nobody's to do, lies on no desk and is in no queue. Whoever administers roles takes part in these duties only. Whoever works for the office
 * and acts for the institution is recused; nobody else is recused than who works for the office, and nobody from those
 * of the office's own affairs that are about no institution. An interest that a case declares, and an authorisation that it
 * gives, tie from then on. Whoever opens a case is the one whom it will name. An institution that somebody does not act for
 * is answered like one that there is not.
 */
export const dutiesApart = [
  ...['applying', 'intake', 'coordination', 'assessment', 'hearing', 'decision', 'issuing', 'confirmation'],
  'administration',
];
export const administratorsDuties = ['administration', 'confirmation', 'applying'];
