import { parseAllDocuments } from 'yaml';
import { checkManifests } from '../../../lib/command';
import { validateObject } from '../../../lib/model/validation';
import { ApiTable, type ApiType, type Shape } from '../../../lib/model/validation/schema/api-table';
import { nearestWithin } from '../../../lib/private/nearest';
import { hasStrictSchemas, strictSchema } from '../../support/strict-schemas';

/** Custom resources that the library makes: what is known of their spec comes from the classes in imports/. */
const read = (yaml: string): { [key: string]: unknown }[] =>
  parseAllDocuments(yaml).map((document) => document.toJS() as { [key: string]: unknown });

const findings = (yaml: string): string[] =>
  checkManifests(read(yaml))
    .filter(({ rule }) => rule === 'known-fields')
    .map(({ severity, at, message, fix }) => `${severity} ${String(at)} ${message}${fix ? `; ${fix}` : ''}`);

const route = (spec: string): string => `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: iris, namespace: vision }
spec: ${spec}`;
const middleware = (spec: string): string => `apiVersion: traefik.io/v1alpha1
kind: Middleware
metadata: { name: iris, namespace: vision }
spec: ${spec}`;

describe('a value of the wrong type is refused', () => {
  test.each([
    [
      route('{ rules: [{ backendRefs: [{ name: iris, port: "80" }] }] }'),
      "error /spec/rules/0/backendRefs/0/port spec.rules[0].backendRefs[0].port: must be a number, got '80'",
    ],
    [route('{ hostnames: models.example.com }'), 'error /spec/hostnames spec.hostnames: must be a list, got '],
    [route('[]'), 'error /spec spec: must be an object (HTTPRouteSpec), got a list'],
    [middleware('{ stripPrefix: { prefixes: /iris } }'), 'error /spec/stripPrefix/prefixes '],
    [
      'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: iris }\nspec: { secretName: iris, dnsNames: [1], issuerRef: { name: ca } }',
      'error /spec/dnsNames/0 ',
    ],
  ])('%#', (yaml, expected) => {
    expect(findings(yaml)).toEqual([expect.stringContaining(expected)]);
  });
});

describe('what is spelled nearly like a field that is missing is a warning', () => {
  test.each([
    [route('{ hostname: [models.example.com] }'), '/spec/hostname', 'hostnames'],
    [route('{ rules: [{ backendRef: [{ name: iris, port: 80 }] }] }'), '/spec/rules/0/backendRef', 'backendRefs'],
    [middleware('{ stripPrefixes: { prefixes: [/iris] } }'), '/spec/stripPrefixes', 'stripPrefix'],
  ])('%#', (yaml, at, meant) => {
    expect(findings(yaml)).toEqual([
      expect.stringMatching(new RegExp(`^warning ${at} .*; did you mean '${meant}'\\?$`)),
    ]);
  });
});

test.each([
  [
    'fields that are not known here',
    route('{ useDefaultGateways: All, rules: [{ name: first, retry: { attempts: 2 } }] }'),
  ],
  [
    'fields that read like a field that is missing',
    'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: iris }\nspec: { strategy: { canary: { trafficRouting: { nginx: { stableIngress: iris } } } } }',
  ],
  ['fields beside those that they are spelled like', route('{ hostnames: [a.example.com], hostname: x }')],
  [
    'a port by its name, where the kind takes one',
    'apiVersion: traefik.io/v1alpha1\nkind: IngressRoute\nmetadata: { name: iris }\nspec: { entryPoints: [web], routes: [{ kind: Rule, match: "Host(`a`)", services: [{ name: iris, port: http }] }] }',
  ],
  [
    'versions of which nothing is known',
    'apiVersion: traefik.io/v2\nkind: IngressRoute\nmetadata: { name: iris }\nspec: { routes: 1 }',
  ],
])('%s are let pass', (_what, yaml) => {
  expect(findings(yaml)).toEqual([]);
});

test('an object whose misspelling is only likely is not refused', () => {
  const refusals = validateObject(read(route('{ hostname: [models.example.com] }'))[0]);
  expect(refusals.map(({ isDoubtful }) => isDoubtful)).toEqual([true]);
});

/** Where the schema of a kind has another type than is known here, or does not have a field at all. */
function* disagreements(shape: Shape, schema: unknown, at: string): Generator<string> {
  let [inner, rest] = [schema as Record<string, unknown> | undefined, shape.wrap];
  for (; rest !== ''; rest = rest.slice(1)) {
    const next = rest.startsWith('[') ? inner?.items : inner?.additionalProperties;
    if (typeof next !== 'object' || next === null) {
      yield `${at}: no ${rest.startsWith('[') ? 'list' : 'map'}`;
      return;
    }
    inner = next as Record<string, unknown>;
  }
  if (inner === undefined) yield `${at}: not in the schema`;
  else if (shape.type) yield* ofType(shape.type, inner, at);
  else if (!takes(shape.scalar ?? '', inner))
    yield `${at}: '${shape.scalar}' for ${JSON.stringify(inner.type ?? inner.anyOf)}`;
}

function* ofType(type: ApiType, schema: Record<string, unknown>, at: string): Generator<string> {
  const properties = (schema.properties ?? {}) as Record<string, unknown>;
  for (const [name, { shape }] of type.fields) yield* disagreements(shape, properties[name], `${at}.${name}`);
}

function takes(scalar: string, { type, anyOf, ...rest }: Record<string, unknown>): boolean {
  const isEither = rest['x-kubernetes-int-or-string'] === true || Array.isArray(anyOf) || Array.isArray(type);
  if (isEither) return scalar === 'o' || scalar === 'a';
  return { s: ['string'], b: ['boolean'], d: ['integer', 'number'] }[scalar]?.includes(String(type)) ?? scalar === 'a';
}

/** What the library shares between kinds, of which not each has all of it, a field of Traefik 3.7, and kinds of GKE and Istio. */
const BEYOND =
  /^(networking\.gke\.io|cloud\.google\.com|networking\.istio\.io)\/.*: no schema$|^(GRPCRoute\.rules\.filters\.(cors|requestRedirect|urlRewrite)|IngressRoute\.ingressClassName): not in the schema$/;

(hasStrictSchemas ? test : test.skip)('what is known agrees with the schemas of the kinds', () => {
  const table = ApiTable.get();
  const found = [...table.customKeys].flatMap((key) => {
    const slash = key.lastIndexOf('/');
    const [apiVersion, kind] = [key.slice(0, slash), key.slice(slash + 1)];
    const schema = strictSchema(apiVersion, kind) as { properties: { spec: Record<string, unknown> } } | undefined;
    if (!schema) return [`${key}: no schema`];
    return [...disagreements({ wrap: '', type: table.customSpec(apiVersion, kind)! }, schema.properties.spec, kind)];
  });
  expect(found.filter((each) => !BEYOND.test(each))).toEqual([]);
});

/** Fields of a kind that are not known here and read like one that is: they would be taken for a slip. */
function* takenForSlips(type: ApiType, schema: Schema | undefined, at: string): Generator<string> {
  let inner = schema;
  while (inner?.items) inner = inner.items;
  for (const [name, property] of Object.entries(inner?.properties ?? {})) {
    const field = type.fields.get(name);
    if (field?.shape.type) yield* takenForSlips(field.shape.type, property, `${at}.${name}`);
    const near = field || name.length < 5 ? undefined : nearestWithin(name, [...type.fields.keys()], undefined, 2);
    if (near !== undefined) yield `${at}.${name}: taken for ${near}`;
  }
}

interface Schema {
  readonly items?: Schema;
  readonly properties?: { readonly [name: string]: Schema };
}

(hasStrictSchemas ? test : test.skip)('no field of the kinds reads like a slip of one that is known', () => {
  const table = ApiTable.get();
  const found = [...table.customKeys].flatMap((key) => {
    const slash = key.lastIndexOf('/');
    const [apiVersion, kind] = [key.slice(0, slash), key.slice(slash + 1)];
    const schema = strictSchema(apiVersion, kind) as Schema | undefined;
    return [...takenForSlips(table.customSpec(apiVersion, kind)!, schema?.properties?.spec, kind)];
  });
  expect(found).toEqual([]);
});
