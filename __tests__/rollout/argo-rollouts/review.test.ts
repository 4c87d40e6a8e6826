import { BlueGreen, Canary, Colour, IngressRoute, RouteRule, SmokeTest } from '../../../lib';
import { reviewed } from '../../support/reviewed';
import { NEW, OLD, SERVER } from '../support';
import { byRoute, CONTROLLER, inTenant } from './support';

const verify = SmokeTest.http('/ready');

/** A canary and a blue/green release before a new version and with it. */
function yamlOf(isReleased: boolean): string {
  const { app } = inTenant((tenant) => {
    const ranker = new Canary(tenant, 'ranker', {
      server: SERVER,
      stable: OLD,
      canary: isReleased ? NEW : undefined,
      replicas: 4,
      steps: [25],
      split: byRoute,
      verify,
      controller: CONTROLLER,
    });
    new IngressRoute(tenant, 'public', { host: 'a.example', rules: [RouteRule.pathPrefix('/', ranker)] });
    new BlueGreen(tenant, 'iris', {
      server: { ...SERVER, replicas: 2 },
      blue: OLD,
      green: NEW,
      active: isReleased ? Colour.GREEN : Colour.BLUE,
      verify,
      controller: CONTROLLER,
    });
  });
  return app.synthYaml();
}

test('a review of a new version tells how the controller releases it, and nothing is refused', () => {
  const found = reviewed(yamlOf(false), yamlOf(true));
  expect(found.verdict).toBe('safe');
  expect(found.refusals).toEqual([]);
  expect(found.restarts.map(({ object }) => object.name)).toEqual(['ranker', 'iris']);
  const [canary, blueGreen] = found.restarts.map((restart) => JSON.stringify(restart));
  expect(canary).toContain('a canary in 7 steps, with 25 % of the requests');
  expect(blueGreen).toContain('the new pods stand beside the old ones');
});

test('Jobs that a controller makes anew for each test are neither changed nor removed', () => {
  const found = reviewed(yamlOf(true), yamlOf(true).replaceAll('/ready', '/other'));
  expect(found.refusals).toEqual([]);
  expect(found.removals).toEqual([]);
});
