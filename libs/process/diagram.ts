import type { Language } from './phrases.js';
import type { Process } from './types.js';

/** The states and steps as Mermaid's `stateDiagram-v2`; steps with several branches draw one arrow for each. */
export function diagram(process: Process, language: Language): string {
  const lines = ['stateDiagram-v2', `  [*] --> ${idOf(process.initial)}`];
  for (const { name, words } of process.states) {
    lines.push(`  state "${plain(words[language])}" as ${idOf(name)}`);
  }
  for (const state of process.states) {
    const arrows = [
      ...state.steps.flatMap(({ words, branches }) =>
        branches.map(({ to }) => `${idOf(to)} : ${plain(words[language])}`),
      ),
      ...state.routes.map(({ to }) => idOf(to)),
    ];
    for (const arrow of new Set(arrows)) lines.push(`  ${idOf(state.name)} --> ${arrow}`);
    if (state.final) lines.push(`  ${idOf(state.name)} --> [*]`);
  }
  return lines.join('\n');
}

/** A prefix keeps a state called `end` or `note` from being read as Mermaid's own word. */
const idOf = (state: string): string => `at_${state.replaceAll('.', '_')}`;

/** Quotes, semicolons, colons and hashes end a label or start an entity in Mermaid. */
const plain = (text: string): string => text.replace(/["\n\r]/g, ' ').replace(/[;:#]/g, ',');
