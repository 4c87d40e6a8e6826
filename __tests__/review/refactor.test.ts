import { ServingApp } from '../../lib';
import { review } from '../../lib/review/review';
import { Manifests, reviewMatchers, type ReviewMatchers } from '../../lib/testing';
import { APP_FILES, Apps, movingConstructs, renamingVariables, turningOrder } from '../support/refactored-apps';
import { sideOfObjects } from './support';

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type
    interface Matchers<R> extends ReviewMatchers<R> {}
  }
}
expect.extend(reviewMatchers);

/** The demonstration, and what of its files `main` does not call, each in an app of its own. */
function appsOf(apps: Apps): Map<string, ServingApp> {
  apps.load('main');
  const { cluster } = apps.load('cluster') as { cluster: never };
  const others = Object.entries(apps.load('gateways')).map(([name, declare]): [string, ServingApp] => {
    const app = new ServingApp({ cluster });
    (declare as (scope: ServingApp) => void)(app);
    return [name, app];
  });
  return new Map([['main', apps.app!], ...others]);
}

const before = appsOf(new Apps());
const pathsOf = (app: ServingApp) => app.node.findAll().map(({ node }) => node.path);

describe.each([
  ['constructs are moved under others', [movingConstructs]],
  ['variables, parameters and functions are renamed', [renamingVariables]],
  ['systems are declared in another order', [turningOrder]],
  ['all of it is done', [renamingVariables, movingConstructs, turningOrder]],
])('a refactor of the demonstration in which %s', (_what, transformers) => {
  const after = appsOf(new Apps(transformers));

  test.each([...before.keys()])('is no change of %s', (name) => {
    const [was, now] = [before, after].map((apps) => sideOfObjects(Manifests.fromApp(apps.get(name)!).all));
    expect(was.length).toBeGreaterThan(5);
    const outcome = review(was, now);
    expect(outcome).toMatchObject({ verdict: 'safe', reasons: [], findings: { added: [], gone: [] } });
    const lists = Object.entries(outcome).filter(([key, value]) => Array.isArray(value) && key !== 'notChecked');
    expect(lists.filter(([, list]) => (list as unknown[]).length > 0)).toEqual([]);
    expect(now.map(({ json }) => json)).toBeRefactorOnly(was.map(({ json }) => json));
  });

  test('is one: constructs have other paths, or the text is another', () => {
    const moved = [...before].map(
      ([name, app]) => JSON.stringify(pathsOf(app)) !== JSON.stringify(pathsOf(after.get(name)!)),
    );
    expect(moved[0]).toBe(transformers.some((each) => each !== renamingVariables));
  });
});

test('every file of the demonstration is refactored', () => {
  const apps = new Apps([renamingVariables, movingConstructs]);
  const code = APP_FILES.map((file) => [file, (apps as unknown as { code(file: string): string }).code(file)] as const);
  const untouched = code.filter(([, text]) => !/Renamed|Moved/.test(text)).map(([file]) => file);
  // Facts of the cluster are all that these declare.
  expect(untouched).toEqual(['cluster']);
});
