/**
 * The scope tables that the laboratories of the stories hand in. All laboratories and their tables are invented; the standards
 * are real. What the register reads from a table is read by the register's own reader.
 */
import { readScopeTable, scopeColumns, type ScopeRow } from '#register';
import type { ResolvedScopeTable } from '#regulations';

type Item = [itemNo: string, item: string, standardNo: string];

const row = (category: string, [itemNo, item, standardNo]: Item): Partial<ScopeRow> => ({
  ...{ site: 'A', category_no: itemNo.split('.')[0]!, category },
  ...{ item_no: itemNo, item, standard: item, standard_no: standardNo },
});

const water: Item[] = [
  ['1.1', '化学需氧量', 'HJ 828-2017'],
  ['1.2', '氨氮', 'HJ 535-2009'],
  ['1.3', '总磷', 'GB/T 11893-1989'],
  ['1.4', '悬浮物', 'GB/T 11901-1989'],
];
const ordinaryFood: Item[] = [
  ['1.1', '水分', 'GB 5009.3-2016'],
  ['1.2', '灰分', 'GB 5009.4-2016'],
  ['1.3', '脂肪', 'GB 5009.6-2016'],
];

/** Tables by name: a category and its items; `specialFood` where the items are of food for which nobody may commit himself. */
const written = {
  water: { category: '水和废水', items: water },
  /** What a water laboratory adds later. */
  heavyMetals: {
    category: '金属元素',
    items: [
      ['2.1', '铅', 'HJ 700-2014'],
      ['2.2', '镉', 'HJ 700-2014'],
    ],
  },
  /** The same items of water by standards of another year. */
  waterByNewStandards: {
    category: '水和废水',
    items: water.map(([no, item, standard]): Item => [no, item, standard.replace(/\d{4}$/, '2024')]),
  },
  /** Water without its last item. */
  waterWithoutSolids: { category: '水和废水', items: water.slice(0, 3) },
  food: { category: '食品', items: ordinaryFood },
  infantFormula: {
    category: '婴幼儿配方食品',
    items: [...ordinaryFood, ['1.4', '婴幼儿配方乳粉中维生素A', 'GB 5009.82-2016']],
    specialFood: true,
  },
  textiles: {
    category: '纺织品',
    items: [
      ['1.1', '断裂强力', 'GB/T 3923.1-2013'],
      ['1.2', '透气性', 'GB/T 5453-1997'],
    ],
  },
  masks: {
    category: '日常防护用品',
    items: [
      ['2.1', '日常防护型口罩过滤效率', 'GB/T 32610-2016'],
      ['2.2', '口罩带断裂强力', 'GB/T 32610-2016'],
    ],
  },
  /** Masks for everyday use, and beside them surgical masks, which are medical devices. */
  masksWithMedicalRows: {
    category: '防护用品',
    items: [
      ['2.1', '日常防护型口罩过滤效率', 'GB/T 32610-2016'],
      ['2.2', '医用外科口罩合成血液穿透', 'YY 0469-2023'],
    ],
  },
} satisfies Record<string, { category: string; items: Item[]; specialFood?: boolean }>;

export type TableName = keyof typeof written;

/** A table as a file, and what the register makes of it; every item as `site/item`. */
export interface StoryTable {
  name: TableName;
  csv: Buffer;
  /** Not yet imported into any office, it has an id of the stories' own. */
  id: string;
  facts: ResolvedScopeTable & { itemNumbers: string[] };
}

const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

async function tableOf(name: TableName, place: number): Promise<StoryTable> {
  const { category, items, ...more } = written[name];
  const lines = items.map((item) => {
    const values = row(category, item);
    return scopeColumns.map((column) => cell(values[column] ?? '')).join(',');
  });
  const csv = Buffer.from(`${[scopeColumns.join(','), ...lines].join('\n')}\n`);
  const read = await readScopeTable(csv, 'csv');
  if (!read.importable) throw new Error(`the table "${name}" of the stories cannot be imported`);
  const { digest, food, medical, rows } = read;
  return {
    ...{ name, csv, id: `0197b000-0000-7000-8000-0000000000${String(place + 10)}` },
    facts: {
      ...{ digest, rows: rows.length, food, medical, fields: [] },
      specialFood: 'specialFood' in more && more.specialFood,
      mandatoryStandards: rows.some(({ standard_no }) => /^GB ?\d/.test(standard_no)),
      itemNumbers: rows.map(({ site, item_no }) => `${site}/${item_no}`),
    },
  };
}

const read = await Promise.all((Object.keys(written) as TableName[]).map(tableOf));

export const tables = Object.fromEntries(read.map((table) => [table.name, table])) as Record<
  TableName,
  StoryTable
>;
