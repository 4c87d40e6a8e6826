import { itAccepts, itRefuses } from '../cases';

const d = 'Deployment/shop/pricing: spec.template.spec';
const spread = 'maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway';
const own = 'labelSelector: { matchLabels: { app: pricing } }';

describe('tolerations', () => {
  const t = `${d}.tolerations[0]`;
  itAccepts([
    'pod.tolerations = [{ operator: Exists }]',
    'pod.tolerations = [{ key: nvidia.com/gpu, operator: Exists, effect: NoSchedule }]',
    'pod.tolerations = [{ key: pool, value: gpu, effect: NoExecute, tolerationSeconds: 60 }]',
  ]);
  itRefuses([
    ['pod.tolerations = [{ value: a }]', `${t}.operator must be Exists when there is no key`],
    [
      'pod.tolerations = [{ key: a, operator: Exists, value: b }]',
      `${t}.value must be absent with the operator Exists`,
    ],
    ['pod.tolerations = [{ key: a b, operator: Exists }]', `${t}.key must be a qualified name, got "a b"`],
    ['pod.tolerations = [{ key: a, value: b c }]', `${t}.value must be a label value, got "b c"`],
    [
      'pod.tolerations = [{ key: a, operator: Exists, effect: NoSchedule, tolerationSeconds: 1 }]',
      `${t}.tolerationSeconds is for the effect NoExecute`,
    ],
  ]);
});

describe('topology spread', () => {
  const t = `${d}.topologySpreadConstraints`;
  itAccepts([
    `pod.topologySpreadConstraints = [{ ${spread}, ${own}, matchLabelKeys: [pod-template-hash] }]`,
    `pod.topologySpreadConstraints = [{ maxSkew: 2, topologyKey: zone, whenUnsatisfiable: DoNotSchedule, minDomains: 2, nodeTaintsPolicy: Honor, ${own} }]`,
  ]);
  itRefuses([
    [
      `pod.topologySpreadConstraints = [{ maxSkew: 0, topologyKey: a, whenUnsatisfiable: ScheduleAnyway, ${own} }]`,
      `${t}[0].maxSkew must be a whole number 1 or more, got 0`,
    ],
    [
      `pod.topologySpreadConstraints = [{ maxSkew: 1, topologyKey: "", whenUnsatisfiable: ScheduleAnyway, ${own} }]`,
      `${t}[0].topologyKey must be a qualified name, got ""`,
    ],
    [
      `pod.topologySpreadConstraints = [{ ${spread}, minDomains: 2, ${own} }]`,
      `${t}[0].minDomains is for DoNotSchedule`,
    ],
    [
      `pod.topologySpreadConstraints = [{ ${spread} }]`,
      `${t}[0].labelSelector is required: without it no pod is counted`,
    ],
    [
      `pod.topologySpreadConstraints = [{ ${spread}, labelSelector: { matchLabels: { app: other } } }]`,
      `${t}[0].labelSelector does not match the pod's own labels`,
    ],
    [
      `pod.topologySpreadConstraints = [{ ${spread}, ${own}, matchLabelKeys: [app] }]`,
      `${t}[0] has app in labelSelector and matchLabelKeys`,
    ],
    [
      `pod.topologySpreadConstraints = [{ ${spread}, ${own} }, { ${spread}, ${own} }]`,
      `${t} holds kubernetes.io/hostname with ScheduleAnyway twice`,
    ],
  ]);
});

describe('node selection', () => {
  const required = (term: string): string =>
    `pod.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms = [${term}]`;
  const where = `${d}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`;
  itAccepts([
    'pod.nodeSelector = { cloud.example/accelerator: a100 }',
    required(
      '{ matchExpressions: [{ key: arch, operator: In, values: [amd64] }, { key: cores, operator: Gt, values: ["8"] }] }',
    ),
    'pod.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 100, preference: { matchExpressions: [{ key: a, operator: Exists }] } }]',
  ]);
  itRefuses([
    ['pod.nodeSelector = { a: b c }', `${d}.nodeSelector["a"] must be a label value, got "b c"`],
    [
      required('{ matchExpressions: [{ key: arch, operator: In, values: [a b] }] }'),
      `${where}[0] arch must be a label value, got "a b"`,
    ],
    [required(''), `${where} must hold a term`],
    [
      required('{ matchExpressions: [{ key: arch, operator: In }] }'),
      `${where}[0] asks arch In [], which no node can answer`,
    ],
    [
      required('{ matchExpressions: [{ key: cores, operator: Gt, values: [eight] }] }'),
      `${where}[0] asks cores Gt ["eight"], which no node can answer`,
    ],
    [
      'pod.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: 0, preference: {} }]',
      `${d}.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight must be a whole number from 1 to 100, got 0`,
    ],
  ]);
});

describe('pod affinity', () => {
  const preferred = (weight: number, term: string): string =>
    `pod.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution = [{ weight: ${weight}, podAffinityTerm: { ${term} } }]`;
  const where = `${d}.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[0]`;
  itAccepts([preferred(100, `topologyKey: kubernetes.io/hostname, ${own}`)]);
  itRefuses([
    [preferred(101, `topologyKey: zone, ${own}`), `${where}.weight must be a whole number from 1 to 100, got 101`],
    [preferred(1, `topologyKey: "", ${own}`), `${where}.podAffinityTerm.topologyKey must be a qualified name, got ""`],
    [
      preferred(1, 'topologyKey: zone'),
      `${where}.podAffinityTerm.labelSelector is required: without it no pod is meant`,
    ],
    [
      preferred(
        1,
        'topologyKey: zone, labelSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] }',
      ),
      `${where}.podAffinityTerm.labelSelector.matchExpressions[0].values must be absent with Exists`,
    ],
    [
      preferred(1, `topologyKey: zone, namespaces: [A], ${own}`),
      `${where}.podAffinityTerm.namespaces must be a DNS-1123 label, got "A"`,
    ],
  ]);
});
