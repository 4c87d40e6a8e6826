import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { child, children, has, number, optionalText, text } from '../fields';
import { dnsLabel, oneOf } from '../names';
import type { Refusals } from '../refusal';
import { containerPorts, hostPorts } from './container-ports';
import { environment } from './environment';
import { lifecycle } from './lifecycle';
import type { PodFacts } from './pod-facts';
import { probes } from './probes';
import { containerResources } from './resources';
import { securityContext } from './security-context';
import { volumeMounts } from './volume-mounts';
import type { VolumeNames } from './volumes';

/** From this version on any container may have a restart policy of its own. */
const CONTAINER_RESTART_POLICIES = 35;
const DEFAULT_GRACE_PERIOD = 30;

/** Containers and init containers of a pod. `at` is the pointer to the spec. */
export function containersOfPod(at: string, spec: JsonObject, volumes: VolumeNames, out: Refusals): void {
  const gracePeriod = number(spec, 'terminationGracePeriodSeconds') ?? DEFAULT_GRACE_PERIOD;
  const facts: PodFacts = { spec, volumes, names: new Set(), gracePeriod };
  const main = children(spec, 'containers');
  if (main.length === 0) out.invalid(`${at}/containers`, 'must hold a container');
  main.forEach((container, index) => {
    containerBasics(`${at}/containers/${index}`, container, facts, out);
    restartPolicy(`${at}/containers/${index}`, container, false, out);
    running(`${at}/containers/${index}`, container, facts, out);
  });
  children(spec, 'initContainers').forEach((container, index) => {
    const where = `${at}/initContainers/${index}`;
    containerBasics(where, container, facts, out);
    restartPolicy(where, container, true, out);
    if (text(container, 'restartPolicy') === 'Always') running(where, container, facts, out);
    else endsByItself(where, container, out);
  });
  hostPorts(at, spec, out);
}

function containerBasics(at: string, container: JsonObject, facts: PodFacts, out: Refusals): void {
  const name = text(container, 'name');
  out.problem(`${at}/name`, dnsLabel(name));
  if (facts.names.has(name)) out.invalid(`${at}/name`, `there is a container ${show(name)} already`);
  facts.names.add(name);
  image(at, container, out);
  const pull = optionalText(container, 'imagePullPolicy');
  if (pull) out.problem(`${at}/imagePullPolicy`, oneOf(pull, ['Always', 'IfNotPresent', 'Never']));
  const ending = optionalText(container, 'terminationMessagePolicy');
  if (ending) out.problem(`${at}/terminationMessagePolicy`, oneOf(ending, ['File', 'FallbackToLogsOnError']));
  containerPorts(`${at}/ports`, children(container, 'ports'), out);
  environment(at, container, facts, out);
  volumeMounts(at, container, facts, out);
  const resources = child(container, 'resources');
  if (resources) containerResources(`${at}/resources`, resources, facts.spec, out);
  const security = child(container, 'securityContext');
  if (security) securityContext(`${at}/securityContext`, security, facts.spec, out);
}

function image(at: string, container: JsonObject, out: Refusals): void {
  const reference = text(container, 'image');
  if (reference === '') out.invalid(`${at}/image`, 'is missing or empty');
  else if (reference.trim() !== reference) {
    out.invalid(`${at}/image`, `must not begin or end with white space, got ${show(reference)}`);
  }
}

/** Whether a container is restarted on its own terms. Before, only a sidecar could say so. */
function restartPolicy(at: string, container: JsonObject, isInit: boolean, out: Refusals): void {
  const policy = optionalText(container, 'restartPolicy');
  if (policy === undefined) return;
  const problem = oneOf(policy, ['Always', 'OnFailure', 'Never']);
  out.problem(`${at}/restartPolicy`, problem);
  if (problem !== undefined || (isInit && policy === 'Always')) return;
  const before = isInit ? "must be 'Always' in an init container" : 'is for init containers';
  out.invalid(`${at}/restartPolicy`, before, undefined, { to: CONTAINER_RESTART_POLICIES - 1 });
}

/** What only a container that keeps running can have. */
function running(at: string, container: JsonObject, facts: PodFacts, out: Refusals): void {
  probes(at, container, out);
  const hooks = child(container, 'lifecycle');
  if (hooks) lifecycle(`${at}/lifecycle`, hooks, facts.gracePeriod, out);
}

function endsByItself(at: string, container: JsonObject, out: Refusals): void {
  for (const field of ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (!has(container, field)) continue;
    out.invalid(
      `${at}/${field}`,
      'is for containers that keep running, not for an init container',
      "leave it out, or set restartPolicy 'Always' to make it a sidecar",
    );
  }
}
