/**
 * The tables of the certificate number (12 digits, YY AA FF DD NNNN: year, authority, field, department, serial).
 * They come from public pages that quote the national office and agree with each other; we have not seen the
 * office's own text. The code of the Xinjiang Production and Construction Corps is unknown to us.
 */
import type { Words } from '#process';

const words = (chinese: string, english: string): Words => ({ 'zh-CN': chinese, en: english });

/** Positions 3–4: who issues. */
export const authorityCodes = {
  '00': words('国家市场监督管理总局', 'State Administration for Market Regulation'),
  '01': words('北京', 'Beijing'),
  '02': words('天津', 'Tianjin'),
  '03': words('河北', 'Hebei'),
  '04': words('山西', 'Shanxi'),
  '05': words('内蒙古', 'Inner Mongolia'),
  '06': words('辽宁', 'Liaoning'),
  '07': words('吉林', 'Jilin'),
  '08': words('黑龙江', 'Heilongjiang'),
  '09': words('上海', 'Shanghai'),
  '10': words('江苏', 'Jiangsu'),
  '11': words('浙江', 'Zhejiang'),
  '12': words('安徽', 'Anhui'),
  '13': words('福建', 'Fujian'),
  '14': words('江西', 'Jiangxi'),
  '15': words('山东', 'Shandong'),
  '16': words('河南', 'Henan'),
  '17': words('湖北', 'Hubei'),
  '18': words('湖南', 'Hunan'),
  '19': words('广东', 'Guangdong'),
  '20': words('广西', 'Guangxi'),
  '21': words('海南', 'Hainan'),
  '22': words('重庆', 'Chongqing'),
  '23': words('四川', 'Sichuan'),
  '24': words('贵州', 'Guizhou'),
  '25': words('云南', 'Yunnan'),
  '26': words('西藏', 'Tibet'),
  '27': words('陕西', 'Shaanxi'),
  '28': words('甘肃', 'Gansu'),
  '29': words('青海', 'Qinghai'),
  '30': words('宁夏', 'Ningxia'),
  '31': words('新疆', 'Xinjiang'),
} as const;

/** Positions 5–6: the field. A body with any food capability always takes 00. */
export const fieldCodes = {
  '00': words('食品', 'food'),
  '01': words('建筑工程', 'construction works'),
  '02': words('建材', 'building materials'),
  '03': words('卫生计生', 'health and family planning'),
  '04': words('农林牧渔', 'agriculture, forestry, husbandry and fishery'),
  '05': words('机动车安检', 'motor vehicle safety inspection'),
  '06': words('公安刑事技术', 'forensic science of the police'),
  '07': words('司法鉴定', 'judicial expertise'),
  '08': words('机械', 'machinery'),
  '09': words('电子信息', 'electronics and information'),
  '10': words('轻工', 'light industry'),
  '11': words('纺织服装', 'textiles and garments'),
  '12': words('环境与环保', 'environment'),
  '13': words('水质', 'water quality'),
  '14': words('化工', 'chemicals'),
  '15': words('医疗器械', 'medical devices'),
  '16': words('采矿冶金', 'mining and metallurgy'),
  '17': words('能源', 'energy'),
  '18': words('医学', 'medicine'),
  '19': words('生物安全', 'biosafety'),
  '20': words('综合', 'several fields'),
  '21': words('其他', 'other'),
} as const;

/** Positions 7–8: the competent department of the industry; names are those of the table, not today's ministries. */
export const departmentCodes = {
  '00': words('教育', 'education'),
  '01': words('工业和信息', 'industry and information'),
  '02': words('公安', 'public security'),
  '03': words('司法', 'justice'),
  '04': words('国土资源', 'land and resources'),
  '05': words('环保', 'environmental protection'),
  '06': words('住房与建设', 'housing and construction'),
  '07': words('交通', 'transport'),
  '08': words('水利', 'water resources'),
  '09': words('农业', 'agriculture'),
  '10': words('卫计委', 'health and family planning'),
  '11': words('技术监督', 'technical supervision'),
  '12': words('检验检疫', 'inspection and quarantine'),
  '13': words('安全生产', 'work safety'),
  '14': words('食品药品', 'food and drugs'),
  '15': words('林业', 'forestry'),
  '16': words('中科院', 'Chinese Academy of Sciences'),
  '17': words('粮食', 'grain'),
  '18': words('国防科工', 'defence science and industry'),
  '19': words('海洋', 'oceans'),
  '20': words('测绘', 'surveying and mapping'),
  '21': words('铁路', 'railways'),
  '22': words('机械', 'machinery'),
  '23': words('化工', 'chemicals'),
  '24': words('石油', 'petroleum'),
  '25': words('电力', 'electric power'),
  '26': words('轻工', 'light industry'),
  '27': words('商贸', 'commerce'),
  '28': words('建材', 'building materials'),
  '29': words('供销', 'supply and marketing'),
  '30': words('分析测试与冶金', 'analysis, testing and metallurgy'),
  '31': words('有色', 'non-ferrous metals'),
  '32': words('节能', 'energy saving'),
  '33': words('军队', 'armed forces'),
  '34': words('其他', 'other'),
} as const;

/** The field a body with food capability always takes. */
export const FOOD_FIELD = '00';

/** The three tables as one drawer, for pages and forms. */
export const codes = { authority: authorityCodes, field: fieldCodes, department: departmentCodes };
