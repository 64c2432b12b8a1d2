/** One way to say no: its HTTP status, and its sentence in both languages, with `{name}` where a parameter goes. */
export interface Refusal {
  status: number;
  'zh-CN': string;
  en: string;
}

/** Codes never change their meaning; a new one is a new row. */
export const refusals = {
  'malformed-json': {
    status: 400,
    'zh-CN': '请求内容不是有效的 JSON：{why}。',
    en: 'The body is not valid JSON: {why}.',
  },
  'malformed-request': {
    status: 400,
    'zh-CN': '请求无法读取：{why}。',
    en: 'The request cannot be read: {why}.',
  },
  'idempotency-key-missing': {
    status: 400,
    'zh-CN': '每次写入都要带 Idempotency-Key 请求头（1 至 255 个可见字符）。',
    en: 'Every write needs the header Idempotency-Key (1 to 255 visible characters).',
  },
  'not-signed-in': {
    status: 401,
    'zh-CN': '请先登录：没有出示有效的令牌。',
    en: 'Sign in first: no valid token was shown.',
  },
  'token-refused': { status: 401, 'zh-CN': '令牌不被接受：{why}。', en: 'The token is not accepted: {why}.' },
  'not-permitted': {
    status: 403,
    'zh-CN': '您不能办理“{step}”：该步骤由{roles}办理。',
    en: 'You may not take the step "{step}": it is taken by {roles}.',
  },
  'no-part-in-this': {
    status: 403,
    'zh-CN': '案件现处于“{state}”，您在此没有可办理的步骤，不能提交文件。',
    en: 'The case is in "{state}"; no step of it is yours, so you cannot hand anything in.',
  },
  'role-needed': { status: 403, 'zh-CN': '此操作需要角色：{roles}。', en: 'This needs the role {roles}.' },
  'not-found': { status: 404, 'zh-CN': '没有找到，或您无权查看。', en: 'Not found, or not visible to you.' },
  'unknown-step': {
    status: 404,
    'zh-CN': '本程序没有名为“{step}”的步骤。',
    en: 'This process has no step named "{step}".',
  },
  'unknown-process': {
    status: 404,
    'zh-CN': '没有名为“{process}”的程序。',
    en: 'There is no process named "{process}".',
  },
  'method-not-allowed': {
    status: 405,
    'zh-CN': '此地址不接受该方法。',
    en: 'This address does not take that method.',
  },
  'step-not-possible': {
    status: 409,
    'zh-CN': '案件现处于“{state}”，不能办理“{step}”。',
    en: 'The case is in "{state}"; the step "{step}" cannot be taken now.',
  },
  'guard-refused': {
    status: 409,
    'zh-CN': '现在不能办理“{step}”：{reason}',
    en: 'The step "{step}" cannot be taken: {reason}',
  },
  'stale-draft': {
    status: 412,
    'zh-CN': '草稿已被更新，请先读取第 {current} 版。',
    en: 'The draft has changed; read revision {current} first.',
  },
  'stale-revision': {
    status: 412,
    'zh-CN': '案件在您读取之后已有变化（现为第 {current} 版），请查看变化后再办理。',
    en: 'The case has changed since you read it (it is now at revision {current}); look at what changed, then act.',
  },
  'body-too-large': {
    status: 413,
    'zh-CN': '请求内容超过上限（{limit} 字节）。',
    en: 'The body is larger than the limit of {limit} bytes.',
  },
  'address-too-long': { status: 414, 'zh-CN': '请求地址过长。', en: 'The address is too long.' },
  'unsupported-media-type': {
    status: 415,
    'zh-CN': '此地址不接受该内容类型。',
    en: 'This address does not take that content type.',
  },
  'document-type-refused': {
    status: 415,
    'zh-CN': '不接受这种文件：按内容判断为 {found}。',
    en: 'This kind of file is not accepted: by its content it is {found}.',
  },
  'evidence-does-not-fit': {
    status: 422,
    'zh-CN': '提交的材料不符合要求，请按下列说明更正。',
    en: 'What was sent does not fit; each error says where and why.',
  },
  'idempotency-key-reused': {
    status: 422,
    'zh-CN': '该 Idempotency-Key 已用于另一内容的请求。',
    en: 'This Idempotency-Key was already used with another request.',
  },
  'series-exhausted': {
    status: 409,
    'zh-CN': '编号“{series}”已用尽。',
    en: 'The number series "{series}" is exhausted.',
  },
  'calendar-year-unknown': {
    status: 409,
    'zh-CN': '尚未载入 {year} 年的节假日安排，无法计算期限。',
    en: 'No holiday notice is loaded for {year}, so the date cannot be computed.',
  },
  'already-registered': {
    status: 409,
    'zh-CN': '统一社会信用代码 {code} 已登记。',
    en: 'The credit code {code} is registered already.',
  },
  'time-moves-forward': {
    status: 409,
    'zh-CN': '办公时间只能向前调整。',
    en: 'Office time moves forward only.',
  },
  'not-a-demonstration': {
    status: 403,
    'zh-CN': '只有演示安装才能调整办公时间。',
    en: 'Only a demonstration installation can move its office time.',
  },
  'revision-required': {
    status: 428,
    'zh-CN': '办理步骤须带 If-Match 请求头，其值为您所读取的案件版本。',
    en: 'A step needs the header If-Match with the revision you have read.',
  },
  'too-many-requests': {
    status: 429,
    'zh-CN': '请求过于频繁，请稍后再试。',
    en: 'Too many requests; try again later.',
  },
  'headers-too-large': { status: 431, 'zh-CN': '请求头过大。', en: 'The headers are too large.' },
  'internal-error': {
    status: 500,
    'zh-CN': '系统出现故障，已记录；请凭请求编号联系我们。',
    en: 'Something failed on our side and was recorded; quote the request id.',
  },
  'temporarily-unavailable': {
    status: 503,
    'zh-CN': '系统暂时繁忙，未作任何更改，请重试。',
    en: 'The service is briefly unavailable; nothing was changed, try again.',
  },
} as const satisfies Record<string, Refusal>;
