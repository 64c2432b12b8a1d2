import { describe, expect, it } from '@jest/globals';
import { evidence } from '../evidence/index.js';
import { cmaMeasures, criteria } from '../instruments.js';
import {
  assessor,
  builder,
  colleague,
  employeeOfTheLaboratory,
  foodTable,
  intakeOfTheCase,
  kin,
  leader,
  leaderOfAnotherField,
  officer,
  type Story,
  team,
  unentered,
  untilState,
  world,
} from './story.fixture.js';
import { ofTheTeam } from './team.js';

const conditions = ofTheTeam({ leading: criteria('20'), recusal: cmaMeasures('29') });

/** The conditions that some test below has seen refusing. */
const seen = new Set<string>();
const refused = (story: Story, step: string, body?: unknown): string[] => {
  const names = story.isRefused(step, body);
  names.forEach((name) => seen.add(name));
  return names;
};
const taken = (story: Story, step: string, body?: unknown) => story.tries(step, body).taken;

describe('a team', () => {
  it.each([
    ['is one person alone', team([leader]), ['theTeamHasTwoOrMore']],
    ['is led by somebody without the role', team([assessor, colleague], assessor), ['theLeaderMayLead']],
    [
      'is led by somebody who may lead only in another field',
      team([leaderOfAnotherField, assessor], leaderOfAnotherField),
      ['theLeaderMayLead'],
    ],
    ['has a member who may not assess', team([leader, officer]), ['everyMemberMayAssess']],
    ['has a member whom the applicant employs', team([leader, employeeOfTheLaboratory]), ['nobodyIsRecused']],
    ['has a member with an interest in the applicant', team([leader, kin]), ['nobodyIsRecused']],
    [
      'has a member with another duty in the matter',
      team([leader, intakeOfTheCase]),
      ['nobodyHasAnotherDuty'],
    ],
    [
      'is not the one that was drawn',
      team([leader, colleague], leader, { draw: 5 }),
      ['theTeamIsTheOneDrawn'],
    ],
    [
      'is led by another than the draw gave',
      team([leader, assessor], kin, { draw: 5 }),
      ['theTeamIsTheOneDrawn'],
    ],
    [
      'is the one of an earlier draw',
      team([leader, colleague], leader, { draw: 4 }),
      ['theTeamIsTheOneDrawn'],
    ],
    [
      'fails in everything at once',
      team([builder], builder, { draw: 5, coversTheField: true }),
      ['theTeamHasTwoOrMore', 'theLeaderMayLead', 'theTeamCoversTheFields', 'theTeamIsTheOneDrawn'],
    ],
  ])('is not appointed where it %s', (_, body, because) => {
    const story = untilState('formingTheTeam');
    expect(refused(story, 'appointTeam', body)).toEqual(expect.arrayContaining(because));
    expect(story.state).toBe('formingTheTeam');
  });

  it('hears of each condition that fails, with the provision it rests on and what would change the answer', () => {
    const story = untilState('formingTheTeam');
    const decision = story.tries('appointTeam', team([leader, employeeOfTheLaboratory]));
    if (decision.taken) throw new Error('it was appointed');
    expect(decision.reasons.map(({ guard, under }) => [guard, under])).toEqual([
      ['nobodyIsRecused', cmaMeasures('29')],
    ]);
    expect(decision.reasons[0]?.otherwise.en).toContain('is recused');
    expect(decision.reasons[0]?.remedy?.en).toContain('somebody else');
  });

  it('counts the grounds of its recused members for the record, and names neither ground nor person beside them', () => {
    const story = untilState('formingTheTeam');
    const of = (members: string[]) =>
      evidence.teamAppointment.facts(team(members), { context: story.file.context, resolved: world });
    expect(of([leader, kin, employeeOfTheLaboratory]).recused).toEqual({
      employer: 1,
      kinship: 1,
      training: 1,
    });
    expect(of([leader, assessor]).recused).toEqual({});
    expect(of([leader, intakeOfTheCase]).otherDuties).toEqual({ intake: 1 });
  });

  it('may be appointed again: whoever assesses in the matter already has no other duty', () => {
    const again = {
      ...world,
      person: { ...world.person, [assessor]: { ...world.person[assessor]!, duty: 'assessment' } },
    };
    const facts = evidence.teamAppointment.facts(team(), { context: {}, resolved: again });
    expect(facts.otherDuties).toEqual({});
  });

  it('has to cover the field applied for and the field that food makes of it, and may do so together', () => {
    const food = () => untilState('formingTheTeam', { scopeTable: foodTable, fieldCode: '01' });
    expect(refused(food(), 'appointTeam', team())).toEqual(['theTeamCoversTheFields']);
    expect(taken(food(), 'appointTeam', team([leader, builder]))).toBe(true);
    const facts = evidence.teamAppointment.facts(team(), { context: food().file.context, resolved: world });
    expect(facts.fields).toEqual({ toCover: ['00', '01'], uncovered: ['01'], known: true, confirmed: false });
  });

  it('may have a member with no field entered where the others cover every field', () => {
    expect(taken(untilState('formingTheTeam'), 'appointTeam', team([leader, unentered]))).toBe(true);
  });

  it('is taken at the coordinator’s word where the office enters no fields at all, and there by the role alone led', () => {
    const story = untilState('formingTheTeam').whereNoFieldsAreEntered();
    expect(refused(story, 'appointTeam', team())).toEqual(['theTeamCoversTheFields']);
    const body = team([leader, builder], leader, { coversTheField: true });
    expect(taken(story, 'appointTeam', body)).toBe(true);
    expect(refused(story, 'appointTeam', { ...body, leader: assessor })).toEqual(['theLeaderMayLead']);
  });

  it('is the one that was drawn, in whatever order it is listed', () => {
    const story = untilState('formingTheTeam');
    expect(taken(story, 'appointTeam', team([assessor, leader], leader, { draw: 5 }))).toBe(true);
    expect(taken(story, 'appointTeam', team([assessor], leader, { draw: 5 }))).toBe(true);
    expect(() =>
      story.tries('appointTeam', team([assessor], leader, { draw: 5, drawnAtRandom: false })),
    ).toThrow('Names a draw');
  });

  it('is not soundly composed where there are no facts at all', () => {
    const nothing = { today: '2025-09-01', evidence: {}, world: {} };
    for (const part of Object.values(conditions)) expect(part.holds({}, nothing)).toBe(false);
  });

  it('has been seen refused by each of its conditions', () => {
    expect([...seen].sort()).toEqual(Object.keys(conditions).sort());
  });
});
