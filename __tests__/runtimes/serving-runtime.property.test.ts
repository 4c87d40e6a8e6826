import { Duration } from 'cdk8s';
import * as fc from 'fast-check';
import { expectConsistent, facts, leastOf, make, NAMES, optionNames, port } from '../support/runtimes';

describe('every runtime', () => {
  const [path, count, flag] = [fc.constantFrom('/', '/a', '/a/b/'), fc.integer({ min: 1, max: 8 }), fc.boolean()];
  const anyPort = fc.integer({ min: 1, max: 65535 });
  const seconds = fc.integer({ min: 1, max: 600 }).map((amount) => Duration.seconds(amount));

  /** Good values for every option of every runtime. */
  const GOOD: { readonly [option: string]: fc.Arbitrary<unknown> } = {
    app: fc.constantFrom('main:app', 'pkg.main:app'),
    args: fc.array(fc.string()),
    basePath: path,
    command: fc.array(fc.string()),
    env: fc.dictionary(fc.constantFrom('A', 'B_C', 'd.e-f', 'HOME'), fc.string()),
    grpcPort: anyPort,
    hasSleepCommand: flag,
    hasHealthService: flag,
    healthPath: path,
    healthPort: fc.oneof(fc.constant(undefined), anyPort),
    livenessPath: path,
    livenessService: fc.constantFrom('live', 'iris.Iris'),
    managementPort: anyPort,
    metrics: flag,
    metricsPath: path,
    metricsPort: anyPort,
    pathPrefix: path,
    port: anyPort,
    preload: flag,
    probeTimeout: seconds,
    readinessPath: path,
    readinessService: fc.constantFrom('ready', 'iris.Iris'),
    shutdown: seconds,
    startupPath: path,
    threads: count,
    useServerFile: flag,
    user: count,
    workerTimeout: seconds,
    workers: count,
    writablePaths: fc.uniqueArray(fc.record({ path: fc.constantFrom('/a', '/b'), sizeLimit: fc.constant('1Gi') }), {
      selector: (each) => each.path,
    }),
  };
  const mixed = fc.record(
    Object.fromEntries(Object.entries(GOOD).map(([option, values]) => [option, fc.oneof(values, fc.anything())])),
    { requiredKeys: [] },
  );
  test.each(NAMES)('%s takes any options: it names problems, or has facts that agree', (name) => {
    const least = leastOf(name);
    // A port goes with every runtime; other options that it has to be told fit together as they are.
    const valuesOf = (option: string) =>
      option === 'port' || !(option in least) ? (GOOD[option] ?? fc.constant(undefined)) : fc.constant(least[option]);
    const own = Object.fromEntries(optionNames(name).map((option) => [option, valuesOf(option)]));
    const good = fc.record(own, { requiredKeys: Object.keys(least) });
    let fine = 0;
    fc.assert(
      fc.property(fc.oneof(good, mixed, fc.anything()), fc.nat(8), (options, accelerators) => {
        const description = make(name, options)._description;
        const found = description.problems;
        expect(description.title).not.toBe('');
        for (const problem of found)
          expect(problem).toMatch(
            /^[a-zA-Z[\]0-9.]+.* (must|names must) [^]*, got |(there is|has) no prop '[^]*'; (did you mean|it is|use|\w+ lists) [^]*$/,
          );
        if (found.length > 0) return;
        fine += 1;
        const context = { accelerators, shutdownSeconds: 20 };
        // Whether the server has what the options ask of it is said beside the facts.
        for (const problem of description.facts(context).problems ?? []) expect(problem).toMatch(/ must .*, got .*; /);
        expectConsistent(description.facts(context));
        expect(description.facts(context)).toEqual(description.facts(context));
      }),
      { numRuns: 250 },
    );
    expect(fine).toBeGreaterThan(20);
  });

  test.each(NAMES.slice(2, 7))('%s binds every address, on the port that it declares', (name) => {
    fc.assert(
      fc.property(anyPort, fc.option(fc.constant('main:app'), { nil: undefined }), (wanted, app) => {
        const hasApp = optionNames(name).includes('app');
        const found = facts(make(name, hasApp ? { port: wanted, app } : { port: wanted }));
        expect(port(found)).toBe(wanted);
        const told = [...(found.args ?? []), ...Object.values(found.env ?? {})].join(' ');
        expect(told).toMatch(new RegExp(`\\b${wanted}\\b`));
        expect(told).toContain('0.0.0.0');
      }),
    );
  });

  test.each(NAMES)('%s has its home below /tmp, where the root filesystem is read-only', (name) => {
    expect(facts(make(name, leastOf(name))).env).toHaveProperty('HOME', '/tmp');
  });
});
