import type { Day } from './days.js';
import n2015 from './notices/2015.json' with { type: 'json' };
import n2016 from './notices/2016.json' with { type: 'json' };
import n2017 from './notices/2017.json' with { type: 'json' };
import n2018 from './notices/2018.json' with { type: 'json' };
import n2019first from './notices/2019-1.json' with { type: 'json' };
import n2019amended from './notices/2019-2.json' with { type: 'json' };
import n2020first from './notices/2020-1.json' with { type: 'json' };
import n2020amended from './notices/2020-2.json' with { type: 'json' };
import n2021 from './notices/2021.json' with { type: 'json' };
import n2022 from './notices/2022.json' with { type: 'json' };
import n2023 from './notices/2023.json' with { type: 'json' };
import n2024 from './notices/2024.json' with { type: 'json' };
import n2025 from './notices/2025.json' with { type: 'json' };
import n2026 from './notices/2026.json' with { type: 'json' };

/** One notice of the State Council on the days off of a year, as dates. It may also govern days of the year before. */
export interface Notice {
  /** Its name here: the year, and which of that year's notices it is. */
  notice: string;
  year: number;
  /** The first day on which an office could act on it. */
  knownFrom: Day;
  /** Every day it names as off: statutory days, the weekend days inside a block, and weekdays swapped for them. */
  daysOff: Day[];
  /** Weekend days it orders to be worked. An ordinary weekday listed here is just a working day. */
  makeUpWorkingDays: Day[];
  byFestival: Record<string, Day[]>;
  /** Where it was published, oldest first. */
  sources: string[];
  /** The notice it replaces as a whole from `knownFrom` on. */
  amends?: string;
}

/** The 14 notices shipped, 2015 to 2026, in the order in which they take effect. */
export const stateCouncilNotices: readonly Notice[] = frozen<Notice[]>([
  n2015,
  n2016,
  n2017,
  n2018,
  n2019first,
  n2019amended,
  n2020first,
  n2020amended,
  n2021,
  n2022,
  n2023,
  n2024,
  n2025,
  n2026,
]);

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === 'object' && inner !== null) frozen(inner as object);
  return Object.freeze(value);
}
