import { periodInWords, type ClockNotPossible, type Day } from '#calendar';
import type { ClockOrder } from '#process';
import { Refused } from '#refusals';

/**
 * What a clock does not allow, as whoever takes the step is told it. What no step can have asked for is a fault of ours
 * and comes back as it is.
 */
export function clockRefusal(
  order: ClockOrder,
  before: { budget: number; due_on: Day | null; held_on: Day | null } | undefined,
  fault: ClockNotPossible,
): Refused | ClockNotPossible {
  const { words, limit } = order.rule;
  const about = { clock: words.en, 'clock:zh-CN': words['zh-CN'] };
  const members = { clock: order.clock };
  switch (fault.because) {
    case 'ranOut':
      return new Refused('period-ran-out', { params: about, members: { ...members, dueOn: before!.due_on } });
    case 'pastItsBound': {
      const { most } = order.extension!;
      const left = limit.length + most - before!.budget;
      const long = (name: string, length: number) => ({
        [name]: periodInWords({ ...limit, length }, 'en'),
        [`${name}:zh-CN`]: periodInWords({ ...limit, length }, 'zh-CN'),
      });
      const params = { ...about, ...long('most', most), ...long('left', left) };
      return new Refused('extension-past-bound', { params, members: { ...members, most, left } });
    }
    case 'ahead': {
      const anchor = order.anchor ?? order.on;
      return new Refused('anchor-ahead', {
        params: { ...about, anchor },
        members: { ...members, anchor, today: order.today },
      });
    }
    case 'heldBefore': {
      const [anchor, held] = [order.anchor!, before!.held_on!];
      return new Refused('anchor-after-suspension', {
        params: { ...about, anchor, held },
        members: { ...members, anchor, held },
      });
    }
    case 'status':
    case 'beforeItRuns':
      return fault;
  }
}
