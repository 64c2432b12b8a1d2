/** When a team is soundly composed: each condition with its sentence and provision. */
import type { Facts, GuardPart, Json, Provision } from '#process';
import { teamSize } from '../evidence/team.js';
import { practice } from '../instruments.js';
import { objectOf, together, words } from '../office/memory.js';

/** What is not there is no empty tally: without facts nothing holds. */
const isEmpty = (tally: Json | undefined): boolean =>
  tally !== null && typeof tally === 'object' && !Array.isArray(tally) && Object.keys(tally).length === 0;

const size = ({ members }: Facts): number => (Array.isArray(members) ? members.length : 0);

/** On what of its own time an edition rests who may lead, and who is recused. */
export interface LawOfTeams {
  leading: Provision;
  recusal: Provision;
}

export const ofTheTeam = ({ leading, recusal }: LawOfTeams) =>
  ({
    theTeamHasTwoOrMore: {
      otherwise: words('评审组须共两人以上。', 'A team needs two or more persons.'),
      remedy: words('增加评审组成员。', 'Add a member.'),
      holds: (_, { evidence }) => size(evidence) >= teamSize.least,
    },
    // The rule on assessors by which this is settled today was not found; the criteria name it.
    theLeaderMayLead: {
      otherwise: words(
        '组长须具有评审组长角色，并在本案所需领域之一具有任组长的资格。',
        'The leader needs the role of team leader, and to be qualified to lead in a field of the case.',
      ),
      remedy: words(
        '另行指定有资格的组长，或先登记其组长资格。',
        'Name a leader who is qualified, or have the qualification entered first.',
      ),
      under: leading,
      holds: (_, { evidence }) => evidence.leaderMayLead === true,
    },
    everyMemberMayAssess: {
      otherwise: words('评审组成员须均为评审人员。', 'Everybody on the team must be an assessor.'),
      remedy: words(
        '更换不是评审人员的成员，或先授予其评审角色。',
        'Name an assessor in that place, or have the role granted first.',
      ),
      holds: (_, { evidence }) => evidence.notAssessors === 0,
    },
    nobodyIsRecused: {
      otherwise: words(
        '评审组中有人须回避：受雇于申请人或与其同属一个集团、申报了利害关系，或在规定期限内评审过该机构。',
        'Somebody on the team is recused: employed by the applicant or its group, with a declared interest in it, or resting after having assessed it.',
      ),
      remedy: words('更换须回避的成员。', 'Name somebody else in place of whoever is recused.'),
      under: recusal,
      holds: (_, { evidence }) => isEmpty(evidence.recused),
    },
    nobodyHasAnotherDuty: {
      otherwise: words(
        '评审组中有人已在本案承担另一项须分离的职责。',
        'Somebody on the team already has a duty in this matter that is kept apart from assessing.',
      ),
      remedy: words(
        '更换为未参与本案其他环节的人员。',
        'Name somebody who has had no other part in this matter.',
      ),
      under: practice('duties-apart'),
      holds: (_, { evidence }) => isEmpty(evidence.otherDuties),
    },
    // By what the register knows of the assessors; by word of the coordinator where it knows nothing of anybody.
    theTeamCoversTheFields: {
      otherwise: words(
        '评审组未覆盖所申请的全部领域；未登记评审员领域的机关，须由组织人员确认已覆盖。',
        'The team does not cover every field applied for; where no assessor’s fields are entered, the coordinator has to confirm that it does.',
      ),
      remedy: words(
        '增加有相应领域资格的成员；未登记评审员领域的，予以确认。',
        'Add a member qualified in what is missing; or confirm it, where no fields are entered.',
      ),
      holds: (_, { evidence }) => {
        const { known, uncovered, confirmed } = objectOf(evidence.fields);
        return known === true ? Array.isArray(uncovered) && uncovered.length === 0 : confirmed === true;
      },
    },
    theTeamIsTheOneDrawn: {
      otherwise: words(
        '评审组与所引用的抽取结果不一致，或该次抽取已被后来的抽取取代。',
        'The team is not the one that the draw gave, or a later draw took its place.',
      ),
      remedy: words(
        '按最近一次抽取结果组成评审组，或说明理由后重新抽取。',
        'Appoint what the last draw gave, or draw again and say why.',
      ),
      under: practice('draw'),
      holds: (_, { evidence }) => evidence.draw === null || evidence.asDrawn === true,
    },
  }) as const satisfies Record<string, GuardPart>;

/** All of it as one guard, for processes in which the team alone is settled. */
export const theTeamIsSound = (law: LawOfTeams) =>
  together(
    words(
      '评审组共两人以上，组长有资格任组长，成员均为评审人员并覆盖所申请的领域，无人须回避或在本案承担其他职责；引用抽取的，与抽取结果一致',
      'the team has two or more persons, its leader may lead, everyone may assess, together they cover the fields applied for, nobody is recused or has another duty in the matter, and where a draw is named they are those drawn',
    ),
    ofTheTeam(law),
  );
