import type { JsonObject } from '../../../private/json';
import { between } from '../counts';
import { child, childOrEmpty, children, number, text, texts } from '../fields';
import { labelSelector, labelValue, qualifiedName } from '../label-syntax';
import { dnsLabel, oneOf } from '../names';
import type { Refusals } from '../refusal';
import { labelKeys } from './topology-spread';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt'];
const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';

/** Nodes and pods that a pod wants to be near to or far from. */
export function affinity(at: string, rules: JsonObject, out: Refusals): void {
  const nodes = child(rules, 'nodeAffinity');
  if (nodes) nodeAffinity(`${at}/nodeAffinity`, nodes, out);
  for (const field of ['podAffinity', 'podAntiAffinity']) {
    const pods = child(rules, field);
    if (!pods) continue;
    children(pods, REQUIRED).forEach((term, index) => {
      podTerm(`${at}/${field}/${REQUIRED}/${index}`, term, out);
    });
    children(pods, PREFERRED).forEach((term, index) => {
      const where = `${at}/${field}/${PREFERRED}/${index}`;
      out.problem(`${where}/weight`, between(number(term, 'weight') ?? 0, 1, 100));
      podTerm(`${where}/podAffinityTerm`, childOrEmpty(term, 'podAffinityTerm'), out);
    });
  }
}

function nodeAffinity(at: string, nodes: JsonObject, out: Refusals): void {
  const required = child(nodes, REQUIRED);
  if (required) nodeSelector(`${at}/${REQUIRED}`, required, out);
  children(nodes, PREFERRED).forEach((term, index) => {
    const where = `${at}/${PREFERRED}/${index}`;
    out.problem(`${where}/weight`, between(number(term, 'weight') ?? 0, 1, 100));
    nodeTerm(`${where}/preference`, childOrEmpty(term, 'preference'), out);
  });
}

/** Terms of which a node has to meet one. */
export function nodeSelector(at: string, selector: JsonObject, out: Refusals): void {
  const terms = children(selector, 'nodeSelectorTerms');
  if (terms.length === 0) out.invalid(`${at}/nodeSelectorTerms`, 'must hold a term');
  terms.forEach((term, index) => {
    nodeTerm(`${at}/nodeSelectorTerms/${index}`, term, out);
  });
}

function nodeTerm(at: string, term: JsonObject, out: Refusals): void {
  children(term, 'matchExpressions').forEach((expression, index) => {
    const where = `${at}/matchExpressions/${index}`;
    out.problem(`${where}/key`, qualifiedName(text(expression, 'key')));
    nodeExpression(where, expression, out);
  });
  children(term, 'matchFields').forEach((expression, index) => {
    const where = `${at}/matchFields/${index}`;
    out.problem(`${where}/key`, oneOf(text(expression, 'key'), ['metadata.name']));
    out.problem(`${where}/operator`, oneOf(text(expression, 'operator'), ['In', 'NotIn']));
    if (texts(expression, 'values').length !== 1) out.invalid(`${where}/values`, 'must hold one value');
  });
}

function nodeExpression(at: string, expression: JsonObject, out: Refusals): void {
  const operator = text(expression, 'operator');
  const values = texts(expression, 'values');
  out.problem(`${at}/operator`, oneOf(operator, OPERATORS));
  if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
    out.invalid(`${at}/values`, `must hold a value with the operator ${operator}`);
  }
  if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
    out.invalid(`${at}/values`, `must be empty with the operator ${operator}`);
  }
  if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) out.invalid(`${at}/values`, `must hold one number with the operator ${operator}`);
    return;
  }
  values.forEach((value, index) => {
    out.problem(`${at}/values/${index}`, labelValue(value));
  });
}

function podTerm(at: string, term: JsonObject, out: Refusals): void {
  const key = text(term, 'topologyKey');
  if (key === '') out.invalid(`${at}/topologyKey`, 'is missing or empty');
  else out.problem(`${at}/topologyKey`, qualifiedName(key));
  const selector = child(term, 'labelSelector');
  labelSelector(`${at}/labelSelector`, selector, out);
  labelSelector(`${at}/namespaceSelector`, child(term, 'namespaceSelector'), out);
  texts(term, 'namespaces').forEach((namespace, index) => {
    out.problem(`${at}/namespaces/${index}`, dnsLabel(namespace));
  });
  for (const field of ['matchLabelKeys', 'mismatchLabelKeys']) {
    labelKeys(`${at}/${field}`, texts(term, field), selector, out);
  }
}
