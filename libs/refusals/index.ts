/**
 * Every way in which the service says no. A refusal is a value: its code is stable and never translated, its
 * sentence is read aloud in the reader's language, its status is that of HTTP. `{name}` is filled from `params`.
 */
import { refusals } from './table.js';

export { refusals, type Refusal } from './table.js';
export type RefusalCode = keyof typeof refusals;
export type Language = 'zh-CN' | 'en';

/** One field that does not fit; `pointer` is an RFC 6901 JSON pointer into the request's body. */
export interface FieldError {
  pointer: string;
  message: Record<Language, string>;
}

export interface RefusalDetails {
  params?: Record<string, string | number>;
  errors?: FieldError[];
  /** Members added to the problem document: reasons, the steps that are possible, the current revision. */
  members?: Record<string, unknown>;
}

/** Thrown, or returned in a batch, where a request is refused; nothing has changed. */
export class Refused extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly details: RefusalDetails = {},
  ) {
    super(sentence(code, 'en', details.params));
    this.name = 'Refused';
  }
}

/** The sentence of a refusal, in one language. A parameter `name:zh-CN` is preferred to `name` in that language. */
export function sentence(
  code: RefusalCode,
  language: Language,
  params: Record<string, string | number> = {},
): string {
  return refusals[code][language].replace(/\{(\w+)\}/g, (whole, name: string) =>
    String(params[`${name}:${language}`] ?? params[name] ?? whole),
  );
}
