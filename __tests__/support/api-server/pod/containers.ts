import type { IContainer } from 'kubernetes-models/v1/Container';
import { containersOf } from '../../pod-template';
import { duplicates, show } from '../manifest';
import { at, dns1123Label, optionalNumber, portName, wholeNumber } from '../names';
import type { PodRule } from './pod-rule';

/** Names, images and ports of the containers of a pod. */
export const containerRule: PodRule = function* (pod) {
  const containers = containersOf(pod);
  if ((pod.spec.containers ?? []).length === 0) yield `${pod.specPath}.containers must hold a container`;
  for (const { container, path, role } of containers) {
    yield* at(`${path}.name`, dns1123Label(container.name));
    yield* imageProblems(path, container);
    yield* portProblems(path, container, pod.spec.hostNetwork === true);
    if (container.restartPolicy !== undefined && role !== 'sidecar') {
      yield `${path}.restartPolicy must be Always on an init container and absent on the others`;
    }
    if (container.workingDir !== undefined && !container.workingDir.startsWith('/')) {
      yield `${path}.workingDir must be an absolute path, got ${show(container.workingDir)}`;
    }
  }
  for (const name of duplicates(containers.map(({ container }) => container.name))) {
    yield `${pod.specPath} has two containers named ${show(name)}`;
  }
  const ports = containers.flatMap(({ container }) => container.ports ?? []);
  for (const name of duplicates(ports.flatMap((port) => port.name ?? []))) {
    yield `${pod.specPath} has two ports named ${show(name)}`;
  }
  for (const port of duplicates(ports.map((each) => `${each.containerPort}/${each.protocol ?? 'TCP'}`))) {
    yield `${pod.specPath} listens on ${port} twice`;
  }
};

const image =
  /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9.]*[a-zA-Z0-9])?(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+|\/)[a-z0-9]+)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

function* imageProblems(path: string, container: IContainer): Generator<string> {
  const reference = container.image;
  if (reference === undefined || reference === '') yield `${path}.image is required`;
  else if (!image.test(reference)) yield `${path}.image must be an image reference, got ${show(reference)}`;
}

function* portProblems(path: string, container: IContainer, hostNetwork: boolean): Generator<string> {
  for (const [index, port] of (container.ports ?? []).entries()) {
    const where = `${path}.ports[${index}]`;
    yield* at(`${where}.containerPort`, wholeNumber(port.containerPort, 1, 65535));
    yield* at(`${where}.hostPort`, optionalNumber(port.hostPort, 0, 65535));
    if (port.name !== undefined) yield* at(`${where}.name`, portName(port.name));
    if (hostNetwork && port.hostPort !== undefined && port.hostPort !== port.containerPort) {
      yield `${where}.hostPort must equal containerPort on the host network`;
    }
  }
}
