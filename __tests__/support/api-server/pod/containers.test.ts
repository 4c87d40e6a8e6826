import { itAccepts, itRefuses } from '../cases';

const d = 'Deployment/shop/pricing: spec.template.spec';
const c = `${d}.containers[0]`;
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
      'pod.containers = []',
      `${d}.containers must hold a container`,
      'Service/shop/pricing: spec.ports[0]: Deployment/shop/pricing has no TCP port "http"',
      'NetworkPolicy/shop/pricing: spec.ingress[0] opens TCP 8000, where no selected pod listens',
    ],
    ['container.name = My_Server', `${c}.name must be a DNS-1123 label, got "My_Server"`],
    [`pod.initContainers = [{ name: server, image: a, ${secured} }]`, `${d} has two containers named "server"`],
    ['container.image =', `${c}.image is required`],
    ['container.image = ""', `${c}.image is required`],
    ['container.image = "Pricing:1"', `${c}.image must be an image reference, got "Pricing:1"`],
    ['container.image = "pricing:1 "', `${c}.image must be an image reference, got "pricing:1 "`],
    ['container.image = "pricing:a:b"', `${c}.image must be an image reference, got "pricing:a:b"`],
    [
      'container.restartPolicy = Always',
      `${c}.restartPolicy needs Kubernetes 1.35, the oldest server is 1.30`,
      `${c}.restartPolicy must be Always on an init container and absent on the others`,
    ],
    [
      `pod.initContainers = [{ name: a, image: a, restartPolicy: Never, ${secured} }]`,
      `${d}.initContainers[0].restartPolicy must be Always on an init container and absent on the others`,
    ],
    ['container.workingDir = srv', `${c}.workingDir must be an absolute path, got "srv"`],
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
      'container.ports.0.containerPort = 99999\nrule.ports =',
      `${c}.ports[0].containerPort must be a whole number from 1 to 65535, got 99999`,
    ],
    [
      'container.ports.0.containerPort = 0\nrule.ports =',
      `${c}.ports[0].containerPort must be a whole number from 1 to 65535, got 0`,
    ],
    [
      'container.ports.1 = { name: metrics-and-more-1, containerPort: 9000 }',
      `${c}.ports[1].name must be at most 15 characters, got 18`,
    ],
    [
      'container.ports.1 = { name: "123", containerPort: 9000 }',
      `${c}.ports[1].name must be a port name (lower-case letters, digits and single inner hyphens, at least one letter), got "123"`,
    ],
    [
      'container.ports.1 = { name: a--b, containerPort: 9000 }',
      `${c}.ports[1].name must be a port name (lower-case letters, digits and single inner hyphens, at least one letter), got "a--b"`,
    ],
    ['container.ports.1 = { name: http, containerPort: 9000 }', `${d} has two ports named "http"`],
    ['container.ports.1 = { name: again, containerPort: 8000 }', `${d} listens on 8000/TCP twice`],
    [
      'Namespace metadata.labels =\npod.hostNetwork = true\ncontainer.ports.0.hostPort = 80',
      `${c}.ports[0].hostPort must equal containerPort on the host network`,
    ],
    [
      'Namespace metadata.labels =\ncontainer.ports.0.hostPort = 70000',
      `${c}.ports[0].hostPort must be a whole number from 0 to 65535, got 70000`,
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
      'container.env.1 = { name: A, valueFrom: { configMapKeyRef: { name: A, key: a } } }',
      `${c}.env[1].valueFrom.configMapKeyRef.name must be a DNS-1123 subdomain, got "A"`,
    ],
    [
      'container.env.1 = { name: A, valueFrom: { secretKeyRef: { name: a, key: a/b } } }',
      `${c}.env[1].valueFrom.secretKeyRef.key must be a key of letters, digits, -, _ and ., got "a/b"`,
    ],
    [
      'container.env.1 = { name: A, valueFrom: { fieldRef: { apiVersion: v2, fieldPath: status.podIP } } }',
      `${c}.env[1].valueFrom.fieldRef.apiVersion must be v1, got "v2"`,
    ],
    [
      'container.env.1 = { name: A, valueFrom: { resourceFieldRef: { resource: limits.cpu, divisor: 2 } } }',
      `${c}.env[1].valueFrom.resourceFieldRef.divisor must be one of 1m, 1, got 2`,
    ],
    [
      'container.envFrom = [{ secretRef: {} }]',
      `${c}.envFrom[0].secretRef.name must be a DNS-1123 subdomain, got nothing`,
    ],
    ['container.env.1 = { name: 1A }', `${c}.env[1].name must be an environment variable name, got "1A"`],
    ['container.env.1 = { name: "A=B" }', `${c}.env[1].name must be an environment variable name, got "A=B"`],
    ['container.env.1 = { name: HOME, value: /srv }', `${c}.env sets HOME twice`],
    [
      'container.env.0.valueFrom = { fieldRef: { fieldPath: status.podIP } }',
      `${c}.env[0] must have value or valueFrom, not both`,
    ],
    ['container.env.1 = { name: A, valueFrom: {} }', `${c}.env[1].valueFrom must name one source, got []`],
    [
      'container.env.1 = { name: A, valueFrom: { fieldRef: { fieldPath: status.podIP }, configMapKeyRef: { name: a, key: b } } }',
      `${c}.env[1].valueFrom must name one source, got ["fieldRef","configMapKeyRef"]`,
    ],
    [
      'container.env.1 = { name: A, valueFrom: { fieldRef: { fieldPath: spec.replicas } } }',
      `${c}.env[1].valueFrom.fieldRef.fieldPath must be a field of the pod, got "spec.replicas"`,
    ],
    [
      'container.env.1 = { name: A, valueFrom: { resourceFieldRef: { resource: cpu } } }',
      `${c}.env[1].valueFrom.resourceFieldRef.resource must be a limit or request, got "cpu"`,
    ],
    [
      'container.env.1 = { name: A, valueFrom: { resourceFieldRef: { resource: limits.cpu, containerName: other } } }',
      `${c}.env[1].valueFrom.resourceFieldRef names no container of the pod: "other"`,
    ],
    [
      'container.env = [{ name: A, value: "$(B)/x" }, { name: B, value: b }]',
      `${c}.env[0].value refers to B, which is not set before it`,
    ],
    ['container.env = [{ name: A, value: "$(A)" }]', `${c}.env[0].value refers to A, which is not set before it`],
    ['container.envFrom = [{ prefix: A_ }]', `${c}.envFrom[0] must name a configMapRef or a secretRef, one of them`],
    [
      'container.envFrom = [{ prefix: "1", secretRef: { name: a } }]',
      `${c}.envFrom[0].prefix must be an environment variable name, got "1"`,
    ],
  ]);
});
