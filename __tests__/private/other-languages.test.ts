import { UsageError } from '../../lib/private/errors';

const linesOf = (error: Error): number => (error.stack ?? '').split('\n    at ').length - 1;

describe('a mistake of a user of another language', () => {
  const before = process.env.JSII_AGENT;
  afterEach(() => {
    if (before === undefined) delete process.env.JSII_AGENT;
    else process.env.JSII_AGENT = before;
  });

  test('reads as its message, with no stack of what throws it again', async () => {
    process.env.JSII_AGENT = 'Python/3.11.7';
    const [first, second] = [new UsageError(['a must be b']), new UsageError(['c must be d'])];
    const again = new Error(first as never);
    expect(again.message).toBe('a must be b');
    expect(String(second)).toBe('c must be d');
    expect(linesOf(again)).toBe(0);
    await Promise.resolve();
    expect(linesOf(new Error('later'))).toBeGreaterThan(0);
  });

  test('in JavaScript has its name, and changes no other error', () => {
    delete process.env.JSII_AGENT;
    const error = new UsageError(['a must be b']);
    expect(String(error)).toBe('UsageError: a must be b');
    expect(linesOf(new Error('other'))).toBeGreaterThan(0);
  });
});
