import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { fold, type CaseFile, type Given } from '#process';
import { checklist, evidence, findProcess, processes, type EvidenceName } from './index.js';
import {
  acceptance,
  answers,
  correction,
  extension,
  foodTable,
  form,
  goOn,
  issue,
  leavingOut,
  part,
  rectified,
  report,
  Story,
  supplementNotice,
  team,
  untilState,
  verified,
  visit,
} from './qualification/2023-12-01.fixture.js';

const at = (name: string) => new URL(name, import.meta.url);
const publishing = process.env['PUBLISH_EDITIONS'] === '1';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const read = <T>(name: string, otherwise: T): T =>
  existsSync(at(name)) ? (JSON.parse(readFileSync(at(name), 'utf8')) as T) : otherwise;
const write = (name: string, value: unknown) =>
  writeFileSync(at(name), `${JSON.stringify(value, null, 2)}\n`);

/** What a published edition computes with, besides its process file. It is frozen with the edition. */
const sources: Record<string, string[]> = {
  'qualification-2023-12-01': [
    ...['qualification/2023-12-01.file.ts', 'qualification/2023-12-01.guards.ts'],
    ...['qualification/2023-12-01.team.ts', 'qualification/2023-12-01.periods.ts'],
    ...['qualification/2023-12-01.assigns.ts', 'conclusion.ts'],
    ...['evidence/rule.ts', 'evidence/fields.ts'],
    ...['evidence/facts.ts', 'evidence/application.ts', 'evidence/intake.ts', 'evidence/team.ts'],
    ...['evidence/assessment.ts', 'evidence/rectification.ts', 'evidence/decision.ts'],
  ],
  'roleGrant-2021-06-01': officeSources('role-grant', 'role-proposal'),
  'representation-2021-06-01': officeSources('representation', 'representation', 'facts'),
  'invitation-2021-06-01': officeSources('invitation', 'representation', 'facts'),
  'absence-2021-06-01': officeSources('absence', 'absence'),
  'interest-2021-06-01': officeSources('interest', 'interest'),
  'suspension-2021-06-01': officeSources('suspension', 'suspension'),
};

/** What an edition of the office's own affairs computes with, beside the evidence that is its own. */
function officeSources(process: string, ...evidenceFiles: string[]): string[] {
  const shared = ['rule', 'fields', 'office-facts', 'stated-reason'];
  return [
    ...[`office/${process}/2021-06-01.rules.ts`, 'office/memory.ts', 'role-kinds.ts'],
    ...[...shared, ...evidenceFiles].map((name) => `evidence/${name}.ts`),
  ];
}

/** What decides no case: wording, who reads what was brought, and what is handed in before there is a case. */
const wording = {
  properties: ['words', 'says', 'otherwise', 'remedy', 'description', 'examples', 'readers', 'handsIn'],
  calls: ['says', 'words', 'confirmed'],
};

/** The code of a file without comments, layout and wording: what is left decides cases. */
function codeOf(file: string): string {
  const source = ts.createSourceFile(file, readFileSync(at(file), 'utf8'), ts.ScriptTarget.ESNext, true);
  const isWording = (node: ts.Node): boolean =>
    ts.isPropertyAssignment(node) && wording.properties.includes(node.name.getText(source));
  const { transformed } = ts.transform(source, [
    (context) => (root) => {
      const visit = (node: ts.Node): ts.Node | undefined => {
        if (isWording(node)) return undefined;
        if (ts.isCallExpression(node)) {
          const callee = node.expression;
          const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText(source);
          if (name === 'describe' || wording.calls.includes(name)) {
            const expression = ts.visitNode(callee, visit) as ts.Expression;
            return ts.factory.updateCallExpression(node, expression, node.typeArguments, []);
          }
        }
        return ts.visitEachChild(node, visit, context);
      };
      return ts.visitNode(root, visit) as ts.SourceFile;
    },
  ]);
  const [stripped] = transformed;
  return ts.createPrinter({ removeComments: true }).printFile(stripped as ts.SourceFile);
}

describe('a published edition', () => {
  const lockFile = 'editions.lock.json';
  type Lock = Record<string, { law: string; evidence: Record<string, string>; sources: string }>;
  const key = ({ id, edition }: { id: string; edition: string }) => `${id}-${edition}`;
  const measured = Object.fromEntries(
    processes.map((edition) => {
      const needed = new Set(edition.states.flatMap(({ steps }) => steps.map(({ needs }) => needs)));
      const names = [...needed, edition.opening.needs].filter((name) => name !== null).sort();
      return [
        key(edition),
        {
          law: edition.hash,
          evidence: Object.fromEntries(
            names.map((name) => [name, evidence[name as EvidenceName].fingerprint]),
          ),
          sources: sha256(
            JSON.stringify([
              ...(sources[key(edition)] ?? []).map(codeOf),
              checklist.map(({ item, clause, starred }) => [item, clause, starred]),
            ]),
          ),
        },
      ];
    }),
  );
  if (publishing) write(lockFile, { ...measured, ...read<Lock>(lockFile, {}) });
  const locked = read<Lock>(lockFile, {});

  it.each(processes.map((edition) => [key(edition)]))('%s names the files it computes with', (edition) => {
    expect(sources[edition]?.length).toBeGreaterThan(0);
  });

  it.each(processes.map((edition) => [key(edition)]))(
    '%s has not changed since it was published (a new law is a new edition; PUBLISH_EDITIONS=1 locks new ones)',
    (edition) => {
      expect(measured[edition]).toEqual(locked[edition]);
    },
  );

  it('is not taken back', () => {
    expect(Object.keys(locked).sort()).toEqual(Object.keys(measured).sort());
  });

  it('does not notice a change of wording or layout', () => {
    const code = codeOf('qualification/2023-12-01.guards.ts');
    expect(code).not.toMatch(/[一-鿿]/);
    expect(code).toContain('conclusionsAllowed');
  });
});

describe('recorded histories of 2023-12-01', () => {
  const file = 'qualification/2023-12-01.histories.json';
  interface Recorded {
    title: string;
    history: { step: string; given: Given }[];
    file: CaseFile;
  }
  if (publishing && !existsSync(at(file))) write(file, tell());
  const recorded = read<Recorded[]>(file, []);

  it.each(recorded)('replay to the same bytes for ever: $title', ({ history, file: expected }) => {
    const edition = findProcess('qualification', '2023-12-01')!;
    expect(JSON.stringify(fold(edition, history))).toBe(JSON.stringify(expected));
  });

  it('reach every end of a case that was received', () => {
    const ends = new Set(recorded.map(({ file: { state } }) => state));
    expect([...ends].sort()).toEqual(['certified', 'notAccepted', 'refused', 'withdrawn']);
  });

  /** Only for the day of publishing; afterwards the record is the truth and this may change. */
  function tell(): Recorded[] {
    const certified = new Story('2025-09-01');
    certified.takes('submit', form({ scopeTable: foodTable, departmentCode: '14' }));
    certified.on('2025-09-04').takes('requestSupplement', supplementNotice(2));
    certified.on('2025-09-10').takes('supplement', answers([1, 2]));
    certified.on('2025-09-12').takes('accept', acceptance);
    certified.on('2025-09-15').takes('appointTeam', team());
    certified.on('2025-09-18').takes('reviewMaterials', goOn);
    certified.on('2025-09-19').takes('sendVisitNotice', visit('2025-09-25', '2025-09-26'));
    const exclusions = leavingOut(['1.10'], foodTable);
    const visited = { from: '2025-09-25', to: '2025-09-26' };
    certified.on('2025-09-26');
    certified.takes(
      'conclude',
      report('basicallyConforming', { basically: [42], not: [12], exclusions, visited }),
    );
    certified.on('2025-10-20').takes('submitRectification', rectified([1, 2]));
    certified.on('2025-10-24').takes('verify', verified({ 1: true, 2: true }));
    certified.whereDecisionsAreExtended();
    certified.on('2025-10-29').takes('extendDecision', extension(5));
    certified.on('2025-10-30').takes('grantInPart', part(['1.10', '1.2'], foodTable));
    certified.on('2025-11-03').takes('issueCertificate', issue);

    const overdue = new Story('2025-09-01');
    overdue.takes('submit', form());
    overdue.on('2025-09-02').takes('correctReceipt', correction('2025-08-29'));
    overdue.on('2025-09-06').takes('lapseIntoAcceptance');
    overdue.on('2025-09-10').takes('appointTeam', team());
    overdue.on('2025-09-11').takes('reviewMaterials', goOn);
    overdue.on('2025-09-12').takes('sendVisitNotice', visit());
    overdue.on('2025-09-16').takes('conclude', report('basicallyConforming', { basically: [42] }));
    overdue.on('2025-11-05').takes('lapseIntoNonconformity');
    overdue.on('2025-11-06').takes('refuse', {
      ground: 'conditionsNotMet',
      reasons: '整改逾期。',
      remediesTold: { administrativeReview: true, lawsuit: true },
    });

    const turnedAway = untilState('received');
    turnedAway.takes('refuseToAccept', { ground: 'noPermitNeeded', reasons: '不在目录内。' });
    const withdrawn = untilState('awaitingMaterials');
    withdrawn.takes('withdraw', { reason: '另行申请。' });

    return [
      { title: 'supplement, rectification, grant in part', ...told(certified) },
      { title: 'silence, overdue rectification, refusal', ...told(overdue) },
      { title: 'not accepted', ...told(turnedAway) },
      { title: 'withdrawn while held', ...told(withdrawn) },
    ];
  }

  function told({ history, file: { state, context } }: Story) {
    return { history, file: { state, context } };
  }
});
