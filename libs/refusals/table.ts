/**
 * One way to say no: its HTTP status, and its sentence in both languages, with `{name}` where a parameter goes. In one file,
 * a row for each, so that no code is given twice.
 */
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
  'sign-in-failed': {
    status: 400,
    'zh-CN': '登录未完成：{why}。请重新登录。',
    en: 'The sign-in did not come about: {why}. Begin it again.',
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
  'key-refused': {
    status: 401,
    'zh-CN': 'API 密钥不被接受：{why}。',
    en: 'The API key is not accepted: {why}.',
  },
  'key-not-taken': {
    status: 403,
    'zh-CN': '此地址不接受 API 密钥，请由本人登录后办理。',
    en: 'This address takes no API key; sign in yourself.',
  },
  'scope-too-small': {
    status: 403,
    'zh-CN': '此 API 密钥的权限范围不包括“{scope}”。',
    en: 'The API key was not made for "{scope}".',
  },
  'cross-site-request': {
    status: 403,
    'zh-CN': '此请求不是从本系统的页面发出的，未予办理。',
    en: 'The request did not come from a page of ours, so nothing was done.',
  },
  'account-suspended': {
    status: 403,
    'zh-CN': '您的账户已被停用，现不能办理或查看任何事项；如有疑问，请联系本局的权限管理员。',
    en: 'Your account is suspended, so nothing can be done or read with it now; ask the authority’s administrators of roles.',
  },
  'not-permitted': {
    status: 403,
    'zh-CN': '您不能办理“{step}”：{why}',
    en: 'You may not take the step "{step}": {why}',
  },
  'stronger-sign-in-needed': {
    status: 401,
    'zh-CN': '办理“{step}”前须重新进行强身份验证。',
    en: 'The step "{step}" needs a fresh and strong sign-in.',
  },
  'person-not-free': {
    status: 409,
    'zh-CN': '不能指定该人员：其在本案已承担“{duty}”职责，同一人不得再承担另一项须分离的职责。',
    en: 'This person cannot be named: they have the duty of {duty} in this matter, and one person does not hold two that are kept apart.',
  },
  'on-another-desk': {
    status: 409,
    'zh-CN': '本案的这一环节已在他人名下。',
    en: 'This part of the case lies on somebody else’s desk.',
  },
  'assignee-may-not': {
    status: 409,
    'zh-CN': '不能将“{step}”分派给该人员：{why}',
    en: 'The step "{step}" does not belong on that desk: {why}',
  },
  'nothing-to-assign': {
    status: 409,
    'zh-CN': '案件现处于“{state}”，没有可分派的这一环节。',
    en: 'The case is in "{state}"; no step of it belongs to that duty.',
  },
  'text-not-confirmed': {
    status: 428,
    'zh-CN': '办理“{step}”须带 Confirmed-Text 请求头，其值为所阅决定文本的摘要。',
    en: 'The step "{step}" needs the header Confirmed-Text with the digest of the text that was shown.',
  },
  'nothing-to-hand-in': {
    status: 409,
    'zh-CN': '案件现处于“{state}”，没有须提交材料的步骤，不能提交文件。',
    en: 'The case is in "{state}"; no step of it takes evidence, so nothing can be handed in.',
  },
  'nothing-to-confirm': {
    status: 409,
    'zh-CN': '此步骤不是决定，没有须确认的文本。',
    en: 'This step is no decision and has no text to confirm.',
  },
  'text-changed': {
    status: 412,
    'zh-CN': '决定文本与您所确认的不一致，请重新阅读后再办理。',
    en: 'The text is not the one you confirmed; read it again, then decide.',
  },
  'role-needed': { status: 403, 'zh-CN': '此操作需要角色：{roles}。', en: 'This needs the role {roles}.' },
  'not-found': { status: 404, 'zh-CN': '没有找到，或您无权查看。', en: 'Not found, or not visible to you.' },
  'no-sign-in-here': {
    status: 404,
    'zh-CN': '本系统未开通网页登录。',
    en: 'Nobody signs in to pages of this installation.',
  },
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
  'webhook-address-refused': {
    status: 422,
    'zh-CN': '不能向该网址发送：{why}。',
    en: 'Nothing is sent to that address: {why}.',
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
    'zh-CN':
      '尚未载入 {year} 年的节假日安排，无法计算期限。由机关的管理员载入该年的通知，或者将该年设为暂定年份后，再行办理。',
    en: 'No holiday notice is loaded for {year}, so the date cannot be computed. The administrators of the authority load the notice, or have the year counted in provisionally; then try again.',
  },
  'period-ran-out': {
    status: 409,
    'zh-CN': '“{clock}”已届满，届满的期限不能延长。',
    en: 'The period "{clock}" has run out, and what has run out is not extended.',
  },
  'extension-past-bound': {
    status: 409,
    'zh-CN': '“{clock}”合计至多可延长 {most}，现还可延长 {left}。',
    en: 'The period "{clock}" may be extended by {most} in all, of which {left} can still be had.',
  },
  'anchor-ahead': {
    status: 409,
    'zh-CN': '“{clock}”不能自 {anchor} 起算：该日尚未到来。',
    en: 'The period "{clock}" cannot count from {anchor}: that day has not come.',
  },
  'anchor-after-suspension': {
    status: 409,
    'zh-CN': '“{clock}”不能自 {anchor} 起算：此前已于 {held} 中止。',
    en: 'The period "{clock}" cannot count from {anchor}: it was held before that, on {held}.',
  },
  'two-keys-already': {
    status: 409,
    'zh-CN': '您为该机构已有两个有效的 API 密钥，请先撤销其中一个。',
    en: 'You have two living API keys for that institution; revoke one of them first.',
  },
  'too-many-webhooks': {
    status: 409,
    'zh-CN': '已有 {most} 个 webhook，请先删除其中一个。',
    en: 'There are {most} webhooks already; delete one of them first.',
  },
  'webhook-disabled': {
    status: 409,
    'zh-CN': '该 webhook 已停用，请先启用。',
    en: 'The webhook is disabled; enable it first.',
  },
  'already-registered': {
    status: 409,
    'zh-CN': '统一社会信用代码 {code} 已登记。',
    en: 'The credit code {code} is registered already.',
  },
  'drawn-before': {
    status: 409,
    'zh-CN': '本案已抽取过评审组（第 {seq} 号事件），再次抽取须说明理由。',
    en: 'Assessors were drawn for this case before (event {seq}); to draw again, say why.',
  },
  'no-team-to-draw': {
    status: 409,
    'zh-CN': '抽取不出评审组：{why}',
    en: 'No team can be drawn: {why}',
  },
  'code-not-accepted': {
    status: 422,
    'zh-CN': '验证码不对、已过期，或已试错五次。重新登记该地址即可再收到一个。',
    en: 'The code is not the one that was sent, or its time is over, or five wrong ones were named. Enter the address again to be sent another.',
  },
  'nothing-to-resend': {
    status: 409,
    'zh-CN': '这封邮件没有被拒收或放弃投递，不必重发。',
    en: 'That mail was neither refused nor given up, so there is nothing to send again.',
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
  'too-many-streams': {
    status: 429,
    'zh-CN': '同时打开的事件流已达上限，请先关闭其他事件流。',
    en: 'As many streams are open as may be; close another first.',
  },
  'upload-quota-used-up': {
    status: 429,
    'zh-CN': '您 24 小时内可上传的文件数量或总量已用尽，文件未予接收；请在 Retry-After 所示时间之后再试。',
    en: 'What you may upload in 24 hours, in number or in size, is used up; the file was not taken. Retry-After says when there is room.',
  },
  'headers-too-large': { status: 431, 'zh-CN': '请求头过大。', en: 'The headers are too large.' },
  'internal-error': {
    status: 500,
    'zh-CN': '系统出现故障，已记录；请凭请求编号联系我们。',
    en: 'Something failed on our side and was recorded; quote the request id.',
  },
  'time-is-held': {
    status: 503,
    'zh-CN':
      '数据库时钟发生跳动，期限暂不计满；本案可能有期限届满，须待时钟核实后办理。未作任何更改，请稍后再试。',
    en: 'The database’s clock has jumped, and a period of this case may have run out by it. Nothing lapses, and nothing was changed, until the clock has been checked; try again later.',
  },
  'temporarily-unavailable': {
    status: 503,
    'zh-CN': '系统暂时繁忙，未作任何更改，请重试。',
    en: 'The service is briefly unavailable; nothing was changed, try again.',
  },
} as const satisfies Record<string, Refusal>;
