import type { Manifest } from 'cdk8s-model-serving/testing';
import { Manifests } from 'cdk8s-model-serving/testing';
import * as serializer from '../../lib/testing/yaml-serializer';

// jest.config.js lists the serializer under snapshotSerializers: the snapshots below show that jest takes it as it is.

const shared = { team: 'vision' };
const deployment: Manifest = {
  spec: { replicas: 2, template: { metadata: { labels: shared } } },
  metadata: { name: 'iris', labels: shared },
  kind: 'Deployment',
  apiVersion: 'apps/v1',
};
const configMap: Manifest = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'prepare' },
  data: {
    yes: 'yes',
    number: '80',
    octal: '0755',
    time: '12:30',
    empty: '',
    colon: 'a: b',
    path: 'C:\\models',
    'prepare.sh': '#!/bin/sh\nset -eu\n\nfor model in $MODELS; do\n  echo "loading ${model}"\ndone\n',
    long: 'word '.repeat(40).trim(),
  },
};

test('prints a manifest as YAML, apiVersion, kind and metadata first, the rest as given', () => {
  expect(deployment).toMatchSnapshot();
});

test('prints several as documents, in order, with what needs quotes in quotes and scripts as blocks', () => {
  expect([deployment, configMap]).toMatchSnapshot();
});

test('prints Manifests as their objects', () => {
  expect(Manifests.of([configMap])).toMatchInlineSnapshot(`
   apiVersion: v1
   kind: ConfigMap
   metadata:
     name: prepare
   data:
     "yes": "yes"
     number: "80"
     octal: "0755"
     time: "12:30"
     empty: ""
     colon: "a: b"
     path: C:\\models
     prepare.sh: |
       #!/bin/sh
       set -eu

       for model in $MODELS; do
         echo "loading \${model}"
       done
     long: word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word
  `);
  expect(Manifests.of([])).toMatchInlineSnapshot(`# no manifests`);
});

test('prints manifests inside other values, indented', () => {
  expect({ before: 1, object: Manifests.of([deployment]), after: 2 }).toMatchInlineSnapshot(`
   {
     "after": 2,
     "before": 1,
     "object": 
       apiVersion: apps/v1
       kind: Deployment
       metadata:
         name: iris
         labels:
           team: vision
       spec:
         replicas: 2
         template:
           metadata:
             labels:
               team: vision,
   }
  `);
});

test('prints what stands for a value that varies', () => {
  const manifest = { ...deployment, metadata: { name: `iris-${process.pid}` } };
  expect(manifest).toMatchSnapshot({ metadata: { name: expect.stringMatching(/^iris-\d+$/) } });
});

test('prints what kubectl reads back as the same objects', () => {
  expect(Manifests.fromYaml(serializer.serialize([deployment, configMap])).all).toEqual([deployment, configMap]);
});

test('leaves everything else to jest', () => {
  for (const value of [
    undefined,
    null,
    1,
    'text',
    [],
    {},
    [deployment, 1],
    { kind: 'Deployment' },
    { all: [], toYaml: 1 },
  ]) {
    expect(serializer.test(value)).toBe(false);
  }
  expect([]).toMatchInlineSnapshot(`[]`);
});

test('can be added to one test file too', () => {
  expect.addSnapshotSerializer(serializer);
  expect([deployment]).toMatchInlineSnapshot(`
   apiVersion: apps/v1
   kind: Deployment
   metadata:
     name: iris
     labels:
       team: vision
   spec:
     replicas: 2
     template:
       metadata:
         labels:
           team: vision
  `);
});
