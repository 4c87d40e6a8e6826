import type { JsonObject } from '../../private/json';
import { show } from '../../private/show';
import { addressBlock, isInside } from './addresses';
import { portNumber, portReference } from './counts';
import { child, childOrEmpty, children, has, number, text, texts } from './fields';
import { labelSelector } from './label-syntax';
import { oneOf } from './names';
import { PROTOCOLS } from './pod/container-ports';
import type { Refusals } from './refusal';

const TYPES = ['Ingress', 'Egress'];

/** NetworkPolicies. */
export function networkPolicy(object: JsonObject, out: Refusals): void {
  const spec = childOrEmpty(object, 'spec');
  labelSelector('/spec/podSelector', child(spec, 'podSelector'), out);
  for (const [field, peers] of [
    ['ingress', 'from'],
    ['egress', 'to'],
  ] as const) {
    children(spec, field).forEach((rule, index) => {
      const where = `/spec/${field}/${index}`;
      children(rule, 'ports').forEach((port, position) => {
        policyPort(`${where}/ports/${position}`, port, out);
      });
      children(rule, peers).forEach((peer, position) => {
        policyPeer(`${where}/${peers}/${position}`, peer, out);
      });
    });
  }
  const types = texts(spec, 'policyTypes');
  if (types.length > TYPES.length) {
    out.invalid('/spec/policyTypes', `must hold at most two types, got ${types.length}`);
    return;
  }
  types.forEach((type, index) => {
    out.problem(`/spec/policyTypes/${index}`, oneOf(type, TYPES));
  });
}

function policyPort(at: string, port: JsonObject, out: Refusals): void {
  const protocol = text(port, 'protocol');
  if (protocol !== '') out.problem(`${at}/protocol`, oneOf(protocol, PROTOCOLS));
  if (has(port, 'port')) out.problem(`${at}/port`, portReference(port.port));
  const end = number(port, 'endPort');
  if (end === undefined) return;
  if (typeof port.port === 'string') out.invalid(`${at}/endPort`, 'needs a port that is a number');
  else if (!has(port, 'port')) out.invalid(`${at}/endPort`, 'needs a port');
  else if (typeof port.port === 'number' && end < port.port) {
    out.invalid(`${at}/endPort`, `must be at least the port ${port.port}, got ${end}`);
  } else out.problem(`${at}/endPort`, portNumber(end));
}

function policyPeer(at: string, peer: JsonObject, out: Refusals): void {
  const block = child(peer, 'ipBlock');
  const given = ['ipBlock', 'namespaceSelector', 'podSelector'].filter((field) => child(peer, field) !== undefined);
  if (given.length === 0) out.invalid(at, 'must have a podSelector, a namespaceSelector or an ipBlock');
  if (block && given.length > 1) out.invalid(at, 'must not have a selector beside an ipBlock');
  labelSelector(`${at}/podSelector`, child(peer, 'podSelector'), out);
  labelSelector(`${at}/namespaceSelector`, child(peer, 'namespaceSelector'), out);
  if (block) ipBlock(`${at}/ipBlock`, block, out);
}

function ipBlock(at: string, block: JsonObject, out: Refusals): void {
  const cidr = text(block, 'cidr');
  if (cidr === '') {
    out.invalid(`${at}/cidr`, 'is missing or empty');
    return;
  }
  const problem = addressBlock(cidr);
  out.problem(`${at}/cidr`, problem);
  texts(block, 'except').forEach((except, index) => {
    const inner = addressBlock(except);
    out.problem(`${at}/except/${index}`, inner);
    if (problem === undefined && inner === undefined && !isInside(except, cidr)) {
      out.invalid(`${at}/except/${index}`, `must be strictly inside ${show(cidr)}, got ${show(except)}`);
    }
  });
}
