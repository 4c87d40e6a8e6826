import { reviewOf } from './support';

const pod = (container: string, rest = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: {name: llm, namespace: chat}
spec:
  replicas: 1
  selector: {matchLabels: {app: llm}}
  template:
    metadata: {labels: {app: llm}}
    spec:
      containers: [{name: llm, image: 'vllm:1', ${container}}]
      ${rest}
`;
const modelsOf = (before: string, after: string) =>
  reviewOf(before, after).models.map(({ what, before: was, after: is }) => [what, was, is]);
const args = (...words: string[]) => pod(`args: ${JSON.stringify(words)}`);
const env = (...variables: object[]) => pod(`env: ${JSON.stringify(variables)}`);

test.each<[string, string, string, unknown[]]>([
  ['an image by its tag', pod(''), pod('').replace('vllm:1', 'vllm:2'), [['image', 'vllm:1', 'vllm:2']]],
  [
    'a digest that is pinned',
    pod(''),
    pod('').replace('vllm:1', `vllm@sha256:${'a'.repeat(64)}`),
    [['image', 'vllm:1', `vllm@sha256:${'a'.repeat(64)}`]],
  ],
  [
    'weights as vLLM takes them',
    args('serve', 'org/small', '--port=8000'),
    args('serve', 'org/large', '--port=8000'),
    [['weights', '--model org/small', '--model org/large']],
  ],
  [
    'weights, revision and served name, however the value is joined',
    args('--model', 'org/a', '--revision=abc', '--served-model-name', 'chat'),
    args('--model=org/b', '--revision', 'def', '--served-model-name', 'chat', 'chat-2'),
    [
      ['weights', '--model org/a', '--model org/b'],
      ['revision', '--revision abc', '--revision def'],
      ['served name', '--served-model-name chat', '--served-model-name chat chat-2'],
    ],
  ],
  [
    'flags of the engine: one that changes, one that comes, one that goes',
    args('--max-model-len=4096', '--enforce-eager'),
    args('--max-model-len=8192', '--tensor-parallel-size', '2'),
    [
      ['engine flags', '--max-model-len 4096', '--max-model-len 8192'],
      ['engine flags', '--enforce-eager', undefined],
      ['engine flags', undefined, '--tensor-parallel-size 2'],
    ],
  ],
  [
    'adapters',
    args('--lora-modules', 'a=org/a'),
    args('--lora-modules', 'a=org/a', 'b=org/b'),
    [['adapter', '--lora-modules a=org/a', '--lora-modules a=org/a b=org/b']],
  ],
  [
    'variables: that they change, never their values',
    env({ name: 'MODEL_ID', value: 'org/secret-a' }, { name: 'LOG', value: '1' }),
    env({ name: 'MODEL_ID', value: 'org/secret-b' }, { name: 'LOG', value: '2' }, { name: 'REVISION', value: 'x' }),
    [
      ['weights', 'MODEL_ID', 'MODEL_ID, another value'],
      ['revision', undefined, 'REVISION'],
    ],
  ],
  [
    'a key on the command line stays hidden',
    args('--api-key=hunter1', '--tokenizer=a', '--max-num-batched-tokens=1'),
    args('--api-key=hunter2', '--tokenizer=b', '--max-num-batched-tokens=2'),
    [
      ['engine flags', '--api-key (hidden)', '--api-key (hidden), another value'],
      ['engine flags', '--tokenizer a', '--tokenizer b'],
      ['engine flags', '--max-num-batched-tokens 1', '--max-num-batched-tokens 2'],
    ],
  ],
  [
    'an address without who asks and what signs it',
    args('s3://user:hunter1@bucket/a?sig=hunter2'),
    args('s3://user:hunter1@bucket/b?sig=hunter3'),
    [['weights', '--model s3://bucket/a', '--model s3://bucket/b']],
  ],
  [
    'a volume of an image, and a claim',
    pod('', 'volumes: [{name: w, image: {reference: "weights:1"}}, {name: c, persistentVolumeClaim: {claimName: a}}]'),
    pod('', 'volumes: [{name: w, image: {reference: "weights:2"}}, {name: c, persistentVolumeClaim: {claimName: b}}]'),
    [
      ['weights', 'weights:1', 'weights:2'],
      ['weights', 'PersistentVolumeClaim a', 'PersistentVolumeClaim b'],
    ],
  ],
  ['more pods', pod(''), pod('').replace('replicas: 1', 'replicas: 2'), []],
  ['the same options in another order', args('--a=1', '--b=2'), args('--b', '2', '--a=1'), []],
  [
    'the module that Python runs is no model',
    args('python3', '-m', 'a.b', '--x=1'),
    args('python3', '-m', 'a.b', '--x=1', '-v'),
    [['engine flags', undefined, '-v']],
  ],
  ['the script of a shell', args('sh', '-c', 'echo 1'), args('sh', '-c', 'echo 2'), []],
])('%s', (_what, before, after, expected) => {
  expect(modelsOf(before, after)).toEqual(expected);
});

test('an InferenceService with other weights', () => {
  const service = (uri: string) => `
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata: {name: iris, namespace: chat}
spec: {predictor: {model: {modelFormat: {name: sklearn}, storageUri: '${uri}'}}}
`;
  expect(modelsOf(service('gs://models/iris/1'), service('gs://models/iris/2'))).toEqual([
    ['weights', 'gs://models/iris/1', 'gs://models/iris/2'],
  ]);
});

test('what a Job runs is no model that clients ask', () => {
  const job = (tag: string) => `
apiVersion: batch/v1
kind: CronJob
metadata: {name: train, namespace: chat}
spec:
  schedule: '@daily'
  jobTemplate: {spec: {template: {spec: {restartPolicy: Never, containers: [{name: a, image: 'train:${tag}'}]}}}}
`;
  expect(modelsOf(job('1'), job('2'))).toEqual([]);
});
