import { Manifests } from 'cdk8s-model-serving/testing';
import { manifestOf } from '../../../lib/manifests/manifest';
import { differsInNames } from '../../../lib/model/alike/other-names';
import { validateObject } from '../../../lib/model/validation';
import { append } from '../../../lib/private/append';
import type { JsonObject } from '../../../lib/private/json';
import { bases, cases, manifestOf as recordedManifest } from '../../truth/cases';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: iris
  namespace: vision
  labels: { app.kubernetes.io/name: iris, app.kubernetes.io/version: "1.0", tier: models }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: iris } }
  template:
    metadata: { labels: { app.kubernetes.io/name: iris, app.kubernetes.io/version: "1.0" } }
    spec:
      serviceAccountName: iris
      containers:
        - name: iris
          image: registry.example/iris:1.0
          args: [--port, "8080"]
          ports: [{ name: http, containerPort: 8080 }]
          resources: { limits: { cpu: "1" } }`;

function alike(first: object, second: object): boolean {
  const [one, other] = [first, second].map((json) => manifestOf(json as JsonObject, { index: 0 }));
  return differsInNames(one, other);
}

const [object] = Manifests.fromYaml(deployment).all;
const written = (text: string): object => Manifests.fromYaml(text).all[0];

describe('two objects differ in names alone', () => {
  test.each([
    ['nothing differs', deployment],
    ['one has another name', deployment.replaceAll(/: iris\b/g, ': rose')],
    ['one has another namespace', deployment.replace('vision', 'text')],
    ['one has another image', deployment.replace('registry.example/iris:1.0', 'rose@sha256:1')],
    ['one has another version label', deployment.replaceAll('version: "1.0"', 'version: "2.0"')],
    ['all of it differs', deployment.replaceAll(/(: |\/)iris\b/g, '$1rose').replaceAll('1.0', '2.0')],
  ])('where %s', (_, text) => {
    expect(alike(object, written(text))).toBe(true);
  });
});

describe('two objects differ in more than names', () => {
  test.each([
    ['a number differs', deployment.replace('replicas: 2', 'replicas: 3')],
    ['a text differs', deployment.replace('--port', '--http')],
    ['a label differs', deployment.replace('models', 'tools')],
    ['a label of another name differs', deployment.replace('tier: models', 'tier: rose')],
    ['a field is missing', deployment.replace('replicas: 2', '')],
    ['a field is more', deployment.replace('replicas: 2', 'replicas: 2\n  paused: true')],
    ['a list is longer', deployment.replace('[--port,', '[--port, --tls,')],
    ['a number is a text', deployment.replace('replicas: 2', 'replicas: "2"')],
    ['the kind differs', deployment.replace('kind: Deployment', 'kind: StatefulSet')],
    ['the version differs', deployment.replace('apps/v1', 'apps/v1beta1')],
    ['the name differs in one place only', deployment.replace('name: iris', 'name: rose')],
    ['a selector keeps the name', deployment.replaceAll(/: iris\b(?! \} \}\n {2}template)/g, ': rose')],
    ['an image has white space around it', deployment.replace('registry.example/iris:1.0', '"rose:1.0 "')],
    ['the new name is none that fits everywhere', deployment.replaceAll(/: iris\b/g, ': "1-iris"')],
    ['the new name is longer than some may be', deployment.replaceAll(/: iris\b/g, `: ${'a'.repeat(53)}`)],
    ['the new name is that of the namespace', deployment.replaceAll(/: iris\b/g, ': vision')],
  ])('where %s', (_, text) => {
    expect(text).not.toBe(deployment);
    expect(alike(object, written(text))).toBe(false);
  });

  test('where the name is repeated by what is no name', () => {
    const repeating = (name: string) => deployment.replaceAll(/: iris\b/g, `: ${name}`).replace('--port', name);
    expect(alike(written(repeating('iris')), written(repeating('rose')))).toBe(false);
    expect(alike(written(repeating('iris')), written(repeating('rose').replace('[rose', '[iris')))).toBe(false);
  });

  test('where a selector asks for the version', () => {
    const selecting = deployment.replace('{ matchLabels: {', '{ matchLabels: { app.kubernetes.io/version: "1.0",');
    expect(alike(written(selecting), written(selecting.replaceAll('version: "1.0"', 'version: "2.0"')))).toBe(false);
  });

  test('where labels of a namespace could be called like it', () => {
    const namespace = (name: string) =>
      written(`apiVersion: v1
kind: Namespace
metadata: { name: ${name}, labels: { pod-security.kubernetes.io/enforce: ${name} } }`);
    expect(alike(namespace('restricted'), namespace('models'))).toBe(false);
  });

  test('where they hold themselves', () => {
    const circle = (name: string): JsonObject => {
      const spec: JsonObject = { containers: [] };
      spec.spec = spec;
      return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec };
    };
    expect(alike(circle('iris'), circle('rose'))).toBe(false);
  });

  test('where one leaves out what is undefined in the other', () => {
    const [one, other] = [{ a: undefined }, { b: undefined }].map((spec) => ({ apiVersion: 'v1', kind: 'Pod', spec }));
    expect(alike(one, other)).toBe(false);
  });
});

/** Words that mean something somewhere, and texts that are no names. */
const TEXTS = ['other', 'm--1', 'linux', 'restricted', 'TCP', 'http', 'v1', '', ' x', 'a.b', '1', 'x'.repeat(64)];

/** The texts in an object, each once. */
function textsIn(json: unknown): Set<string> {
  const found = new Set<string>();
  JSON.stringify(json, (_, value: unknown) => {
    if (typeof value === 'string') found.add(value);
    return value;
  });
  return found;
}

/** An object with a text exchanged wherever it stands as a value. */
function withText(json: object, text: string, by: string): object {
  return JSON.parse(JSON.stringify(json, (_, value: unknown): unknown => (value === text ? by : value))) as object;
}

function named(json: object, name: string): object {
  return { ...json, metadata: { ...(json as { metadata: object }).metadata, name } };
}

const isAccepted = (json: object): boolean => validateObject(json as JsonObject, { minor: 36 }).length === 0;

describe('what is like an object that is accepted is accepted', () => {
  test('whichever text of it is another one, and whichever is its name', () => {
    let compared = 0;
    for (const base of bases)
      for (const text of textsIn(base))
        for (const one of [base, named(base, text)].filter(isAccepted))
          for (const into of TEXTS) {
            const other = withText(one, text, into);
            if (!alike(one, other)) continue;
            compared++;
            expect([other, isAccepted(other)]).toEqual([other, true]);
          }
    expect(compared).toBeGreaterThan(500);
  });

  test('whatever a real API server was asked, under another name as well', () => {
    const byKind = new Map<string, object[]>();
    for (const json of cases.map(recordedManifest)) append(byKind, String([json.apiVersion, json.kind]), json);
    let compared = 0;
    for (const objects of byKind.values()) {
      const accepted = objects.filter((_, index) => index % 20 === 0).filter(isAccepted);
      for (const other of [...objects, ...objects.map((json) => withText(json, nameOf(json), 'other'))]) {
        if (!accepted.some((one) => alike(one, other))) continue;
        compared++;
        expect([other, isAccepted(other)]).toEqual([other, true]);
      }
    }
    expect(compared).toBeGreaterThan(100);
  });
});

function nameOf({ metadata }: { readonly metadata?: unknown }): string {
  return String((metadata as JsonObject | undefined)?.name);
}
