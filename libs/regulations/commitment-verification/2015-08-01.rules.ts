/** The rules of a verification on site in the edition of 2015: those of 2021, with teams by the procedures of their time. */
import { before2019 } from '../before-2019.js';
import { procedures2015 } from '../instruments.js';
import { theTeamIsSound } from '../qualification/team.js';
import { guards as later } from './2021-06-01.rules.js';

export { assigns, openedFile } from './2021-06-01.rules.js';

export const guards = before2019({
  ...later,
  theTeamIsSoundlyComposed: theTeamIsSound({ leading: procedures2015, recusal: procedures2015 }),
});
