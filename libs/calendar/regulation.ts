import { numberOf } from './days.js';

/**
 * The holiday regulation (Regulation on Public Holidays for National Annual Festivals and Memorial Days, 全国年节及纪念日
 * 放假办法, article 2): which days are statutory holidays of everyone, as against days merely swapped with them.
 * Decree 644 (in force 2014-01-01) gives 11 days, decree 795 (in force 2025-01-01) gives 13.
 */
const editions = [
  { from: 2014, springFestival: [0, 1, 2], labourDay: ['05-01'] },
  { from: 2025, springFestival: [-1, 0, 1, 2], labourDay: ['05-01', '05-02'] },
];

/**
 * Spring Festival (first day of the first lunar month), Qingming (sun at 15°), Dragon Boat (5th of the 5th) and
 * Mid-Autumn (15th of the 8th), as data, so that a legal date never depends on the machine: the Chinese calendar of
 * ICU 78 puts the Spring Festivals of 2027 and 2030, whose new moons fall within ten minutes of midnight in Beijing,
 * on the wrong side of it. From the tables of `chinese-days` 1.5.7, each day checked against the computed new moon
 * (Meeus, Astronomical Algorithms, ch. 49) and the computed solar longitude (ch. 25).
 */
const festivals: Record<
  number,
  readonly [spring: string, qingming: string, dragonBoat: string, midAutumn: string]
> = {
  2014: ['01-31', '04-05', '06-02', '09-08'],
  2015: ['02-19', '04-05', '06-20', '09-27'],
  2016: ['02-08', '04-04', '06-09', '09-15'],
  2017: ['01-28', '04-04', '05-30', '10-04'],
  2018: ['02-16', '04-05', '06-18', '09-24'],
  2019: ['02-05', '04-05', '06-07', '09-13'],
  2020: ['01-25', '04-04', '06-25', '10-01'],
  2021: ['02-12', '04-04', '06-14', '09-21'],
  2022: ['02-01', '04-05', '06-03', '09-10'],
  2023: ['01-22', '04-05', '06-22', '09-29'],
  2024: ['02-10', '04-04', '06-10', '09-17'],
  2025: ['01-29', '04-04', '05-31', '10-06'],
  2026: ['02-17', '04-05', '06-19', '09-25'],
  2027: ['02-06', '04-05', '06-09', '09-15'],
  2028: ['01-26', '04-04', '05-28', '10-03'],
  2029: ['02-13', '04-04', '06-16', '09-22'],
  2030: ['02-03', '04-05', '06-05', '09-12'],
  2031: ['01-23', '04-05', '06-24', '10-01'],
  2032: ['02-11', '04-04', '06-12', '09-19'],
  2033: ['01-31', '04-04', '06-01', '09-08'],
  2034: ['02-19', '04-05', '06-20', '09-27'],
  2035: ['02-08', '04-05', '06-10', '09-16'],
  2036: ['01-28', '04-04', '05-30', '10-04'],
  2037: ['02-15', '04-04', '06-18', '09-24'],
  2038: ['02-04', '04-05', '06-07', '09-13'],
  2039: ['01-24', '04-05', '05-27', '10-02'],
  2040: ['02-12', '04-04', '06-14', '09-20'],
  2041: ['02-01', '04-04', '06-03', '09-10'],
  2042: ['01-22', '04-04', '06-22', '09-28'],
  2043: ['02-10', '04-05', '06-11', '09-17'],
  2044: ['01-30', '04-04', '05-31', '10-05'],
  2045: ['02-17', '04-04', '06-19', '09-25'],
  2046: ['02-06', '04-04', '06-08', '09-15'],
  2047: ['01-26', '04-05', '05-29', '10-04'],
  2048: ['02-14', '04-04', '06-15', '09-22'],
  2049: ['02-02', '04-04', '06-04', '09-11'],
  2050: ['01-23', '04-04', '06-23', '09-30'],
};

/**
 * The statutory days of a year, as sorted day numbers: 11 until 2024 and 13 from 2025, one fewer where Mid-Autumn falls
 * on one of National Day's three (2020, 2028, 2031, 2039). A `RangeError` for a year outside 2014 to 2050.
 */
export function statutoryDays(year: number): readonly number[] {
  const known = computed.get(year);
  if (known) return known;
  const edition = editions.findLast((each) => each.from <= year);
  const dates = festivals[year];
  if (!edition || !dates)
    throw new RangeError(`The statutory holidays of ${year} are not tabled (2014 to 2050 are)`);
  const at = (monthAndDay: string) => numberOf(`${year}-${monthAndDay}`);
  const [spring, qingming, dragonBoat, midAutumn] = dates;
  const days = [
    at('01-01'),
    ...edition.springFestival.map((offset) => at(spring) + offset),
    at(qingming),
    ...edition.labourDay.map(at),
    at(dragonBoat),
    at(midAutumn),
    at('10-01'),
    at('10-02'),
    at('10-03'),
  ];
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  computed.set(year, sorted);
  return sorted;
}

/** Whether the statutory holidays of a year are known here. */
export const isTabled = (year: number): boolean => Object.hasOwn(festivals, year);

const computed = new Map<number, readonly number[]>();
