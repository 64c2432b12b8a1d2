import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { fold, type CaseFile, type Given } from '#process';
import { checklist, evidence, findProcess, processes, type EvidenceName } from './index.js';
import { historiesOf } from './qualification/histories.fixture.js';
import { eras } from './qualification/story.fixture.js';

const at = (name: string) => new URL(name, import.meta.url);
const publishing = process.env['PUBLISH_EDITIONS'] === '1';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const read = <T>(name: string, otherwise: T): T =>
  existsSync(at(name)) ? (JSON.parse(readFileSync(at(name), 'utf8')) as T) : otherwise;
const write = (name: string, value: unknown) =>
  writeFileSync(at(name), `${JSON.stringify(value, null, 2)}\n`);

/** What a published edition computes with, besides its process file. It is frozen with the edition. */
const sources: Record<string, string[]> = {
  'certificate-2015-08-01': certificateSources('2015-08-01'),
  'certificate-2021-06-01': certificateSources('2021-06-01'),
  'commitmentVerification-2015-08-01': [
    ...verificationSources('2015-08-01'),
    'commitment-verification/2021-06-01.rules.ts',
  ],
  'commitmentVerification-2021-06-01': verificationSources('2021-06-01'),
  'commitmentVerification-2023-12-01': [...verificationSources('2023-12-01'), 'conclusion.ts'],
  'emergencyListing-2021-06-01': [
    ...['emergency-listing/2021-06-01.rules.ts', 'certificate/memory.ts', 'office/memory.ts'],
    ...['evidence/emergency-listing.ts', 'evidence/commitment-verification.ts'],
    ...['evidence/fields.ts', 'evidence/rule.ts'],
  ],
  'qualification-2015-08-01': qualificationSources(),
  'qualification-2021-06-01': qualificationSources(),
  'qualification-2023-12-01': qualificationSources(),
  'roleGrant-2021-06-01': officeSources('role-grant', 'role-proposal'),
  'representation-2021-06-01': officeSources('representation', 'representation', 'facts'),
  'invitation-2021-06-01': officeSources('invitation', 'representation', 'facts'),
  'absence-2021-06-01': officeSources('absence', 'absence'),
  'interest-2021-06-01': officeSources('interest', 'interest'),
  'suspension-2021-06-01': officeSources('suspension', 'suspension'),
  'calendarChange-2021-06-01': officeSources('calendar-change', 'calendar-change'),
  'profileChange-2021-06-01': [
    ...officeSources('profile-change', 'profile-change', 'lane'),
    ...['profile', 'promised-clocks', 'faults', 'lanes', 'modes', 'settings'].map(
      (name) => `profiles/${name}.ts`,
    ),
  ],
};

/** What an edition of the life of a certificate computes with. */
function certificateSources(edition: string): string[] {
  return [
    ...[`certificate/${edition}.rules.ts`, 'certificate/guards.ts', 'certificate/memory.ts'],
    ...['office/memory.ts', 'evidence/certificate-life.ts', 'evidence/register-facts.ts'],
    'evidence/commitment-verification.ts',
    ...['evidence/facts.ts', 'evidence/fields.ts', 'evidence/rule.ts'],
  ];
}

/** What an edition of a verification on site computes with; its team is composed as that of an application. */
function verificationSources(edition: string): string[] {
  return [
    ...[`commitment-verification/${edition}.rules.ts`, 'commitment-verification/guards.ts'],
    ...['commitment-verification/memory.ts', 'certificate/memory.ts', 'certificate/guards.ts'],
    'office/memory.ts',
    ...['qualification/team.ts', 'qualification/file.ts'],
    ...['evidence/commitment-verification.ts', 'evidence/certificate-life.ts', 'evidence/register-facts.ts'],
    ...['evidence/team.ts', 'evidence/rectification.ts'],
    ...['evidence/facts.ts', 'evidence/fields.ts', 'evidence/rule.ts'],
  ];
}

/**
 * What every edition of the qualification computes with: they share their guards, assigns and evidence, and differ in their
 * process files, which the law's hash is drawn from.
 */
function qualificationSources(): string[] {
  const guards = ['application', 'intake', 'modes', 'assessment', 'report', 'decision'];
  const evidenceFiles = [
    ...['rule', 'fields', 'facts', 'office-facts', 'register-facts', 'lane', 'application', 'intake'],
    ...[
      'change',
      'team',
      'assessment',
      'document-review',
      'termination',
      'rectification',
      'hearing',
      'decision',
    ],
  ];
  return [
    ...guards.map((name) => `qualification/${name}.guards.ts`),
    ...['guards', 'team', 'periods', 'file', 'assigns', 'changes'].map((name) => `qualification/${name}.ts`),
    ...evidenceFiles.map((name) => `evidence/${name}.ts`),
    ...['modes', 'lanes', 'settings', 'promised-clocks'].map((name) => `profiles/${name}.ts`),
    ...['conclusion.ts', 'office/memory.ts', 'certificate/standing.ts'],
  ];
}

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
    const code = codeOf('qualification/report.guards.ts');
    expect(code).not.toMatch(/[一-鿿]/);
    expect(code).toContain('conclusionsAllowed');
  });
});

describe.each(eras)('recorded histories of $edition', (era) => {
  const file = `qualification/${era.edition}.histories.json`;
  interface Recorded {
    title: string;
    history: { step: string; given: Given }[];
    file: CaseFile;
  }
  if (publishing && !existsSync(at(file)))
    write(
      file,
      historiesOf(era).map(({ title, story: { history, file: told } }) => ({
        ...{ title, history },
        file: { state: told.state, context: told.context },
      })),
    );
  const recorded = read<Recorded[]>(file, []);
  const edition = findProcess('qualification', era.edition)!;

  it.each(recorded)('replay to the same bytes for ever: $title', ({ history, file: expected }) => {
    expect(JSON.stringify(fold(edition, history))).toBe(JSON.stringify(expected));
  });

  it('rest in every state in which a case can rest, and end in every end', () => {
    const reached = new Set(
      recorded.flatMap(({ history }) =>
        history.map((_, index) => fold(edition, history.slice(0, index + 1)).state),
      ),
    );
    const resting = edition.states.filter(({ routes }) => routes.length === 0).map(({ name }) => name);
    expect([...reached].sort()).toEqual([...resting].sort());
  });

  it('take every step', () => {
    const taken = new Set(recorded.flatMap(({ history }) => history.slice(1).map(({ step }) => step)));
    const possible = new Set(edition.states.flatMap(({ steps }) => steps.map(({ name }) => name)));
    expect([...taken].sort()).toEqual([...possible].sort());
  });
});
