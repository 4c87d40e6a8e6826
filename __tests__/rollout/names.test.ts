import { SmokeTest } from '../../lib';
import { failureOf } from '../support/declare';
import { blueGreen, canary } from './support';

describe('names that are too long once suffixed', () => {
  test.each<[string, number, () => unknown, string]>([
    ['a Canary', 57, () => canary({}, 'a'.repeat(57)), 'the stable Deployment'],
    ['a BlueGreen', 58, () => blueGreen({}, 'a'.repeat(58)), 'the green Deployment'],
    ['a test', 48, () => canary({ verify: SmokeTest.http('/') }, 'a'.repeat(48)), 'the Job of the test'],
    ['a preview Service', 56, () => blueGreen({}, 'a'.repeat(56)), 'the preview Service'],
  ])('of %s', (_, length, action, what) => {
    const message = failureOf(action);
    expect(message).toContain(`must be short enough for ${what}: '${'a'.repeat(length)}-`);
    expect(message).toMatch(/has 6\d characters of at most 63; shorten it by \d/);
  });

  test('and the longest that are not', () => {
    expect(() => canary({}, 'a'.repeat(56))).not.toThrow();
    expect(() => canary({ verify: SmokeTest.http('/') }, 'a'.repeat(47))).not.toThrow();
    expect(() => blueGreen({ previewServiceName: 'p' }, 'a'.repeat(57))).not.toThrow();
  });
});
