import { itAccepts, itRefuses } from '../changes';

const secured = 'securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }';

describe('probes', () => {
  itAccepts([
    'container.readinessProbe = { tcpSocket: { port: 8000 } }',
    'container.readinessProbe = { grpc: { port: 8000, service: ready } }',
    'container.readinessProbe = { exec: { command: [cat, /tmp/ready] }, successThreshold: 2 }',
    'container.livenessProbe = { httpGet: { path: "/live?deep=1", port: 8000, scheme: HTTPS, httpHeaders: [{ name: X-Probe, value: a }] }, terminationGracePeriodSeconds: 5 }',
    `pod.initContainers = [{ name: a, image: a, restartPolicy: Always, ${secured}, ports: [{ containerPort: 9 }], startupProbe: { tcpSocket: { port: 9 } } }]`,
  ]);
  itRefuses([
    [
      'container.readinessProbe.tcpSocket = { port: http }',
      'Deployment /spec/template/spec/containers/0/readinessProbe/tcpSocket must be the only handler, there is httpGet already',
    ],
    [
      'container.startupProbe = { tcpSocket: { port: http }, successThreshold: 2 }',
      'Deployment /spec/template/spec/containers/0/startupProbe/successThreshold must be 1 in a startupProbe, got 2',
    ],
    [
      'container.readinessProbe.terminationGracePeriodSeconds = 5',
      'Deployment /spec/template/spec/containers/0/readinessProbe/terminationGracePeriodSeconds is not for readiness probes',
    ],
    [
      'container.livenessProbe = { tcpSocket: { port: http }, terminationGracePeriodSeconds: 0 }',
      'Deployment /spec/template/spec/containers/0/livenessProbe/terminationGracePeriodSeconds must be 1 or more, got 0',
    ],
    [
      'container.readinessProbe.httpGet.httpHeaders = [{ name: "X Y", value: a }]',
      "Deployment /spec/template/spec/containers/0/readinessProbe/httpGet/httpHeaders/0/name must be letters, digits and '-', got 'X Y'",
    ],
    [
      `pod.initContainers = [{ name: a, image: a, ${secured}, ports: [{ containerPort: 9 }], livenessProbe: { tcpSocket: { port: 9 } } }]`,
      "Deployment /spec/template/spec/initContainers/0/livenessProbe is for containers that keep running, not for an init container (leave it out, or set restartPolicy 'Always' to make it a sidecar)",
    ],
  ]);
});

describe('hooks', () => {
  itAccepts([
    'container.lifecycle.preStop.sleep.seconds = 45',
    'container.lifecycle.preStop = { exec: { command: [sleep, "45"] } }',
    'container.lifecycle.preStop = { exec: { command: [sh, -c, "sleep 5; kill 1"] } }',
    'container.lifecycle.preStop = { httpGet: { path: /drain, port: http } }',
    'pod.terminationGracePeriodSeconds =\ncontainer.lifecycle.preStop.sleep.seconds = 30',
  ]);
  itRefuses([
    [
      'container.lifecycle.preStop.sleep.seconds = 0',
      'Deployment /spec/template/spec/containers/0/lifecycle/preStop/sleep/seconds must be 1 or more, got 0 [before 1.33]',
    ],
    [
      'container.lifecycle.preStop.exec = { command: [a] }',
      'Deployment /spec/template/spec/containers/0/lifecycle/preStop/sleep must be the only handler, there is exec already',
    ],
    [
      `pod.initContainers = [{ name: a, image: a, ${secured}, lifecycle: { postStart: { exec: { command: [a] } } } }]`,
      "Deployment /spec/template/spec/initContainers/0/lifecycle is for containers that keep running, not for an init container (leave it out, or set restartPolicy 'Always' to make it a sidecar)",
    ],
  ]);
});
