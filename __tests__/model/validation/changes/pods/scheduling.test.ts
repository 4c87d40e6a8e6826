import { itAccepts, itRefuses } from '../changes';

const spread = 'maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway';
const own = 'labelSelector: { matchLabels: { app: pricing } }';

describe('tolerations', () => {
  itAccepts([
    'pod.tolerations = [{ operator: Exists }]',
    'pod.tolerations = [{ key: nvidia.com/gpu, operator: Exists, effect: NoSchedule }]',
    'pod.tolerations = [{ key: pool, value: gpu, effect: NoExecute, tolerationSeconds: 60 }]',
  ]);
  itRefuses([
    [
      'pod.tolerations = [{ key: a b, operator: Exists }]',
      "Deployment /spec/template/spec/tolerations/0/key must be '[prefix/]name' with a name of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'a b'",
    ],
    [
      'pod.tolerations = [{ key: a, operator: Exists, value: b }]',
      "Deployment /spec/template/spec/tolerations/0/value must be absent with the operator 'Exists', got 'b'",
    ],
    [
      'pod.tolerations = [{ key: a, value: b c }]',
      "Deployment /spec/template/spec/tolerations/0/value must be letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'b c'",
    ],
  ]);
});

describe('topology spread', () => {
  itAccepts([
    `pod.topologySpreadConstraints = [{ ${spread}, ${own}, matchLabelKeys: [pod-template-hash] }]`,
    `pod.topologySpreadConstraints = [{ maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, minDomains: 2, nodeTaintsPolicy: Honor, ${own} }]`,
  ]);
  itRefuses([
    [
      `pod.topologySpreadConstraints = [{ ${spread}, minDomains: 2, ${own} }]`,
      "Deployment /spec/template/spec/topologySpreadConstraints/0/minDomains can be set with whenUnsatisfiable 'DoNotSchedule' only",
    ],
    [
      `pod.topologySpreadConstraints = [{ ${spread}, ${own}, matchLabelKeys: [app] }]`,
      "Deployment /spec/template/spec/topologySpreadConstraints/0/matchLabelKeys/0 'app' is in the labelSelector already",
    ],
  ]);
});

describe('node selection', () => {
  const required = (term: string): string =>
    `pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms = [${term}]`;
  itAccepts([
    'pod.nodeSelector = { cloud.example/accelerator: a100 }',
    required(
      '{ matchExpressions: [{ key: arch, operator: In, values: [amd64] }, { key: cores, operator: Gt, values: ["8"] }] }',
    ),
    'pod.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 100, preference: { matchExpressions: [{ key: a, operator: Exists }] } }]',
  ]);
  itRefuses([
    [
      required('{ matchExpressions: [{ key: arch, operator: Is, values: [amd64] }] }'),
      "Deployment /spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/operator must be one of 'In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt', got 'Is'",
    ],
    [
      required('{ matchExpressions: [{ key: arch, operator: In, values: [a b] }] }'),
      "Deployment /spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms/0/matchExpressions/0/values/0 must be letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'a b'",
    ],
    [
      required(''),
      'Deployment /spec/template/spec/affinity/nodeAffinity/requiredDuringSchedulingIgnoredDuringExecution/nodeSelectorTerms must hold a term',
    ],
  ]);
});

describe('pod affinity', () => {
  const preferred = (weight: number, term: string): string =>
    `pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: ${weight}, podAffinityTerm: { ${term} } }]`;
  itAccepts([preferred(100, `topologyKey: kubernetes.io/hostname, ${own}`)]);
  itRefuses([
    [
      preferred(
        1,
        'topologyKey: zone, labelSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] }',
      ),
      'Deployment /spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm/labelSelector/matchExpressions/0/values must be empty with the operator Exists',
    ],
    [
      preferred(1, `topologyKey: zone, namespaces: [A], ${own}`),
      "Deployment /spec/template/spec/affinity/podAntiAffinity/preferredDuringSchedulingIgnoredDuringExecution/0/podAffinityTerm/namespaces/0 must be lower-case letters, digits and '-', beginning and ending with a letter or digit, got 'A'",
    ],
  ]);
});
