/**
 * How a certificate stands, as anybody may read it: drawn from the state and the memory of the case in which it lives. The
 * words 注销 (cancelled), 撤销 (annulled) and 吊销 (taken away as a punishment) are three, and never mixed; the measures know
 * no suspended certificate.
 */
import type { Day, Facts, Json, Words } from '#process';

const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

/** The process in which certificates live. */
export const certificateProcess = 'certificate';

/** Years for which a certificate is valid, less a day (measures 2021, article 13; 2015, article 11). */
export const validYears = 6;

/** What the public is told, with the word for it. */
export const certificateStatuses = {
  valid: words('有效', 'valid'),
  expired: words('已过期，待注销', 'expired, to be cancelled'),
  replaced: words('已换发新证书', 'replaced by a new certificate'),
  cancelled: words('已注销', 'cancelled'),
  annulled: words('已撤销', 'annulled'),
} as const satisfies Record<string, Words>;

export type CertificateStatus = keyof typeof certificateStatuses;

/** The states of the process, and the fact that holds since when one that is over is so. */
const stands: Record<string, { status: CertificateStatus; since: string; note?: Words }> = {
  valid: { status: 'valid', since: 'issuedOn' },
  inRenewal: {
    status: 'valid',
    since: 'issuedOn',
    note: words('延续申请正在办理', 'an application for renewal is being handled'),
  },
  renewedBySilence: {
    status: 'valid',
    since: 'renewedBySilenceOn',
    note: words(
      '有效期届满前未作出是否准予延续的决定，视为准予延续，在换发新证书前继续有效',
      'no decision on the renewal was taken before it expired: it is deemed renewed, and in force until it is replaced',
    ),
  },
  expired: { status: 'expired', since: 'expiredOn' },
  replaced: { status: 'replaced', since: 'replacedOn' },
  cancelled: { status: 'cancelled', since: 'cancelledOn' },
  annulled: { status: 'annulled', since: 'annulledOn' },
};

/** Grounds of a cancellation (measures 2021, article 31; 2015, article 40; Licensing Law, article 70). */
export const cancellationGrounds = {
  expired: words('有效期届满，未申请延续或者依法不予延续', 'it expired and was not renewed'),
  ownApplication: words('机构申请注销', 'the body applied for it'),
  bodyEnded: words('机构依法终止', 'the body has ended'),
  otherLaw: words('法律、法规规定应当注销的其他情形', 'another ground of a law or regulation'),
} as const satisfies Record<string, Words>;

/** Grounds of an annulment, of all editions. */
export const annulmentGrounds = {
  falseCommitment: words('承诺严重不实或者虚假承诺', 'the commitment was seriously untrue or false'),
  conditionsNotMet: words('经核查不符合资质认定条件', 'a follow-up found that the conditions are not met'),
  improperMeans: words(
    '以欺骗、贿赂等不正当手段取得资质认定',
    'it was obtained by fraud, bribery or other improper means',
  ),
  falseResults: words('出具虚假检验检测数据、结果', 'false data or results were issued'),
  rectificationFailed: words(
    '整改期间擅自出具报告，或者逾期未改正、改正后仍不符合要求',
    'reports were issued during an ordered rectification, or it failed',
  ),
  otherLaw: words('依法应当撤销的其他情形', 'another ground of a law'),
} as const satisfies Record<string, Words>;

/** Whether a certificate in that state of its life is in force. */
export const isInForce = (state: string): boolean =>
  Object.hasOwn(stands, state) && stands[state]!.status === 'valid';

export interface CertificateStanding {
  /** The state of its case; for one without a case, as its last day says. */
  state: string;
  status: CertificateStatus;
  words: Words;
  /** The legal day since which it stands so; of a valid one that of its issue. */
  since: Day;
  /** Why it is no longer valid, or in which way it still is. */
  reason: Words | null;
  /** The number of the certificate that took its place. */
  replacedBy: string | null;
}

/** How a certificate stands on the day. Without a life its dates alone say it. */
export function certificateStanding(
  life: { state: string; context: Facts } | null,
  { issuedOn, validUntil, today }: { issuedOn: Day; validUntil: Day; today: Day },
): CertificateStanding {
  const none = { replacedBy: null, reason: null };
  if (life === null) {
    const over = validUntil < today;
    const status = over ? 'expired' : 'valid';
    const since = over ? validUntil : issuedOn;
    return { ...none, state: status, status, words: certificateStatuses[status], since };
  }
  const { state, context } = life;
  const known = stands[state];
  if (known === undefined) throw new Error(`a certificate knows no state "${state}"`);
  const { status, since, note } = known;
  return {
    state,
    status,
    words: certificateStatuses[status],
    since: text(context[since]) ?? issuedOn,
    reason: note ?? groundOf(status, context),
    replacedBy: text(context['replacedBy']),
  };
}

function groundOf(status: CertificateStatus, context: Facts): Words | null {
  const named = (table: Record<string, Words>, ground: Json | undefined) =>
    typeof ground === 'string' && Object.hasOwn(table, ground) ? table[ground]! : null;
  if (status === 'cancelled') return named(cancellationGrounds, context['cancellationGround']);
  if (status === 'annulled') return named(annulmentGrounds, context['annulmentGround']);
  return null;
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
