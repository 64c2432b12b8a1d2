import { describe, expect, it } from '@jest/globals';
import { instantInWords } from './instants.js';

describe('an instant', () => {
  it('is told as the office’s clock shows it, with the day that it is there', () => {
    const at = '2025-09-08T16:00:02.639Z';
    expect(instantInWords(at, 'Asia/Shanghai', 'en')).toBe('9 September 2025, 00:00 Beijing time');
    expect(instantInWords(at, 'Asia/Shanghai', 'zh-CN')).toBe('2025年9月9日00:00（北京时间）');
    expect(instantInWords('2025-09-12T09:01:00.995Z', 'Asia/Shanghai', 'en')).toContain('17:01');
  });

  it('in another zone is told with its name', () => {
    expect(instantInWords('2025-09-08T16:00:00Z', 'UTC', 'en')).toBe('8 September 2025, 16:00 UTC');
  });
});
