/** The words in which every edition is written; guards and assigns are each edition's own. */
import { vocabulary, type Assign, type Guard, type Words } from '#process';
import { evidence } from './evidence/index.js';
import { instruments } from './instruments.js';
import { roles } from './roles.js';

/** What a step may do beyond its case; the libraries above register how. */
export const effects = {
  issueCertificate: {
    'zh-CN': '颁发资质认定证书及检验检测能力附表，并予公布',
    en: 'issue and publish the certificate and its scope table',
  },
} as const satisfies Record<string, Words>;

/** Numbers that a step may draw; `given.world` brings them under these names. */
export const series = {
  caseNumber: { 'zh-CN': '案件编号', en: 'case number' },
  certificateNumber: { 'zh-CN': '证书编号', en: 'certificate number' },
} as const satisfies Record<string, Words>;

/** The law in the words of one edition. */
export const lawWith = <const G extends Record<string, Guard>, const A extends Record<string, Assign>>(
  guards: G,
  assigns: A,
) => vocabulary({ roles, instruments, evidence, guards, assigns, effects, series });
