import { itAccepts, itRefuses } from '../changes';

const secured = 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }';
const digest = `sha256:${'0'.repeat(64)}`;

describe('containers', () => {
  itAccepts([
    `container.image = registry.example:5000/team/pricing__v2:1.4@${digest}`,
    'container.image = pricing',
    'container.image = localhost/a/b-c.d:Latest_1',
    `pod.initContainers = [{ name: proxy, image: proxy, restartPolicy: Always, ${secured} }]`,
    `pod.initContainers = [{ name: fetch, image: fetch, ${secured} }]`,
    'container.workingDir = /srv',
  ]);
  itRefuses([
    [
      'container.restartPolicy = Always',
      'Deployment /spec/template/spec/containers/0/restartPolicy is for init containers [before 1.35]',
    ],
    [
      `pod.initContainers = [{ name: a, image: a, restartPolicy: Never, ${secured} }]`,
      "Deployment /spec/template/spec/initContainers/0/restartPolicy must be 'Always' in an init container [before 1.35]",
    ],
  ]);
});

describe('container ports', () => {
  itAccepts([
    'container.ports = [{ name: http, containerPort: 8000 }, { name: http-udp, containerPort: 8000, protocol: UDP }]',
    'container.ports.0.containerPort = 1\nrule.ports = [{ port: http }]',
    'container.ports.0.containerPort = 65535\nrule.ports = [{ port: http }]',
  ]);
  itRefuses([
    [
      'Namespace metadata.labels =\npod.hostNetwork = true\ncontainer.ports.0.hostPort = 80',
      'Deployment /spec/template/spec/containers/0/ports/0/containerPort must equal hostPort 80 when hostNetwork is true',
    ],
    [
      'Namespace metadata.labels =\ncontainer.ports.0.hostPort = 70000',
      'Deployment /spec/template/spec/containers/0/ports/0/hostPort must be from 0 to 65535, got 70000',
    ],
  ]);
});

describe('environment', () => {
  itAccepts([
    'container.env = [{ name: A.b-C_1, value: "" }, { name: B, value: "$(A.b-C_1)/x" }, { name: C, value: "$$(D)" }, { name: D }]',
    'container.env = [{ name: NODE, valueFrom: { fieldRef: { fieldPath: spec.nodeName } } }]',
    `container.env = [{ name: TIER, valueFrom: { fieldRef: { fieldPath: "metadata.labels['tier']" } } }]`,
    'container.env = [{ name: CORES, valueFrom: { resourceFieldRef: { resource: limits.cpu, containerName: server } } }]',
    'container.env = [{ name: MEMORY, valueFrom: { resourceFieldRef: { resource: limits.memory, divisor: 1Mi } } }]',
    'container.envFrom = [{ prefix: A_, configMapRef: { name: config } }]',
  ]);
  itRefuses([
    [
      'container.env.1 = { name: A, valueFrom: { secretKeyRef: { name: a, key: a/b } } }',
      "Deployment /spec/template/spec/containers/0/env/1/valueFrom/secretKeyRef/key must be letters, digits, '-', '_' and '.', not '.' and not beginning with '..', got 'a/b'",
    ],
    [
      'container.env.1 = { name: A, valueFrom: { fieldRef: { apiVersion: v2, fieldPath: status.podIP } } }',
      "Deployment /spec/template/spec/containers/0/env/1/valueFrom/fieldRef/apiVersion must be 'v1', got 'v2'",
    ],
    [
      'container.env.1 = { name: A, valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: 2 } } }',
      'Deployment /spec/template/spec/containers/0/env/1/valueFrom/resourceFieldRef/divisor must be one of 1m, 1, got 2',
    ],
    [
      'container.env.1 = { name: 1A }',
      "Deployment /spec/template/spec/containers/0/env/1/name must be letters, digits, '_', '-' and '.', not beginning with a digit, got '1A' [before 1.32]",
    ],
    [
      'container.env.1 = { name: "A=B" }',
      "Deployment /spec/template/spec/containers/0/env/1/name must be printable ASCII characters other than '=', got 'A=...'",
    ],
    [
      'container.env.1 = { name: A, valueFrom: { fieldRef: { fieldPath: status.podIP }, configMapKeyRef: { name: a, key: b } } }',
      'Deployment /spec/template/spec/containers/0/env/1/valueFrom must have one source only, got configMapKeyRef, fieldRef',
    ],
    [
      'container.env.1 = { name: A, valueFrom: { resourceFieldRef: { resource: cpu } } }',
      "Deployment /spec/template/spec/containers/0/env/1/valueFrom/resourceFieldRef/resource must be a limit or request such as 'limits.memory', got 'cpu'",
    ],
    [
      'container.envFrom = [{ prefix: "1", secretRef: { name: a } }]',
      "Deployment /spec/template/spec/containers/0/envFrom/0/prefix must be letters, digits, '_', '-' and '.', not beginning with a digit, got '1' [before 1.32]",
    ],
  ]);
});
