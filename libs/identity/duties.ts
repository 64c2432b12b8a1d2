import type { Duty } from '#process';
import { Refused } from '#refusals';
import { roles as catalogue, type RoleName } from '#regulations';
import type { Actor } from './people.js';

/** Whether somebody holds a role of one of these duties now. */
export const hasDuty = ({ roles }: Pick<Actor, 'roles'>, duties: readonly Duty[]): boolean =>
  roles.some((name) => duties.includes(catalogue[name as RoleName].duty));

/** Throws `role-needed`, with the roles that would do, unless they do. */
export function requireDuty(actor: Pick<Actor, 'roles'>, duties: readonly Duty[]): void {
  if (hasDuty(actor, duties)) return;
  const wanted = Object.values(catalogue).filter(({ duty }) => duties.includes(duty));
  throw new Refused('role-needed', {
    params: {
      roles: wanted.map(({ words }) => words.en).join(', '),
      'roles:zh-CN': wanted.map(({ words }) => words['zh-CN']).join('、'),
    },
  });
}
