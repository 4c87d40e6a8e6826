import type { JsonObject } from '../../../private/json';
import { show } from '../../../private/show';
import { between } from '../counts';
import { child, childOrEmpty, children, has, isTrue, number, optionalText, repeated, text } from '../fields';
import { labels, qualifiedName, templateMetadata } from '../label-syntax';
import { dnsLabel, dnsSubdomain, oneOf } from '../names';
import type { Refusals } from '../refusal';
import { affinity } from './affinity';
import { containersOfPod } from './containers';
import { dns } from './dns';
import { podResources } from './resources';
import { podSecurityContext } from './security-context';
import { tolerations } from './tolerations';
import { topologySpread } from './topology-spread';
import { volumes } from './volumes';

const MAX_INT32 = 2 ** 31 - 1;
const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];

/** The fields of a pod that hold the name of another object. */
const REFERENCES = ['serviceAccountName', 'priorityClassName', 'runtimeClassName', 'nodeName'];

/** A pod template: metadata and spec. `at` is the pointer to the template. */
export function podTemplate(at: string, template: JsonObject, out: Refusals): void {
  templateMetadata(`${at}/metadata`, childOrEmpty(template, 'metadata'), out);
  podSpec(`${at}/spec`, childOrEmpty(template, 'spec'), out);
}

/** A pod template of what keeps pods running: Deployment, StatefulSet, DaemonSet, ReplicaSet. */
export function servingTemplate(at: string, template: JsonObject, out: Refusals): void {
  podTemplate(at, template, out);
  const spec = childOrEmpty(template, 'spec');
  const policy = text(spec, 'restartPolicy');
  if (policy !== '' && policy !== 'Always' && RESTART_POLICIES.includes(policy)) {
    out.invalid(`${at}/spec/restartPolicy`, `must be 'Always' here, got '${policy}'`, 'leave it out');
  }
  if (has(spec, 'activeDeadlineSeconds')) {
    out.invalid(`${at}/spec/activeDeadlineSeconds`, 'is for pods that end', 'leave it out');
  }
}

/** The spec of a pod. `at` is the pointer to it. */
export function podSpec(at: string, spec: JsonObject, out: Refusals): void {
  const volumeNames = volumes(`${at}/volumes`, children(spec, 'volumes'), spec, out);
  containersOfPod(at, spec, volumeNames, out);
  podResources(at, spec, out);
  policies(at, spec, out);
  references(at, spec, out);
  dns(at, spec, out);
  podSecurityContext(at, spec, out);
  if (has(spec, 'nodeSelector')) labels(`${at}/nodeSelector`, spec.nodeSelector, out);
  const rules = child(spec, 'affinity');
  if (rules) affinity(`${at}/affinity`, rules, out);
  tolerations(`${at}/tolerations`, children(spec, 'tolerations'), out);
  topologySpread(`${at}/topologySpreadConstraints`, children(spec, 'topologySpreadConstraints'), out);
  gates(at, spec, out);
}

function policies(at: string, spec: JsonObject, out: Refusals): void {
  const restart = optionalText(spec, 'restartPolicy');
  if (restart) out.problem(`${at}/restartPolicy`, oneOf(restart, RESTART_POLICIES));
  const preemption = optionalText(spec, 'preemptionPolicy');
  if (preemption !== undefined) {
    out.problem(`${at}/preemptionPolicy`, oneOf(preemption, ['PreemptLowerPriority', 'Never']));
  }
  out.problem(`${at}/activeDeadlineSeconds`, between(number(spec, 'activeDeadlineSeconds'), 1, MAX_INT32));
  if (children(spec, 'ephemeralContainers').length > 0) {
    out.invalid(`${at}/ephemeralContainers`, 'cannot be set when a pod is made', 'use kubectl debug');
  }
  const os = child(spec, 'os');
  if (os) out.problem(`${at}/os/name`, oneOf(text(os, 'name'), ['linux', 'windows']));
  if (isTrue(spec, 'shareProcessNamespace') && isTrue(spec, 'hostPID')) {
    out.invalid(`${at}/shareProcessNamespace`, 'cannot be true together with hostPID');
  }
  if (spec.hostUsers === false) {
    for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (isTrue(spec, field)) out.invalid(`${at}/${field}`, 'cannot be true when hostUsers is false');
    }
  }
}

function references(at: string, spec: JsonObject, out: Refusals): void {
  for (const field of REFERENCES) {
    const name = text(spec, field);
    if (name !== '') out.problem(`${at}/${field}`, dnsSubdomain(name));
  }
  for (const field of ['hostname', 'subdomain']) {
    const name = text(spec, field);
    if (name !== '') out.problem(`${at}/${field}`, dnsLabel(name));
  }
  children(spec, 'imagePullSecrets').forEach((secret, index) => {
    const name = text(secret, 'name');
    if (name === '') out.invalid(`${at}/imagePullSecrets/${index}/name`, 'is missing or empty');
  });
}

function gates(at: string, spec: JsonObject, out: Refusals): void {
  children(spec, 'readinessGates').forEach((gate, index) => {
    out.problem(`${at}/readinessGates/${index}/conditionType`, qualifiedName(text(gate, 'conditionType')));
  });
  const gateNames = children(spec, 'schedulingGates').map((gate) => text(gate, 'name'));
  gateNames.forEach((name, index) => {
    out.problem(`${at}/schedulingGates/${index}/name`, qualifiedName(name));
  });
  for (const [index, name] of repeated(gateNames)) {
    out.invalid(`${at}/schedulingGates/${index}`, `there is a gate ${show(name)} already`);
  }
  const claims = children(spec, 'resourceClaims').map((claim) => text(claim, 'name'));
  claims.forEach((name, index) => {
    out.problem(`${at}/resourceClaims/${index}/name`, dnsLabel(name));
  });
  for (const [index, name] of repeated(claims)) {
    out.invalid(`${at}/resourceClaims/${index}/name`, `there is a claim ${show(name)} already`);
  }
}
