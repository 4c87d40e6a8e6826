import * as cdk8s from 'cdk8s';
import { Secret, ServiceAccount } from 'cdk8s-plus-28';
import fc from 'fast-check';
import * as ts from 'typescript';
import * as lib from '../../lib';
import { importManifests } from '../../lib/import/import-manifests';
import { manifestOf } from '../../lib/manifests/manifest';
import { anyText } from '../support/any-text';
import { hasFault, literalsIn, runExpression, wordsIn } from './support/typescript-source';
import { call, literal, object, word } from '../../lib/import/source/code';
import { fileText } from '../../lib/import/source/file';
import { Identifiers } from '../../lib/import/source/identifier';
import { print } from '../../lib/import/source/print';

/** What would leave a string, a template, a comment or a line, in any reader of JavaScript. */
const HOSTILE = [
  "'",
  '"',
  '`',
  '${process.exit(1)}',
  '\\',
  '\\"',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '*/',
  '/*',
  '//',
  '\\u0027',
  '\\u{22}',
  '\0',
  '\u202e',
  '\ud800',
  '</script>',
  '"); process.exit(1); ("',
  '`); throw new Error(); (`',
  '\n//# sourceMappingURL=data:,',
  '\n// @ts-ignore\n',
  'constructor',
  '__proto__',
  '#!/bin/sh',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), anyText({ maxLength: 5 }), fc.constantFrom('a', 'iris', '-')), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
const json = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostile,
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc
    .uniqueArray(fc.tuple(hostile, tie('value')), { maxLength: 4, selector: ([key]) => key })
    .map((entries) => Object.fromEntries(entries)),
}));

describe('a text of a manifest in a source text', () => {
  it('is the value that it was, whatever is in it, and nothing else', () => {
    fc.assert(
      fc.property(json.value, (value) => {
        const text = print(literal(value));
        expect(runExpression(text)).toEqual(JSON.parse(JSON.stringify(value)) ?? null);
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('cannot leave a comment', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), (lines) => {
        const text = fileText(lines, [[{ code: call('f', word('x')), why: lines[0] }]]);
        const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true);
        expect(file.statements.map((statement) => statement.getText())).toEqual(['f(x);']);
      }),
      { numRuns: 500 },
    );
  });

  it('goes over several lines where it is long, and is the same', () => {
    const value = { a: 'x'.repeat(80), b: ['y'.repeat(80), { c: 1 }], __proto__: null };
    const text = print(call('f', literal('id'), object([{ key: 'long', value: literal(value), why: 'of ours' }])));
    expect(text.split('\n').length).toBeGreaterThan(5);
    expect(text).toContain('// of ours');
  });
});

describe('an identifier made of a name', () => {
  it('is one, is no word of the language, and is given once', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (names) => {
        const identifiers = new Identifiers();
        const made = names.map((name) => identifiers.of(name, 'Server'));
        expect(new Set(made).size).toBe(names.length);
        for (const identifier of made) {
          expect(identifier).toMatch(/^([a-z][A-Za-z0-9]*Server|server)\d*$/);
          expect(ts.identifierToKeywordKind(ts.factory.createIdentifier(identifier))).toBeUndefined();
        }
      }),
    );
  });
});

/** Classes, their members and the few other words that stand outside of literals. */
const WORDS: ReadonlySet<string> = new Set([
  ...[lib, cdk8s, { ServiceAccount, Secret }].flatMap((module) =>
    Object.entries(module).flatMap(([name, member]) => [name, ...Object.getOwnPropertyNames(member ?? {})]),
  ),
  'synth',
  'addJsonPatch',
  'podDisruptionBudget',
  'horizontalPodAutoscaler',
]);
/** Identifiers that were made of names. */
const MADE = /^app$|(Chart|chart|Server|server)\d*$/;

/** A Deployment of which every text that a manifest may choose is hostile, names included. */
const deployment = fc
  .record({ name: hostile, texts: fc.array(hostile, { minLength: 12, maxLength: 12 }), extra: json.value })
  .map(({ name, texts: [a, b, c, d, e, f, g, h, i, j, k, l], extra }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'iris', namespace: a, labels: { [b]: c }, annotations: { [d]: e } },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: f } },
      template: {
        metadata: { labels: { app: f, [g]: h }, annotations: { [i]: j } },
        spec: {
          serviceAccountName: k,
          nodeSelector: { [l]: a },
          imagePullSecrets: [{ name: b }],
          tolerations: [{ key: c, value: d }],
          volumes: [
            { name: e, configMap: { name: f } },
            { name: g, persistentVolumeClaim: { claimName: h } },
          ],
          containers: [
            {
              name: i,
              image: 'registry.example/iris:1',
              command: [j, k],
              args: [l, a],
              env: [
                { name: b, value: c },
                { name: d, valueFrom: { secretKeyRef: { name: e, key: f } } },
                { name: g, valueFrom: { configMapKeyRef: { name: h, key: i } } },
              ],
              envFrom: [{ prefix: j, secretRef: { name: k } }],
              ports: [{ containerPort: 8080, name: l }],
              readinessProbe: { httpGet: { path: a, port: 8080 } },
              livenessProbe: { httpGet: { path: `/${b}`, port: l } },
              resources: { requests: { cpu: c, [d]: e }, limits: { memory: f } },
              volumeMounts: [
                { name: g, mountPath: h },
                { name: e, mountPath: `/${i}`, subPath: j },
              ],
              [k]: extra,
            },
            { name, image: l },
          ],
        },
      },
    },
  }));
const beside = fc.tuple(hostile, hostile, json.object).map(([name, key, data]) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'x', labels: { [key]: name } },
  data,
}));

describe('an imported file', () => {
  it('parses, and has texts of manifests as literals alone', () => {
    fc.assert(
      fc.property(deployment, beside, hostile, (server, other, from) => {
        const manifests = [server, other].map((json, index) => manifestOf(JSON.parse(JSON.stringify(json)), { index }));
        for (const safeDefaults of [false, true]) {
          const { source } = importManifests(manifests, { from, safeDefaults });
          expect(hasFault(source)).toBe(false);
          for (const text of wordsIn(source)) if (!WORDS.has(text)) expect(text).toMatch(MADE);
          expect(literalsIn(source).filter((kind) => kind !== 'StringLiteral')).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
