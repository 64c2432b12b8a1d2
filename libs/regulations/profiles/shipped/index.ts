/** The profiles that come with a release, by id. What was reported of a place stands as reported; what we set says so. */
import type { Profile } from '../profile.js';
import { emergency2020 } from './emergency-2020.js';
import { guiyang2021 } from './guiyang-2021.js';
import { liangjiangExpedite } from './liangjiang-expedite.js';
import { shanghai2023 } from './shanghai-2023.js';
import { zhejiang2017 } from './zhejiang-2017.js';

export const shippedProfiles: readonly Profile[] = [
  liangjiangExpedite,
  zhejiang2017,
  emergency2020,
  guiyang2021,
  shanghai2023,
];
