/** The six stages in which the public sees a case. */
import type { Words } from '#process';

/** In order. The names are those of government service portals (practice, not law). */
export const stages = {
  receipt: { 'zh-CN': '收件', en: 'receipt' },
  acceptance: { 'zh-CN': '受理', en: 'acceptance' },
  assessment: { 'zh-CN': '评审', en: 'assessment' },
  decision: { 'zh-CN': '决定', en: 'decision' },
  certificate: { 'zh-CN': '制证', en: 'certificate' },
  delivery: { 'zh-CN': '送达', en: 'delivery' },
} as const satisfies Record<string, Words>;

export type StageName = keyof typeof stages;

export interface Stage {
  stage: StageName;
  words: Words;
  /** 1–6. */
  position: number;
}

/** A stage with its words and place. */
export function stageNamed(stage: StageName): Stage {
  return { stage, words: stages[stage], position: Object.keys(stages).indexOf(stage) + 1 };
}
