/**
 * The authorities and laboratories of a demonstration. All of them are invented; their ids never change, so that links
 * and stories can name them.
 */

/** Chongqing: the authority of the stories. */
export const demonstrationTenant = 22;
/** Sichuan: a small office beside it, so that one can see how little the two know of each other. */
export const neighbouringTenant = 23;

export interface DemonstrationInstitution {
  id: string;
  creditCode: string;
  name: string;
  legalForm: 'enterprise' | 'publicInstitution' | 'association' | 'administrativeUnit' | 'other';
  address: string;
  base: string | null;
  contacts: { name: string; phone: string; email: string }[];
}

/** One jurisdiction of the demonstration. */
export interface DemonstrationOffice {
  tenant: number;
  /** The authority itself, for cases that concern its own affairs. */
  authority: DemonstrationInstitution;
  laboratories: readonly DemonstrationInstitution[];
}

const id = (number: number) => `01920000-0000-7000-8000-00000000a0${String(number).padStart(2, '0')}`;
const laboratory = (
  number: number,
  creditCode: string,
  name: string,
  address: string,
  contact: string,
): DemonstrationInstitution => ({
  id: id(number),
  creditCode,
  name,
  legalForm: 'enterprise',
  address,
  base: null,
  contacts: [
    {
      name: contact,
      phone: `${number > 10 ? '028' : '023'}-5550-01${String(number).padStart(2, '0')}`,
      email: `lab${number}@example.com`,
    },
  ],
});
const authority = (
  tenant: number,
  creditCode: string,
  name: string,
  address: string,
): DemonstrationInstitution => ({
  id: id(tenant),
  creditCode,
  name,
  legalForm: 'administrativeUnit',
  address,
  base: null,
  contacts: [],
});

/** Their credit codes are right in themselves and belong to nobody: no division has the number 509999 or 519999. */
export const demonstrationInstitutions = [
  laboratory(
    1,
    '91509999MADEMF012E',
    '重庆嘉禾食品检测有限公司（演示）',
    '重庆两江新区演示大道1号',
    '何晓雯',
  ),
  laboratory(
    2,
    '91509999MADEMH026A',
    '重庆清源环境监测有限公司（演示）',
    '重庆两江新区演示大道2号',
    '秦海川',
  ),
  laboratory(
    3,
    '91509999MADEMP036N',
    '重庆安护防护用品检测有限公司（演示）',
    '重庆两江新区演示大道3号',
    '邹立群',
  ),
] as const satisfies DemonstrationInstitution[];

export const neighbouringLaboratory = laboratory(
  11,
  '91519999MADEMF1128',
  '四川锦麦食品检测有限公司（演示）',
  '成都天府新区演示路1号',
  '向云舒',
);

export const demonstrationOffices: readonly DemonstrationOffice[] = [
  {
    tenant: demonstrationTenant,
    authority: authority(
      demonstrationTenant,
      '11509999MADEMA022K',
      '重庆市市场监督管理局（演示）',
      '重庆两江新区演示大道22号',
    ),
    laboratories: demonstrationInstitutions,
  },
  {
    tenant: neighbouringTenant,
    authority: authority(
      neighbouringTenant,
      '11519999MADEMA023T',
      '四川省市场监督管理局（演示）',
      '成都天府新区演示路23号',
    ),
    laboratories: [neighbouringLaboratory],
  },
];
