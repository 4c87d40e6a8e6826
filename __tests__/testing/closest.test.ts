import { Manifests, Match } from 'cdk8s-model-serving/testing';

const manifests = Manifests.fromYaml(`
apiVersion: apps/v1
kind: Deployment
metadata: { name: iris, namespace: vision, labels: { app.kubernetes.io/name: iris } }
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: iris
          image: registry.example/iris:0.2.0
          ports: [{ name: http, containerPort: 3000 }]
          env: [{ name: A, value: "1" }, { name: B, value: "2" }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: ranker, namespace: vision }
spec: { replicas: 5 }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: prepare }
data:
  script.sh: |
    set -eu
    echo one
---
apiVersion: v1
kind: Secret
metadata: { name: many-lines }
stringData:
  text: "${'same\\n'.repeat(30)}here\\n\\n${'after\\n'.repeat(20)}"
`);

/** The message with which `has` fails. */
function failure(kind: string, expected: object): string {
  try {
    manifests.has(kind, expected);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected a failure');
}

const container = (expected: object) => ({ spec: { template: { spec: { containers: [expected] } } } });

test('the object of the expected name is the closest, however much else differs', () => {
  expect(failure('Deployment', { metadata: { name: 'iris' }, spec: { replicas: 5, paused: true } }))
    .toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in 2 places:

     spec.replicas
       expected: 5
       actual:   2
     spec.paused
       expected: true
       actual:   (absent)"
  `);
});

test('otherwise it is the object with the fewest values that differ', () => {
  expect(
    failure('Deployment', {
      metadata: { labels: { 'app.kubernetes.io/name': 'iris-2' } },
      ...container({ image: 'registry.example/iris:0.3.0', ports: [{ containerPort: '3000' }] }),
    }),
  ).toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in 3 places:

     metadata.labels["app.kubernetes.io/name"]
       expected: iris-2
       actual:   iris
     spec.template.spec.containers[0].image
       expected: registry.example/iris:0.3.0
       actual:   registry.example/iris:0.2.0
     spec.template.spec.containers[0].ports[0].containerPort
       expected: "3000"
       actual:   3000"
  `);
});

test('objects and long text are shown as YAML below the path', () => {
  expect(
    failure('ConfigMap', {
      metadata: { labels: { team: 'vision', tier: Match.any() } },
      data: { 'script.sh': 'echo two\n' },
    }),
  ).toMatchInlineSnapshot(`
   "no ConfigMap matches what is expected. The only one is ConfigMap 'prepare', which differs in 2 places:

     metadata.labels
       expected:
         team: vision
         tier: Match.any()
       actual:   (absent)
     data["script.sh"]
       expected: |
         echo two
       actual: |
         set -eu
         echo one"
  `);
});

test('a list of another length shows the items that are missing or too many', () => {
  expect(failure('Deployment', container({ env: [{ name: 'A' }] }))).toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in one place:

     spec.template.spec.containers[0].env[1] (the list should have 1 in all; Match.arrayWith allows more)
       expected: (absent)
       actual:
         name: B
         value: "2""
  `);
  expect(failure('Deployment', container({ ports: [{ name: 'http' }, { name: 'grpc' }] }))).toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in one place:

     spec.template.spec.containers[0].ports[1]
       expected:
         name: grpc
       actual:   (absent)"
  `);
});

test('Match.arrayWith names the nearest item: the one of the same name', () => {
  expect(failure('Deployment', container({ env: Match.arrayWith([{ name: 'B', value: '1' }]) })))
    .toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in one place:

     spec.template.spec.containers[0].env[1].value (no item matches what Match.arrayWith expects; [1] is the nearest)
       expected: "1"
       actual:   "2""
  `);
});

test('Match.arrayWith says when only the order is wrong', () => {
  const expected = Match.arrayWith([{ name: 'B' }, { name: 'A' }]);
  expect(failure('Deployment', container({ env: expected }))).toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in one place:

     spec.template.spec.containers[0].env (found at [0], but Match.arrayWith expects it after [1]: the order counts)
       expected:
         name: A
       actual:
         name: A
         value: "1""
  `);
});

test('Match.arrayWith says when the list is empty', () => {
  const set = Manifests.of([{ apiVersion: 'v1', kind: 'Thing', metadata: { name: 'it' }, items: [] }]);
  const expected = { items: Match.arrayWith([{ name: 'a' }]) };
  expect(() => {
    set.has('Thing', expected);
  }).toThrow('items\n    expected:\n      - name: a\n    actual:   []');
});

test('Match.exact shows the keys that should not be there', () => {
  const expected = { metadata: { name: 'iris', labels: Match.exact({}) } };
  expect(failure('Deployment', expected)).toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in one place:

     metadata.labels["app.kubernetes.io/name"] (Match.exact allows no other keys)
       expected: (absent)
       actual:   iris"
  `);
});

test('matchers are shown as they are written', () => {
  const expected = container({
    image: Match.pattern(/:1\.\d+$/),
    name: Match.absent(),
    command: Match.any(),
    args: Match.arrayWith(['--port', Match.any()]),
    resources: { limits: { cpu: Match.quantity('500m') } },
  });
  expect(failure('Deployment', expected)).toMatchInlineSnapshot(`
   "none of 2 Deployment objects matches what is expected. Closest is Deployment 'iris' in namespace 'vision', which differs in 5 places:

     spec.template.spec.containers[0].image
       expected: Match.pattern(/:1\\.\\d+$/)
       actual:   registry.example/iris:0.2.0
     spec.template.spec.containers[0].name
       expected: (absent)
       actual:   iris
     spec.template.spec.containers[0].command
       expected: Match.any()
       actual:   (absent)
     spec.template.spec.containers[0].args
       expected: Match.arrayWith(["--port","Match.any()"])
       actual:   (absent)
     spec.template.spec.containers[0].resources
       expected:
         limits:
           cpu: Match.quantity('500m')
       actual:   (absent)"
  `);
});

test('long texts are shown from where they differ, and cut', () => {
  const text = `${'same\n'.repeat(30)}there`;
  expect(failure('Secret', { stringData: { text } })).toMatchInlineSnapshot(`
   "no Secret matches what is expected. The only one is Secret 'many-lines', which differs in one place:

     stringData.text
       expected: |-
         ... 30 lines alike
         there
       actual: |
         ... 30 lines alike
         here

         after
         after
         after
         after
         after
         after
         after
         after
         after
         ... 11 more lines"
  `);
});

test('very many places are cut', () => {
  const labels = Object.fromEntries(Array.from({ length: 22 }, (_, index) => [`key${index}`, 'x']));
  const text = failure('Deployment', { metadata: { name: 'iris', labels } });
  expect(text).toContain('differs in 22 places');
  expect(text).toMatch(/\n {2}\.\.\. and 2 more places$/);
});
