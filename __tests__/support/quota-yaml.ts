import { Manifests } from 'cdk8s-model-serving/testing';
import type { Finding } from '../../lib/rules/finding';
import { NO_CONTEXT } from '../../lib/rules/context';
import { podAdmission } from '../../lib/rules/quota/pod-admission';
import { quotaFit } from '../../lib/rules/quota/quota-fit';
import { quotaKeys } from '../../lib/rules/quota/quota-keys';
import { runRules } from '../../lib/rules/run-rules';
import { sentenceOf } from '../../lib/synth/finding-text';
import { setOf } from './findings';

/** Everything that is said of quotas. */
export const QUOTA_RULES = [quotaKeys, podAdmission, quotaFit];

/** What the rules say of manifests; the construct's path is the object's name. */
export function judge(yaml: string): { errors: string[]; warnings: string[] } {
  const { all } = Manifests.fromYaml(yaml);
  const findings = runRules(
    setOf(all, (index) => all[index].metadata.name),
    NO_CONTEXT,
    QUOTA_RULES,
  );
  const of = (severity: Finding['severity']) =>
    findings.filter((finding) => finding.severity === severity).map(sentenceOf);
  return { errors: of('error'), warnings: of('warning') };
}

/** That the rules have nothing to say. */
export const NOTHING = { errors: [], warnings: [] };

/** A ResourceQuota. */
export const quota = (hard: string, rest = '') => `
apiVersion: v1
kind: ResourceQuota
metadata: { name: quota, namespace: vision }
spec: { hard: { ${hard} }${rest} }
---`;

/** A LimitRange with an item for containers. */
export const range = (item: string) => `
apiVersion: v1
kind: LimitRange
metadata: { name: range, namespace: vision }
spec: { limits: [{ type: Container, ${item} }] }
---`;

/** A Deployment, by the fields of its spec, the resources of its container and further fields of its pods. */
export const deployment = (name: string, spec: string, resources = 'requests: { cpu: 1 }', pod = '') => `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: vision }
spec: { ${spec}, template: { spec: { containers: [{ name: main, resources: { ${resources} } }]${pod} } } }
---`;

/** A rolling strategy. */
export const rolling = (surge: number | string, unavailable: number | string) =>
  `strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: ${surge}, maxUnavailable: ${unavailable} } }`;
