import { itAccepts, itRefuses } from '../cases';

const r = 'Deployment/shop/pricing: spec.template.spec.containers[0].resources';

describe('resources', () => {
  itAccepts(
    [
      'container.resources =',
      'container.resources = { requests: { cpu: 0.1, memory: 1.5Gi, ephemeral-storage: 1e9 } }',
      'container.resources = { requests: { cpu: 1000m, memory: 1024Mi }, limits: { cpu: 1, memory: 1Gi } }',
      'container.resources = { limits: { nvidia.com/gpu: 1 } }',
      'container.resources = { requests: { nvidia.com/gpu: "2" }, limits: { nvidia.com/gpu: 2 } }',
      'container.resources = { requests: { cpu: 1, hugepages-2Mi: 4Mi }, limits: { hugepages-2Mi: 4Mi } }',
      'container.resources.claims = [{ name: gpu }]\npod.resourceClaims = [{ name: gpu, resourceClaimTemplateName: gpu }]',
    ],
    { kubernetesVersion: '1.36' },
  );
  itRefuses([
    ['container.resources.requests.cpu = 1100m', `${r} of cpu: the request "1100m" must not be above the limit "1"`],
    [
      'container.resources.requests.memory = 1025Mi',
      `${r} of memory: the request "1025Mi" must not be above the limit "1Gi"`,
    ],
    ['container.resources.requests.cpu = 0.1m', `${r}.requests["cpu"] must be a multiple of 1m, got "0.1m"`],
    ['container.resources.requests.memory = 100m', `${r}.requests["memory"] must be whole bytes, got "100m"`],
    [
      'container.resources.requests.ephemeral-storage = 0.5',
      `${r}.requests["ephemeral-storage"] must be whole bytes, got 0.5`,
    ],
    ['container.resources.requests.cpu = -1', `${r}.requests["cpu"] must not be negative, got -1`],
    ['container.resources.limits.cpu = 1d', `${r}.limits["cpu"] must be a quantity, got "1d"`],
    [
      'container.resources.requests.gpu = 1',
      `${r}.requests["gpu"] is neither a standard resource nor an extended one (vendor.example/name)`,
      `${r} of gpu: a limit is required, and equal to the request`,
    ],
    [
      'container.resources.limits = { kubernetes.io/gpu: 1 }',
      `${r}.limits["kubernetes.io/gpu"] is neither a standard resource nor an extended one (vendor.example/name)`,
    ],
    [
      'container.resources.limits = { nvidia.com/gpu: 0.5 }',
      `${r}.limits["nvidia.com/gpu"] must be whole numbers, got 0.5`,
    ],
    [
      'container.resources.limits = { nvidia.com/a b: 1 }',
      `${r}.limits["nvidia.com/a b"] must be a qualified name, got "nvidia.com/a b"`,
    ],
    [
      'container.resources.requests = { nvidia.com/gpu: 1 }',
      `${r} of nvidia.com/gpu: a limit is required, and equal to the request`,
    ],
    [
      'container.resources = { requests: { nvidia.com/gpu: 1 }, limits: { nvidia.com/gpu: 2 } }',
      `${r} of nvidia.com/gpu: the request 1 must equal the limit 2`,
    ],
    [
      'container.resources = { requests: { hugepages-2Mi: 3Mi }, limits: { hugepages-2Mi: 3Mi } }',
      `${r}.requests["hugepages-2Mi"] must be a multiple of the page size, got "3Mi"`,
      `${r}.limits["hugepages-2Mi"] must be a multiple of the page size, got "3Mi"`,
    ],
    ['container.resources.claims = [{ name: gpu }]', `${r}.claims names no resource claim of the pod: "gpu"`],
  ]);
});

describe('resources of the pod as a whole', () => {
  itAccepts(['pod.resources = { requests: { cpu: 2, memory: 4Gi } }'], { kubernetesVersion: '1.34' });
  itRefuses(
    [
      [
        'pod.resources = { limits: { nvidia.com/gpu: 1 } }',
        'Deployment/shop/pricing: spec.template.spec.resources.limits["nvidia.com/gpu"] is not counted per pod',
      ],
    ],
    { kubernetesVersion: '1.34' },
  );
  itRefuses([
    [
      'pod.resources = { requests: { cpu: 2 } }',
      'Deployment/shop/pricing: spec.template.spec.resources needs Kubernetes 1.34, the oldest server is 1.30',
    ],
  ]);
});
