import { manifestOf } from '../../../lib/manifests/manifest';
import { ManifestSet } from '../../../lib/manifests/manifest-set';
import type { JsonObject } from '../../../lib/private/json';
import { ignoredFields } from '../../../lib/rules/api-server/ignored-fields';
import { knownFields } from '../../../lib/rules/api-server/known-fields';
import { serverWarnings } from '../../../lib/rules/api-server/server-warnings';
import { validObjects } from '../../../lib/rules/api-server/valid-objects';
import { contextOf } from '../../../lib/rules/declared-context';
import { containerImage } from '../../../lib/rules/pods/container-image';
import { hookWithinGracePeriod } from '../../../lib/rules/pods/hook-within-grace-period';
import { podSecurity } from '../../../lib/rules/pods/pod-security';
import { spreadOwnPods } from '../../../lib/rules/pods/spread-own-pods';
import { startablePods } from '../../../lib/rules/pods/startable-pods';
import { variableOrder } from '../../../lib/rules/pods/variable-order';
import { limitRangeDevices } from '../../../lib/rules/quota/limit-range-devices';
import { quotaKeys } from '../../../lib/rules/quota/quota-keys';
import type { Rule } from '../../../lib/rules/rule';
import { runRules } from '../../../lib/rules/run-rules';
import { probePorts } from '../../../lib/rules/services/probe-ports';
import { idOf, type Manifest } from './manifest';
import type { ApiServerOptions } from './rules';

/** Rules about objects one by one, and about pods in their namespace. */
const rules: readonly Rule[] = [
  knownFields,
  validObjects,
  serverWarnings,
  ignoredFields,
  podSecurity,
  containerImage,
  startablePods,
  variableOrder,
  spreadOwnPods,
  hookWithinGracePeriod,
  probePorts,
  quotaKeys,
  limitRangeDevices,
];

interface Verdict {
  /** Sentences, in the order of the rules. */
  readonly found: readonly string[];
  /** Whether a server can read every object: of what it cannot read nothing more can be said. */
  readonly isReadable: boolean;
}

/**
 * What the library itself says of manifests one by one. It is not held by this: recorded answers of a real server are its
 * witness (`__tests__/truth`), and tables of its own where nothing is recorded (`__tests__/model/validation`).
 */
export function verdictOf(
  manifests: readonly Manifest[],
  { kubernetesVersion, nodePortRange }: ApiServerOptions,
): Verdict {
  const set = new ManifestSet(manifests.map((manifest, index) => manifestOf(manifest as JsonObject, { index })));
  const context = contextOf({ kubernetesVersion, nodePortMin: nodePortRange?.from, nodePortMax: nodePortRange?.to });
  const findings = runRules(set, context, rules);
  return {
    found: findings.map(({ object: { kind, namespaceName, name }, message }) => {
      const metadata = { name, ...(namespaceName !== undefined && { namespace: namespaceName }) };
      return `${idOf({ apiVersion: '', kind, metadata })}: ${message}`;
    }),
    isReadable: findings.every(({ rule, severity }) => rule !== knownFields.id || severity === 'warning'),
  };
}
