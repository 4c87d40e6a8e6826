import { itAccepts, itRefuses } from '../cases';

const c = 'Deployment/shop/pricing: spec.template.spec.containers[0]';
const p = `${c}.readinessProbe`;
const d = 'Deployment/shop/pricing: spec.template.spec';
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
    ['container.readinessProbe = { periodSeconds: 5 }', `${p} must have one of exec, grpc, httpGet, tcpSocket, got []`],
    [
      'container.readinessProbe.tcpSocket = { port: http }',
      `${p} must have one of exec, grpc, httpGet, tcpSocket, got ["httpGet","tcpSocket"]`,
    ],
    [
      'container.readinessProbe.initialDelaySeconds = -1',
      `${p}.initialDelaySeconds must be a whole number 0 or more, got -1`,
    ],
    ['container.readinessProbe.timeoutSeconds = 0', `${p}.timeoutSeconds must be a whole number 1 or more, got 0`],
    ['container.readinessProbe.periodSeconds = 0', `${p}.periodSeconds must be a whole number 1 or more, got 0`],
    ['container.readinessProbe.failureThreshold = 0', `${p}.failureThreshold must be a whole number 1 or more, got 0`],
    ['container.readinessProbe.successThreshold = 0', `${p}.successThreshold must be a whole number 1 or more, got 0`],
    [
      'container.livenessProbe = { tcpSocket: { port: http }, successThreshold: 2 }',
      `${c}.livenessProbe.successThreshold must be a whole number from 1 to 1, got 2`,
    ],
    [
      'container.startupProbe = { tcpSocket: { port: http }, successThreshold: 2 }',
      `${c}.startupProbe.successThreshold must be a whole number from 1 to 1, got 2`,
    ],
    [
      'container.readinessProbe.terminationGracePeriodSeconds = 5',
      `${p}.terminationGracePeriodSeconds must be absent: nothing is ended`,
    ],
    [
      'container.livenessProbe = { tcpSocket: { port: http }, terminationGracePeriodSeconds: 0 }',
      `${c}.livenessProbe.terminationGracePeriodSeconds must be a whole number 1 or more, got 0`,
    ],
    [
      'container.readinessProbe.httpGet.port = web',
      `${p}.httpGet.port "web" is not among the names of the container's ports`,
    ],
    ['container.readinessProbe.httpGet.port = 8001', `${p}.httpGet.port 8001 is not among the container's ports`],
    ['container.readinessProbe.httpGet.port = 0', `${p}.httpGet.port must be a whole number from 1 to 65535, got 0`],
    [
      'container.readinessProbe.httpGet.path = ready',
      `${p}.httpGet.path must begin with a slash and hold no space, got "ready"`,
    ],
    [
      'container.readinessProbe.httpGet.httpHeaders = [{ name: "X Y", value: a }]',
      `${p}.httpGet.httpHeaders has no header name: "X Y"`,
    ],
    ['container.readinessProbe = { exec: { command: [] } }', `${p}.exec.command is required`],
    [
      `pod.initContainers = [{ name: a, image: a, ${secured}, ports: [{ containerPort: 9 }], livenessProbe: { tcpSocket: { port: 9 } } }]`,
      `${d}.initContainers[0].livenessProbe is for containers that keep running, not for an init container`,
    ],
  ]);
});

describe('hooks', () => {
  const hook = `${c}.lifecycle.preStop`;
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
      `${hook}.sleep.seconds must be a whole number from 1 to 45, got 0`,
    ],
    [
      'container.lifecycle.preStop.sleep.seconds = 46',
      `${hook}.sleep.seconds must be a whole number from 1 to 45, got 46`,
    ],
    [
      'pod.terminationGracePeriodSeconds =\ncontainer.lifecycle.preStop.sleep.seconds = 31',
      `${hook}.sleep.seconds must be a whole number from 1 to 30, got 31`,
    ],
    [
      'pod.terminationGracePeriodSeconds = -1\ncontainer.lifecycle =',
      `${d}.terminationGracePeriodSeconds must be a whole number 0 or more, got -1`,
    ],
    ['container.lifecycle.preStop = {}', `${hook} must have one of exec, httpGet, sleep, tcpSocket, got []`],
    [
      'container.lifecycle.preStop.exec = { command: [a] }',
      `${hook} must have one of exec, httpGet, sleep, tcpSocket, got ["exec","sleep"]`,
    ],
    [
      'container.lifecycle.preStop = { tcpSocket: { port: http } }',
      `${hook}.tcpSocket is not carried out by any kubelet`,
    ],
    [
      'container.lifecycle.preStop = { exec: { command: [sleep, "46"] } }',
      `${hook} sleeps 46 seconds, longer than terminationGracePeriodSeconds 45`,
    ],
    [
      'container.lifecycle.preStop = { exec: { command: [/bin/sh, -c, "sleep 60 && kill 1"] } }',
      `${hook} sleeps 60 seconds, longer than terminationGracePeriodSeconds 45`,
    ],
    [
      'container.lifecycle.preStop = { httpGet: { path: /drain, port: admin } }',
      `${hook}.httpGet.port "admin" is not among the names of the container's ports`,
    ],
    [
      `pod.initContainers = [{ name: a, image: a, ${secured}, lifecycle: { postStart: { exec: { command: [a] } } } }]`,
      `${d}.initContainers[0].lifecycle is for containers that keep running, not for an init container`,
    ],
  ]);
});
