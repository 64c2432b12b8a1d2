/** All stories, by subject: what is told to the real engine, purely, and to processes that were made wrong. */
import { assessmentStories } from './assessment.stories.js';
import { changeStories } from './changes.stories.js';
import { commitmentStories } from './commitment.stories.js';
import { decisionStories } from './decision.stories.js';
import { editionStories } from './editions.stories.js';
import { emergencyStories } from './emergency.stories.js';
import { intakeStories } from './intake.stories.js';
import type { Story } from './lines.js';
import { profileStories } from './profiles.stories.js';
import { renewalStories } from './renewal.stories.js';
import { withdrawalStories } from './withdrawal.stories.js';

export const storiesBySubject: Readonly<Record<string, readonly Story[]>> = {
  'at the intake': intakeStories,
  'in the assessment': assessmentStories,
  'in the decision': decisionStories,
  'by what a zone promises': profileStories,
  'in an emergency': emergencyStories,
  'when something changes': changeStories,
  'by commitment': commitmentStories,
  'towards the end of a certificate': renewalStories,
  'taken back': withdrawalStories,
  'between editions': editionStories,
};

export const stories: readonly Story[] = Object.values(storiesBySubject).flat();
