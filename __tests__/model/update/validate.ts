import { autoscalerRule } from '../../support/api-server/autoscaling';
import { claimRule } from '../../support/api-server/claim';
import { configRule } from '../../support/api-server/config';
import { deploymentRule } from '../../support/api-server/deployment';
import { disruptionRule } from '../../support/api-server/disruption';
import { ingressRule } from '../../support/api-server/ingress';
import { jobRule } from '../../support/api-server/job';
import { readManifest } from '../../support/api-server/manifest';
import { metadataRule } from '../../support/api-server/metadata';
import { networkPolicyRule } from '../../support/api-server/network-policy';
import { podTemplateRule } from '../../support/api-server/pod';
import { limitRangeRule } from '../../support/api-server/quota/limit-range';
import { quotaRule } from '../../support/api-server/quota/resource-quota';
import { roleBindingRule, roleRule } from '../../support/api-server/rbac';
import type { ObjectRule } from '../../support/api-server/rules';
import { schemaFindings } from '../../support/api-server/schema';
import { ownSelectorRule } from '../../support/api-server/selectors';
import { serviceRule } from '../../support/api-server/service';
import { versionsOf } from '../../support/api-server/versions';

const rules: readonly ObjectRule[] = [
  metadataRule,
  podTemplateRule,
  ownSelectorRule,
  deploymentRule,
  jobRule,
  serviceRule,
  configRule,
  claimRule,
  disruptionRule,
  autoscalerRule,
  networkPolicyRule,
  ingressRule,
  roleRule,
  roleBindingRule,
  quotaRule,
  limitRangeRule,
];

/** What is wrong with an object by itself: the rules that the tests of constructs are held against. */
export function validate(object: object): readonly { at: string; message: string }[] {
  const manifest = readManifest(object);
  if (typeof manifest === 'string') return [{ at: '', message: manifest }];
  const { structure } = schemaFindings(manifest);
  const context = { options: { kubernetesVersion: '1.36' }, versions: versionsOf('1.36') };
  const found = structure.length > 0 ? structure : rules.flatMap((rule) => [...rule(manifest, context)]);
  return found
    .filter((message) => !opinions.some((opinion) => opinion.test(message)))
    .map((message) => ({ at: fieldOf(message), message }));
}

/** What these rules find that an API server accepts. */
const opinions = [
  /is deprecated, use serviceAccountName$/,
  /is the server's to write/,
  /is empty, which lets everybody/,
  /is required: without it no pod/,
  /must have minAvailable or maxUnavailable/,
  /is not among the names of the container's ports/,
  /does not match the pod's own labels/,
  /is not among the container's ports/,
  /has no effect/,
  /is empty, which means every port/,
  /must have required property (podSelector|limits|selector|hard)/,
  /subjects must hold a subject/,
];

/** The field that a sentence begins with, as a JSON pointer. */
function fieldOf(message: string): string {
  const path = /^(?:[A-Za-z]+\/\S+: )?((?:metadata|spec|subjects|roleRef|data)\S*)/.exec(message)?.[1] ?? '';
  return path === '' ? '' : `/${path.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}`;
}
