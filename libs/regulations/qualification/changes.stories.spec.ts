import { describe, expect, it } from '@jest/globals';
import { addDays } from '#calendar';
import { handlingOf, handlingOfAll } from './changes.js';
import {
  acceptance,
  cancellation,
  cancelled,
  change,
  eras,
  escalation,
  filed,
  foodTable,
  heldNumber,
  inMode,
  issue,
  leavingOut,
  lifeOfTheCertificate,
  orders,
  part,
  refusal,
  Story,
  team,
  untilState,
  waterTable,
  whole,
} from './story.fixture.js';

const owed = (step: string, more: object = {}) => ({
  ...{ do: 'oweStep', when: 'certificate.case' },
  with: { caseAt: 'certificate.case', step, ...more },
});

describe('how a change is handled', () => {
  it.each([
    ['name', false, 'declaration'],
    ['address', false, 'declaration'],
    ['legalNature', false, 'declaration'],
    ['legalRepresentative', false, 'declaration'],
    ['topManager', false, 'filing'],
    ['technicalManager', false, 'declaration'],
    ['signatory', false, 'declaration'],
    ['cancelItems', false, 'declaration'],
    ['standards', false, 'declaration'],
    ['standards', true, 'written'],
    ['signatory', true, 'written'],
    ['name', true, 'declaration'],
    ['premises', false, 'assessment'],
    ['premises', true, 'assessment'],
  ] as const)('%s, with experts %s: %s', (kind, expertReview, handling) => {
    expect(handlingOf(kind, expertReview)).toBe(handling);
  });

  it('of several is that of the heaviest, and of none that of an application', () => {
    expect(handlingOfAll(['topManager', 'name'], false)).toBe('declaration');
    expect(handlingOfAll(['name', 'standards'], true)).toBe('written');
    expect(handlingOfAll(['name', 'premises'], true)).toBe('assessment');
    expect(handlingOfAll([], false)).toBe('assessment');
  });
});

describe.each(eras)('a case about a certificate under $edition', ({ openedOn }) => {
  const day = (n: number) => addDays(openedOn, n);
  const declared = (changes: string[], more: object = {}) => {
    const story = new Story(openedOn, { kind: 'change', changes });
    story.takes('declareChange', change(changes, more));
    return story;
  };

  it('adds what was asked for to the certificate, which keeps its number and its end', () => {
    const story = untilState('awaitingCertificate', {}, { openedOn, asked: { kind: 'extension' } });
    const amended = story.takes('amendCertificate', issue);
    expect(amended.effects).toEqual([
      { do: 'amendCertificate', with: { extent: 'extension', numberAt: 'certificate.number' } },
      owed('amend'),
    ]);
    expect(amended.rule.draws).toEqual([]);
    expect([story.state, story.remembers]).toMatchObject([
      'amended',
      { certificateNumber: heldNumber, validUntil: '2029-06-29' },
    ]);
  });

  it('approves a declared change from acceptance on, without a team', () => {
    const story = declared(['name', 'legalRepresentative']);
    expect(orders(story.on(day(3)).takes('accept', acceptance))).toEqual([
      ...[`stop intake ${day(3)}`, `start decision ${day(3)}`],
    ]);
    expect(story.remembers).toMatchObject({
      conclusionReceivedOn: day(3),
      departmentCode: '05',
      fieldCode: '13',
    });
    story.takes('approveChange', {});
    const amended = story.takes('amendCertificate', issue);
    expect(amended.effects[0]).toMatchObject({
      with: { extent: 'change', numberAt: 'certificate.number', itemsAt: 'cancels' },
    });
    expect(story.state).toBe('amended');
  });

  it('takes the items that are given up out of the certificate', () => {
    const story = declared(['cancelItems'], { cancels: leavingOut(['1.3', '1.1']), scopeTable: waterTable });
    expect(story.remembers.cancels).toMatchObject({ count: 2, items: ['A/1.1', 'A/1.3'] });
    expect(Object.keys(story.remembers.cancels!).sort()).toEqual(['count', 'digest', 'items']);
    story.takes('accept', acceptance);
    story.takes('approveChange', {});
    expect(story.takes('amendCertificate', issue).effects[0]).toMatchObject({
      with: { extent: 'change', itemsAt: 'cancels' },
    });
  });

  it('puts a change before experts, on documents, and by a doubt of theirs on site', () => {
    const story = declared(['standards'], { expertReview: true });
    story.takes('accept', acceptance);
    expect(story.state).toBe('formingTheTeam');
    story.takes('appointTeam', inMode('written', 'conditionsUnaffected'));
    expect(story.isRefused('reviewMaterials', { finding: 'goOn', opinion: '可以。' })).toEqual([
      'notPossibleNow',
    ]);
    story.takes('escalate', escalation('onSite'));
    story.takes('sendVisitNotice', { visit: { from: day(0), to: day(0) }, schedule: '日程。' });
    expect(story.state).toBe('onSiteAssessment');
    story.concludes('conforming');
    story.takes('grant', whole);
    expect(story.takes('amendCertificate', issue).state).toBe('amended');
  });

  it('grants what experts found conforming, and refuses what they did not', () => {
    for (const conclusion of ['conforming', 'nonconforming'] as const) {
      const story = declared(['signatory'], { expertReview: true });
      story.takes('accept', acceptance);
      story.takes('appointTeam', inMode('written', 'conditionsUnaffected'));
      story.concludes(conclusion);
      if (conclusion === 'conforming') expect(story.takes('grant', whole).state).toBe('awaitingCertificate');
      else expect(story.takes('refuse', refusal()).state).toBe('refused');
    }
  });

  it('files a new top manager, and tells the certificate of it', () => {
    const story = declared(['topManager']);
    const { effects, final } = story.takes('fileChange', filed);
    expect([story.state, final, effects]).toEqual(['filed', true, [owed('amend')]]);
  });

  it('decides on a filing that nobody answered in time', () => {
    const story = declared(['topManager']);
    story.on(day(9)).takes('lapseIntoAcceptance');
    expect([story.state, story.takes('approveChange', {}).state]).toEqual([
      'awaitingDecision',
      'awaitingCertificate',
    ]);
  });

  it('assesses a move of the premises on site, and takes out of the certificate what was left out', () => {
    const asked = { kind: 'change', changes: ['premises'] };
    const story = untilState('onSiteAssessment', {}, { openedOn, asked }).later(7);
    story.concludes('conforming', { exclusions: leavingOut(['1.10']) });
    story.takes('grantInPart', part(['1.10']));
    const { effects } = story.takes('amendCertificate', issue);
    expect(effects[0]).toMatchObject({
      with: { extent: 'change', numberAt: 'certificate.number', itemsAt: 'excluded' },
    });
    expect(story.remembers.excluded).toMatchObject({ count: 1, items: ['A/1.10'] });
    expect(() =>
      untilState('formingTheTeam', {}, { openedOn, asked }).takes(
        'appointTeam',
        inMode('written', 'conditionsUnaffected'),
      ),
    ).toThrow('theModeIsOpenToTheCase');
  });

  it('cancels what its holder gives up, in the case of the certificate', () => {
    const story = new Story(openedOn, { kind: 'cancellation' });
    story.takes('giveUp', cancellation);
    story.takes('accept', acceptance);
    const { effects, final } = story.takes('approveCancellation', cancelled);
    expect([story.state, final]).toEqual(['approvalCancelled', true]);
    expect(effects).toEqual([owed('cancel', { ground: 'ownApplication' })]);
    expect(story.remembers.certificate).toMatchObject({ case: lifeOfTheCertificate, number: heldNumber });
  });

  it('lets an extension follow the table that is asked for, food and all', () => {
    const story = untilState(
      'formingTheTeam',
      { scopeTable: foodTable },
      { openedOn, asked: { kind: 'extension' } },
    );
    expect(story.remembers).toMatchObject({ fieldApplied: '13', fieldCode: '00' });
    expect(story.tries('appointTeam', team()).taken).toBe(true);
  });
});
