import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { TraefikMiddleware } from '../../imports/traefik.io';
import { objectOf } from '../../lib/traffic/dialects/shared/rendered-object';
import { clashProblems, uniqueObjects } from '../../lib/traffic/dialects/shared/unique-objects';

const app = new App();
const [e, f] = [new Construct(app, 'e'), new Construct(app, 'f')];
const rendered = (id: string, name: string, average: number, scope?: Construct) =>
  objectOf(TraefikMiddleware, { id, name, scope }, () => ({ rateLimit: { average } }));

test('an object that several rules share is made once', () => {
  const [first, second] = [rendered('M', 'm', 1), rendered('M', 'm', 1)];
  expect(uniqueObjects([first, second])).toEqual([first]);
  expect(clashProblems([first, second])).toEqual([]);
});

test('objects of one id in two places are two', () => {
  const grants = [rendered('G', 'x', 1, e), rendered('G', 'y', 2, f)];
  expect(uniqueObjects(grants)).toEqual(grants);
  expect(clashProblems(grants)).toEqual([]);
});

test('one that would hide another is told', () => {
  expect(clashProblems([rendered('M', 'm', 1), rendered('M', 'm', 2)])).toEqual([
    "makes the object 'm' for several rules that want it different; set the option name of the rules",
  ]);
});
