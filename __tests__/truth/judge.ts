import { refusalsInNamespace, type NamespaceRules, type Refusal } from '../../lib/model/validation';

/** The version that the answers were recorded from. */
const RECORDED = { minor: 36 };

const quota = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'rq', namespace: 'truth' },
  spec: {
    hard: {
      'requests.cpu': '4',
      'limits.memory': '8Gi',
      pods: '10',
      'requests.nvidia.com/gpu': '2',
      'services.nodeports': '2',
      'count/jobs.batch': '5',
    },
  },
};

const limitRange = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'lr', namespace: 'truth' },
  spec: {
    limits: [
      {
        type: 'Container',
        default: { cpu: '1', memory: '1Gi' },
        defaultRequest: { cpu: '100m', memory: '128Mi' },
        max: { cpu: '4', memory: '8Gi' },
        min: { cpu: '10m' },
        maxLimitRequestRatio: { memory: '16' },
      },
    ],
  },
};

/** The namespaces that the objects were sent to. */
const namespaces: Readonly<Record<string, NamespaceRules>> = {
  truth: { quotas: [quota], limitRanges: [limitRange] },
  'truth-baseline': { podSecurity: 'baseline' },
  'truth-restricted': { podSecurity: 'restricted' },
};

/** What our functions say of a manifest in the namespace that its base was sent to. */
export function judge(manifest: Record<string, unknown>, namespace: string): Refusal[] {
  return refusalsInNamespace(manifest, namespaces[namespace], RECORDED);
}

/** The verdict: the first reason in the order in which the server looks. */
export function reasonOf(refusals: readonly Refusal[]): Refusal['reason'] | 'accepted' {
  const order = ['BadRequest', 'Invalid', 'Forbidden'] as const;
  return order.find((reason) => refusals.some((refusal) => refusal.reason === reason)) ?? 'accepted';
}

/** Of these the server names the whole, where a pointer of ours leads to the entry that is wrong. */
const WHOLES = [
  'labels',
  'annotations',
  'matchLabels',
  'selector',
  'nodeSelector',
  'limits',
  'requests',
  'accessModes',
  'envFrom',
];

/** A pointer in the server's spellings: it puts keys in brackets sometimes, and names the whole of some maps and lists. */
export function spellings(pointer: string): string[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const spelled = (parts: readonly string[]): string =>
    parts
      .map((part) => (/^\d+$/.test(part) ? `[${part}]` : `.${part}`))
      .join('')
      .slice(1);
  const holder = spelled(steps.slice(0, -1));
  return [spelled(steps), `${holder}[${steps.at(-1)}]`, ...(WHOLES.includes(steps.at(-2) ?? '') ? [holder] : [])];
}

/** A field in the spelling of manifests: the server has its own for some. */
export function fieldOf(recorded: string): string {
  return recorded
    .replace('spec.LoadBalancerSourceRanges', 'spec.loadBalancerSourceRanges')
    .replace(/template\.(labels|annotations)/, 'template.metadata.$1')
    .replace('resources[storage]', 'resources.requests[storage]')
    .replace('.{topologyKey, whenUnsatisfiable}', '');
}
