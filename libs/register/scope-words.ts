import type { Words } from '#process';

/** Every fault and warning of a scope table, by its stable code. `{name}` is filled in. */
export const words = {
  'too-many-rows': {
    'zh-CN': '能力附表超过 {limit} 行（或空行过多），请分表提交。',
    en: 'The table has more than {limit} rows, or too many blank ones; send it in parts.',
  },
  'too-many-faults': {
    'zh-CN': '错误过多，仅列出前 {limit} 处。',
    en: 'There are more faults; only the first {limit} are listed.',
  },
  'unpacked-too-large': {
    'zh-CN': '文件解压后超过 {limit} 字节，不予读取。',
    en: 'Unpacked, the file is larger than {limit} bytes; it is not read.',
  },
  unreadable: {
    'zh-CN': '文件已损坏或格式不完整，无法读取。',
    en: 'The file is damaged or incomplete and cannot be read.',
  },
  encoding: {
    'zh-CN': '文件编码既不是 UTF-8 也不是 GB18030。',
    en: 'The file is encoded neither in UTF-8 nor in GB18030.',
  },
  'malformed-csv': {
    'zh-CN': '此行的引号或分隔不符合 CSV 格式。',
    en: 'The quotes or separators of this line are not those of CSV.',
  },
  'no-sheet': { 'zh-CN': '工作簿中没有内容。', en: 'No sheet of the workbook holds anything.' },
  'several-sheets': {
    'zh-CN': '工作簿中有多张工作表有内容，只能提交一张（隐藏的工作表也计算在内）。',
    en: 'Several sheets of the workbook hold something, hidden ones included; only one may.',
  },
  'phonetic-guides': {
    'zh-CN': '工作簿中带有拼音标注，请删除标注后再提交。',
    en: 'The workbook holds phonetic guides; remove them and send it again.',
  },
  'no-rows': { 'zh-CN': '表中没有能力项目。', en: 'The table holds no item.' },
  'column-missing': { 'zh-CN': '缺少列“{column}”。', en: 'The column "{column}" is missing.' },
  'column-unknown': { 'zh-CN': '不认识的列“{column}”。', en: 'The column "{column}" is not known.' },
  'column-twice': { 'zh-CN': '列“{column}”出现了两次。', en: 'The column "{column}" appears twice.' },
  'too-many-cells': {
    'zh-CN': '此行的内容超出了 {columns} 列。',
    en: 'The line holds more than the {columns} columns.',
  },
  required: { 'zh-CN': '此项必须填写。', en: 'This must be filled in.' },
  'too-long': { 'zh-CN': '内容超过 {limit} 个字符。', en: 'The text is longer than {limit} characters.' },
  'forbidden-character': {
    'zh-CN': '内容含有控制字符或损坏的字符。',
    en: 'The text holds a control character or a damaged one.',
  },
  'formula-text': { 'zh-CN': '内容不得以“=”开头。', en: 'A text may not start with "=".' },
  'formula-cell': {
    'zh-CN': '单元格含有公式，请改为文字。',
    en: 'The cell holds a formula; put the text itself.',
  },
  'number-cell': {
    'zh-CN': '单元格是数值 {shown}，无法区分 1.1 与 1.10；请将该列设为文本格式后重新填写。',
    en: 'The cell holds the number {shown}, in which 1.1 and 1.10 are the same; format the column as text and write it again.',
  },
  'date-cell': {
    'zh-CN': '单元格被当作日期保存，原来填写的内容已丢失；请将该列设为文本格式后重新填写。',
    en: 'The cell was stored as a date and what was written is lost; format the column as text and write it again.',
  },
  'error-cell': { 'zh-CN': '单元格的内容不是文字。', en: 'What the cell holds is not text.' },
  'category-number-malformed': {
    'zh-CN': '类别序号应为 1 至 9999 的整数。',
    en: 'A category number is a whole number from 1 to 9999.',
  },
  'item-number-malformed': { 'zh-CN': '项目序号应如“1.10”。', en: 'An item number looks like "1.10".' },
  'item-outside-category': {
    'zh-CN': '项目序号 {item} 不属于类别 {category}。',
    en: 'Item {item} does not belong to category {category}.',
  },
  'item-twice': {
    'zh-CN': '同一地点的项目序号 {item} 已在第 {earlier} 行出现。',
    en: 'Item {item} of this site already stands on line {earlier}.',
  },
  'category-renamed': {
    'zh-CN': '类别 {no} 在第 {earlier} 行的名称是“{name}”。',
    en: 'Category {no} is called "{name}" on line {earlier}.',
  },
  'standard-without-year': {
    'zh-CN': '标准编号“{standard}”缺少四位年号，应如“GB 5009.3-2016”。',
    en: 'The standard number "{standard}" lacks its year of four digits, as in "GB 5009.3-2016".',
  },
  'food-with-other': {
    'zh-CN': '食品与非食品项目应分表填写；本表两者兼有，类别“{category}”等不属于食品。',
    en: 'Food and other items belong on separate tables; this one holds both, the category "{category}" among the others.',
  },
} as const satisfies Record<string, Words>;
