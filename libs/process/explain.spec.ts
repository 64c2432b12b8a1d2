import { describe, expect, it } from '@jest/globals';
import { allotment, allotment20210401, allotmentLabels } from './allotment.fixture.js';
import { association } from './association.fixture.js';
import { citeArticle, citeProvision, explain, type Instrument } from './index.js';

const english = explain(allotment, 'en').split('\n');
const chinese = explain(allotment, 'zh-CN').split('\n');

describe('the page of a process', () => {
  it('names the title, the edition and the hash of what is signed', () => {
    expect(english.slice(0, 4)).toEqual([
      '# Lending of garden plots',
      '',
      'Edition: 2021-04-01 · `allotment`  ',
      `Hash of the law in it: \`${allotment.hash}\``,
    ]);
    expect(chinese.slice(2, 4)).toEqual([
      '版本：2021年4月1日 · `allotment`  ',
      `规则内容哈希：\`${allotment.hash}\``,
    ]);
    expect(chinese[0]).toBe('# 园圃出借');
  });

  it('reads each step aloud: who, under what law, with what, what the clocks do, and then', () => {
    expect(english).toContain(
      '| on the waiting list | offer a plot *if a plot is free* | registrar | Statutes of 2019, article 4(1) | – | viewing starts | offered |',
    );
    expect(english).toContain(
      '| viewed | deemed release | the clock, when “viewing” runs out | Statutes of 2019, article 4(3) | – | viewing has run out | on the waiting list |',
    );
    expect(chinese).toContain(
      '| 候补中 | 提供地块 *如果有空闲地块* | 登记员 | 《2019年章程》第4条第1款 | – | “看地”开始计算 | 已提供 |',
    );
  });

  it('says which steps begin a clock anew, extend it, or count it from another day', () => {
    for (const told of ['viewing begins anew', 'notice period is extended, by 30 calendar days at most'])
      expect(english.some((line) => line.includes(`| ${told} |`))).toBe(true);
    expect(english.some((line) => line.includes('| answer counts from the right day instead |'))).toBe(true);
    for (const told of ['“看地”重新计算', '“通知期”延长，合计至多30日', '“答复”改自正确之日起算'])
      expect(chinese.some((line) => line.includes(`| ${told} |`))).toBe(true);
  });

  it('reads the branches of a step in their order', () => {
    const branches = english.filter((line) => line.includes('| view the plot '));
    expect(branches).toHaveLength(2);
    expect(branches[0]).toContain('*if the gardener likes the plot*');
    expect(branches[1]).toContain('*otherwise, if the gardener has declined fewer than two plots*');
    expect(branches[1]).toContain('on the waiting list; a letter is sent');
  });

  it('reads the automatic routes, and no step where no case ever rests', () => {
    expect(english.filter((line) => line.startsWith('| applied |'))).toEqual([
      '| applied | *automatically* *if the gardener was a member before* | – | Statutes of 2019, article 3(2) | – | – | on the waiting list |',
      '| applied | *automatically* *otherwise* | – | – | – | – | being answered |',
    ]);
  });

  it('tells how a case is opened, and what the routes make of its clocks', () => {
    expect(english).toContain(
      '| (no case yet) | the case is opened | gardener | Statutes of 2019, article 2 | application form | → being answered: answer starts | applied |',
    );
  });

  it('lists the clocks with their limits, and what happens when they run out', () => {
    expect(english).toContain(
      '| viewing | 1 month | the day in `offeredOn` | statutory | Statutes of 2019, article 4(2) | offered, viewed | offered, under water | deemed release |',
    );
    expect(chinese).toContain(
      '| 通知期 | 90日 | 办理当日 | 法定 | 《2019年章程》第7条 | 已通知解约 | – | 租约终止 |',
    );
  });

  it('lists the instruments it rests on, with the articles used, and no others', () => {
    expect(english.filter((line) => line.startsWith('- '))).toEqual([
      '- [Statutes of 2019](https://example.org/statutes), in force from 2019-03-01: article 2, article 3(1), article 3(2), article 4(1), ' +
        'article 4(2), article 4(3), article 4(4), article 4(5), article 5, article 7, article 8(1), article 8(2), article 9',
    ]);
  });

  it('draws every state and every step', () => {
    const drawing = english.slice(english.indexOf('```mermaid') + 1, english.lastIndexOf('```'));
    expect(drawing[0]).toBe('stateDiagram-v2');
    expect(drawing).toContain('  [*] --> at_applied');
    expect(drawing).toContain('  state "offered, under water" as at_flooded');
    expect(drawing).toContain('  at_offered_unseen --> at_waiting : deemed release');
    expect(drawing).toContain('  at_handedBack --> [*]');
    for (const { name, steps } of allotment.states) {
      const id = `at_${name.replaceAll('.', '_')}`;
      for (const { words } of steps) {
        expect(drawing.some((line) => line.startsWith(`  ${id} -->`) && line.endsWith(words.en))).toBe(true);
      }
    }
  });

  it('names the day from which a clock counts in words, where there are any', () => {
    const facts = {
      ...allotmentLabels.facts,
      offeredOn: { 'zh-CN': '提供地块之日', en: 'the day of the offer' },
    };
    const worded = association.process(allotment20210401, { labels: { ...allotmentLabels, facts } });
    expect(explain(worded, 'en')).toContain('| viewing | 1 month | the day of the offer |');
    expect(explain(worded, 'zh-CN')).not.toContain('offeredOn');
    expect(worded.hash).toBe(allotment.hash);
  });

  it('keeps its tables whole whatever the words are', () => {
    const offer = { 'zh-CN': '甲|乙', en: 'offer | a "plot";\nsoon: #1' };
    const odd = association.process(allotment20210401, {
      labels: { ...allotmentLabels, steps: { ...allotmentLabels.steps, offer } },
    });
    const page = explain(odd, 'en');
    expect(page).toContain('offer \\| a "plot"; soon: #1 *if a plot is free*');
    expect(page).toContain('at_waiting --> at_offered_unseen : offer | a  plot , soon, ,1');
  });
});

describe('a citation', () => {
  it.each([
    ['32', '第32条', 'article 32'],
    ['32.1', '第32条第1款', 'article 32(1)'],
    ['32.1.4', '第32条第1款第4项', 'article 32(1)(4)'],
    ['annex-1', '附件1', 'annex 1'],
    ['withdrawal', '', ''],
  ])('of %s is %s, %s', (article, chinese, english) => {
    expect([citeArticle(article, 'zh-CN'), citeArticle(article, 'en')]).toEqual([chinese, english]);
  });

  it('puts a law in 《》, its edition outside, and a practice in none', () => {
    const named = (title: string): Instrument => ({
      title: { 'zh-CN': title, en: 'Act' },
      inForceFrom: '2020-01-01',
    });
    const instruments = {
      law: { ...named('园圃法（2020年修正）'), short: { 'zh-CN': '法', en: 'the Act' } },
      practice: { ...named('惯例（并非法律）'), practice: true as const },
    };
    const law = { instrument: 'law', article: '2.1' };
    const practice = { instrument: 'practice', article: 'keys' };
    expect(citeProvision(law, instruments, 'zh-CN', 'full')).toBe('《园圃法》（2020年修正）第2条第1款');
    expect(citeProvision(law, instruments, 'zh-CN', 'short')).toBe('《法》第2条第1款');
    expect(citeProvision(law, instruments, 'en', 'short')).toBe('the Act, article 2(1)');
    expect(citeProvision(practice, instruments, 'zh-CN', 'short')).toBe('惯例（并非法律）');
    expect(citeProvision({ instrument: 'lore', article: '1' }, instruments, 'en', 'full')).toBe(
      'lore, article 1',
    );
  });
});
