import fc from 'fast-check';
import { answer, describeAnswer, type Implementation } from '.';
import { httpRoute, ingress, ingressRoute, pathPrefix, services, toBackend, toService } from './objects';

const names = ['a', 'b', 'c', 'd'];
const pool = services(...names);
const traefik = { kind: 'traefik', allowEmptyServices: false, allowCrossNamespace: false, version: '3.7' } as const;
const element = fc.constantFrom('v1', 'v1beta', 'v', 'x');
const path = fc.array(element, { maxLength: 3 }).map((elements) => `/${elements.join('/')}`);
const prefixes = fc.uniqueArray(path, { minLength: 1, maxLength: names.length });

/** Rules that say the same, each in the language of an implementation. */
function everywhere(paths: readonly string[], exact: boolean): (readonly [Implementation, object])[] {
  const called = (index: number): string => names[index] ?? '';
  const type = exact ? 'Exact' : 'Prefix';
  const written = (each: string): string => {
    if (exact) return `Path(\`${each}\`)`;
    return each === '/' ? 'PathPrefix(`/`)' : `(Path(\`${each}\`) || PathPrefix(\`${each}/\`))`;
  };
  const asIngress = ingress(paths.map((each, index) => `h|${each}|${type}->${called(index)}`));
  const match = (value: string): object => (exact ? { path: { type, value } } : pathPrefix(value));
  const asHttpRoute = httpRoute(
    paths.map((each, index) => toBackend(match(each), called(index))),
    { hostnames: ['h'] },
  );
  const asIngressRoute = ingressRoute(
    paths.map((each, index) =>
      toService(`Host(\`h\`) && ${written(each)}`, called(index), { priority: 1 + each.length }),
    ),
  );
  return [
    [{ kind: 'ingress', controller: 'generic' }, asIngress],
    [{ kind: 'ingress', controller: 'traefik', strictPrefixMatching: true }, asIngress],
    [{ kind: 'gateway-api', implementation: 'envoy-gateway' }, asHttpRoute],
    [{ kind: 'gateway-api', implementation: 'traefik' }, asHttpRoute],
    [traefik, asIngressRoute],
  ];
}

it.each([true, false])('agrees on rules that say the same in each language (exact: %s)', (exact) => {
  fc.assert(
    fc.property(prefixes, path, fc.constantFrom('', '/'), (paths, requested, end) => {
      const request = { host: 'h', path: requested === '/' ? '/' : `${requested}${end}` };
      const answers = everywhere(paths, exact).map(([implementation, object]) =>
        describeAnswer(answer([...pool, object], implementation, request)),
      );
      expect(new Set(answers).size).toBe(1);
    }),
    { numRuns: 300 },
  );
});

it('shares add up to one and are exact', () => {
  const weights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(
      weights.filter((all) => all.some((each) => each > 0)),
      (all) => {
        const members = all.map((weight, index) => ({ name: names[index], port: 80, weight }));
        const route = ingressRoute([{ match: 'PathPrefix(`/`)', kind: 'Rule', services: members }]);
        const http = httpRoute([{ matches: [pathPrefix('/')], backendRefs: members }]);
        const answers = [
          answer([...pool, route], traefik, { host: 'h', path: '/' }),
          answer([...pool, http], { kind: 'gateway-api', implementation: 'cilium' }, { host: 'h', path: '/' }),
        ].map((given) => (given.outcome === 'forward' ? given.backends : {}));
        expect(answers[0]).toEqual(answers[1]);
        const total = all.reduce((sum, each) => sum + each, 0);
        const shares = Object.values(answers[0] ?? {}).map((share) => {
          const [num = 0, den = 1] = share.split('/').map(Number);
          return (num * total) / den;
        });
        expect(shares.reduce((sum, each) => sum + each, 0)).toBe(total);
      },
    ),
  );
});
