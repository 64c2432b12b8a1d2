import type { Proof } from '#process';
import { processes, proveEdition } from '#regulations';
import { exits, Failure } from './failure.js';
import type { Language } from './client/language.js';
import { columns, print, say, table, wrap } from './text.js';

export interface ProveOptions {
  edition?: string;
  lang: Language;
  json?: boolean;
}

/**
 * `greenlane prove`: every edition of every process, or those of one, held to the provisions that bind it. Every finding
 * is a sentence with the shortest way to it.
 */
export function proveProcesses(id: string | undefined, { edition, lang, json }: ProveOptions): void {
  const chosen = processes.filter(
    (process) => (id === undefined || process.id === id) && (edition ?? process.edition) === process.edition,
  );
  if (chosen.length === 0) {
    const known = processes.map((process) => `${process.id} ${process.edition}`).join(', ');
    throw new Failure(`There is no such process or edition. There are: ${known}.`, exits.notFound);
  }
  const started = performance.now();
  const proofs = chosen.map(proveEdition);
  const milliseconds = Math.round(performance.now() - started);
  const findings = proofs.reduce((sum, proof) => sum + proof.findings.length, 0);
  const says = phrases[lang];
  if (json) print(JSON.stringify({ proved: findings === 0, milliseconds, proofs }));
  else {
    for (const line of table([says.columns, ...proofs.map(rowOf)])) print(line);
    for (const proof of proofs) tell(proof, lang);
  }
  if (findings > 0) throw new Failure(says.notProved(findings, milliseconds), exits.verificationFailed);
  say(says.proved(proofs.length, milliseconds));
}

const rowOf = ({ process, edition, nodes, ways, asked, provisions, held, findings }: Proof): string[] => [
  ...[process, edition, ...[nodes, ways, asked].map(String)],
  ...[`${held}/${provisions}`, String(findings.length)],
];

function tell({ process, edition, findings }: Proof, lang: Language): void {
  for (const { sentence, path } of findings) {
    print();
    print(wrap(`${process} ${edition}: ${sentence[lang]}`, columns(), '', '  '));
    if (path !== null) print(wrap(path[lang], columns(), '  '));
  }
}

const phrases = {
  en: {
    columns: ['process', 'edition', 'cases', 'ways', 'tried', 'provisions held', 'findings'],
    proved: (editions: number, milliseconds: number) =>
      `${editions} editions: each does what binds it, and nothing else (${milliseconds} ms).`,
    notProved: (findings: number, milliseconds: number) =>
      `${findings} findings: what is written is not what binds (${milliseconds} ms).`,
  },
  'zh-CN': {
    columns: ['流程', '版本', '情形', '路径', '尝试', '落实的规定', '问题'],
    proved: (editions: number, milliseconds: number) =>
      `共 ${editions} 个版本：均落实了有约束力的规定，且无其他（${milliseconds} 毫秒）。`,
    notProved: (findings: number, milliseconds: number) =>
      `有 ${findings} 处问题：流程与有约束力的规定不符（${milliseconds} 毫秒）。`,
  },
};
