import { inspect } from 'node:util';
import { UsageError } from '../../lib/private/errors';
import { Problems } from '../../lib/private/problems';

function errorOf(action: () => unknown): UsageError {
  try {
    action();
  } catch (error) {
    return error as UsageError;
  }
  throw new Error('nothing was thrown');
}

const iris = () => new Problems(`ModelServer 'vision/iris'`);

test('nothing is thrown while nothing is wrong', () => {
  const problems = iris().add(undefined, [], [undefined]).addUnder('rollout', [undefined]);
  expect(problems.isEmpty).toBe(true);
  expect(() => {
    problems.throwIfAny();
  }).not.toThrow();
});

test('one problem is one line that names the construct', () => {
  const error = errorOf(() => {
    iris().add('replicas must be a whole number of 0 or more, got -1').throwIfAny();
  });
  expect(error.message).toBe(`ModelServer 'vision/iris': replicas must be a whole number of 0 or more, got -1`);
  expect(error.messages).toEqual([error.message]);
});

test('several problems are counted and listed, a line each, in the order they were found', () => {
  const error = errorOf(() => {
    iris().add('a is wrong', ['b is wrong', undefined, 'c is wrong']).throwIfAny();
  });
  expect(error.message.split('\n')).toEqual([
    '3 problems:',
    `  ModelServer 'vision/iris': a is wrong`,
    `  ModelServer 'vision/iris': b is wrong`,
    `  ModelServer 'vision/iris': c is wrong`,
  ]);
  expect(error.messages).toHaveLength(3);
});

test('problems of a part name the property that holds the part', () => {
  expect(iris().addUnder('resources', ['cpu is wrong', undefined]).sentences).toEqual(['resources.cpu is wrong']);
});

test('the same problem is reported once', () => {
  const problems = iris().add('a is wrong', 'a is wrong');
  expect(problems.isEmpty).toBe(false);
  expect(problems.messages).toEqual([`ModelServer 'vision/iris': a is wrong`]);
});

test.each([[['a is wrong']], [['a is wrong', 'b is wrong']]])(
  'an error about %j prints itself and no stack frames: the mistake is not in this library',
  (messages) => {
    const error = new UsageError(messages);
    expect(error.stack).toBe(`UsageError: ${error.message}`);
    expect(String(error)).toBe(`UsageError: ${error.message}`);
    expect(inspect(error)).not.toMatch(/\n\s+at /);
  },
);

test('an error prints every message once', () => {
  const text = inspect(new UsageError(['a is wrong', 'b is wrong']));
  expect(text.match(/a is wrong/g)).toHaveLength(1);
  expect(text.match(/b is wrong/g)).toHaveLength(1);
});

test('a usage error is an error', () => {
  expect(new UsageError([])).toBeInstanceOf(Error);
  expect(new UsageError(['a'])).toBeInstanceOf(UsageError);
  expect(new UsageError(['a']).name).toBe('UsageError');
});

test('there may be any number of them', () => {
  const many = Array.from({ length: 200_000 }, (_, index) => `prop ${index} is wrong`);
  expect(iris().add(many).messages).toHaveLength(many.length);
});
