import { count, duration, percent } from '../../../lib/review/format/figures';

test.each([
  [0, '0 s'],
  [45, '45 s'],
  [59.2, '1 min'],
  [90, '1 min 30 s'],
  [1800, '30 min'],
  [3600, '1 h'],
  [3900, '1 h 5 min'],
  [86_400, '24 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text);
});

test.each([
  [0, '0 %'],
  [30, '30 %'],
  [100 / 3, '33.3 %'],
  [99.96, '100 %'],
])('a share of %d is %s', (share, text) => {
  expect(percent(share)).toBe(text);
});

test('one of a kind, and several', () => {
  expect([count(1, 'pod'), count(0, 'pod'), count(2, 'entry', 'entries')]).toEqual(['1 pod', '0 pods', '2 entries']);
});
