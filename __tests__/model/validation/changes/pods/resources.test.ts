import { itAccepts, itRefuses } from '../changes';

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
    { minor: 36 },
  );
  itRefuses([
    [
      'container.resources.limits = { nvidia.com/a b: 1 }',
      "Deployment /spec/template/spec/containers/0/resources/limits/nvidia.com~1a b must be '[prefix/]name' with a name of letters, digits, '-', '_' and '.', beginning and ending with a letter or digit, got 'nvidia.com/a b'",
    ],
    [
      'container.resources = { requests: { hugepages-2Mi: 3Mi }, limits: { hugepages-2Mi: 3Mi } }',
      'Deployment /spec/template/spec/containers/0/resources must ask for cpu or memory too: huge pages alone are not allowed',
      'Deployment /spec/template/spec/containers/0/resources/limits/hugepages-2Mi must be a multiple of the page size',
    ],
  ]);
});

describe('resources of the pod as a whole', () => {
  itAccepts(['pod.resources = { requests: { cpu: 2, memory: 4Gi } }'], { minor: 34 });
  itRefuses(
    [
      [
        'pod.resources = { limits: { nvidia.com/gpu: 1 } }',
        "Deployment /spec/template/spec/resources/limits/nvidia.com~1gpu must be 'cpu', 'memory' or 'hugepages-<size>' for a pod as a whole, got 'nvidia.com/gpu'",
      ],
    ],
    { minor: 34 },
  );
  itRefuses([
    [
      'pod.resources = { requests: { cpu: 2 } }',
      "Deployment /spec/template/spec/resources PodSpec does not have the field 'resources' yet [before 1.31]",
    ],
  ]);
});
