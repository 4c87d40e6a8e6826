import { Manifests, Match } from 'cdk8s-model-serving/testing';

/** Whether an object with this spec matches what is expected of the spec. */
function matches(spec: unknown, expected: unknown): boolean {
  const manifests = Manifests.of([{ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'it' }, spec }]);
  return manifests.count('Thing', { spec: expected }) === 1;
}

describe('without matchers', () => {
  test('an object matches when every expected key does', () => {
    expect(matches({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } })).toBe(true);
    expect(matches({ a: 1 }, {})).toBe(true);
    expect(matches({ a: 1 }, { b: 1 })).toBe(false);
    expect(matches({ a: 1 }, { a: { b: 1 } })).toBe(false);
    expect(matches([1], {})).toBe(false);
    expect(matches(undefined, {})).toBe(false);
  });

  test('a list matches one of the same length, item by item', () => {
    expect(matches([{ a: 1, b: 2 }, 3], [{ a: 1 }, 3])).toBe(true);
    expect(matches([1, 2], [1])).toBe(false);
    expect(matches([1], [1, 2])).toBe(false);
    expect(matches([1, 2], [2, 1])).toBe(false);
    expect(matches({ 0: 1 }, [1])).toBe(false);
    expect(matches([], [])).toBe(true);
  });

  test('values match when they are the same, of the same type', () => {
    expect(matches(80, 80)).toBe(true);
    expect(matches('80', 80)).toBe(false);
    expect(matches(0, false)).toBe(false);
    expect(matches(null, null)).toBe(true);
    expect(matches({}, { a: null })).toBe(false);
  });

  test('keys that every object inherits are no keys of a manifest', () => {
    expect(matches({}, { toString: Match.absent() })).toBe(true);
    expect(matches({}, { constructor: Match.any() })).toBe(false);
  });

  test('fails for what says less than it seems to', () => {
    const undefinedValue = { a: [{ b: undefined }] };
    expect(() => matches({}, undefinedValue)).toThrow(
      'the expected value at spec.a[0].b is undefined: ' +
        'leave the key out when it does not matter, use Match.absent() when it must not be there',
    );
    expect(() => matches({}, { a: () => 1 })).toThrow(
      'the expected value at spec.a must be plain data or made by Match, got a function',
    );
    expect(() => matches({}, { a: /x/ })).toThrow('the expected value at spec.a must be plain data or made by Match');
  });
});

describe('Match.arrayWith', () => {
  test('finds each item, in order, with others between', () => {
    expect(matches([1, 2, 3, 4], Match.arrayWith([2, 4]))).toBe(true);
    expect(matches([1, 2, 3, 4], Match.arrayWith([4, 2]))).toBe(false);
    expect(matches([{ name: 'a', value: '1' }, { name: 'b' }], Match.arrayWith([{ name: 'a' }]))).toBe(true);
    expect(matches([], Match.arrayWith([]))).toBe(true);
    expect(matches('text', Match.arrayWith([]))).toBe(false);
  });

  test('takes as many items as are expected', () => {
    expect(matches([1, 1], Match.arrayWith([1, 1]))).toBe(true);
    expect(matches([1], Match.arrayWith([1, 1]))).toBe(false);
  });

  test('fails for anything but a list', () => {
    expect(() => Match.arrayWith('a' as never)).toThrow("Match.arrayWith takes a list, got 'a'");
    expect(() => Match.arrayWith([{ a: undefined }])).toThrow('the expected value at [0].a is undefined');
  });
});

describe('Match.exact', () => {
  test('allows no other keys, at any depth', () => {
    expect(matches({ a: { b: [{ c: 1 }] } }, Match.exact({ a: { b: [{ c: 1 }] } }))).toBe(true);
    expect(matches({ a: { b: [{ c: 1, d: 2 }] } }, Match.exact({ a: { b: [{ c: 1 }] } }))).toBe(false);
    expect(matches({}, Match.exact({}))).toBe(true);
    expect(matches({ a: 1 }, Match.exact({}))).toBe(false);
  });

  test('leaves matchers inside their meaning', () => {
    expect(
      matches({ a: 'x', b: [{ c: 1, d: 2 }] }, Match.exact({ a: Match.any(), b: Match.arrayWith([{ c: 1 }]) })),
    ).toBe(true);
  });
});

describe('Match.absent and Match.any', () => {
  test('absent is a key that is not there', () => {
    expect(matches({ a: 1 }, { b: Match.absent() })).toBe(true);
    expect(matches({ a: 1 }, { a: Match.absent() })).toBe(false);
    expect(matches({ a: null }, { a: Match.absent() })).toBe(false);
  });

  test('absent holds also where the objects around are not there', () => {
    expect(matches({}, { a: { b: { c: Match.absent() } } })).toBe(true);
    expect(matches({}, { a: { b: Match.absent(), c: 1 } })).toBe(false);
    expect(matches({}, Match.exact({ a: { b: Match.absent() } }))).toBe(false);
  });

  test('any is a key that is there and not null', () => {
    for (const value of [0, '', false, {}, []]) expect(matches({ a: value }, { a: Match.any() })).toBe(true);
    expect(matches({ a: null }, { a: Match.any() })).toBe(false);
    expect(matches({}, { a: Match.any() })).toBe(false);
  });
});

describe('Match.pattern', () => {
  test('finds text', () => {
    expect(matches('registry.example/iris:0.2.0', Match.pattern(/iris:\d/))).toBe(true);
    expect(matches('ranker:1', Match.pattern(/^iris/))).toBe(false);
    expect(matches(12, Match.pattern(/1/))).toBe(false);
  });

  test('keeps no memory between objects', () => {
    const pattern = Match.pattern(/i/g);
    expect([matches('iris', pattern), matches('iris', pattern), matches('iris', pattern)]).toEqual([true, true, true]);
  });

  test('fails for anything but a regular expression', () => {
    expect(() => Match.pattern('x' as never)).toThrow("Match.pattern takes a regular expression, got 'x'");
  });
});

describe('Match.quantity', () => {
  test.each([
    ['500m', '0.5'],
    ['1', 1],
    ['1Gi', '1024Mi'],
    ['1k', '1e3'],
  ])('%s is the same as %p', (expected, actual) => {
    expect(matches(actual, Match.quantity(expected))).toBe(true);
  });

  test.each(['501m', 'much', null, undefined, {}])('500m is not %p', (actual) => {
    expect(matches(actual, Match.quantity('500m'))).toBe(false);
  });

  test('fails for what is no quantity', () => {
    expect(() => Match.quantity('1 GB')).toThrow("'1 GB' is not a Kubernetes quantity");
  });
});
