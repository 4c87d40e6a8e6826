import { Manifests } from 'cdk8s-model-serving/testing';
import { ManifestSet, resolvedObject } from '../../lib/manifests/manifest-set';
import { quotaFit } from '../../lib/rules/quota/quota-fit';

/** What the rule says of manifests; the construct's path is the object's name. */
export function judge(yaml: string): { errors: string[]; warnings: string[] } {
  const warnings: string[] = [];
  const objects = Manifests.fromYaml(yaml).all.map((each) => resolvedObject(each.metadata.name, each));
  return { errors: quotaFit.check(new ManifestSet(objects), (warning) => warnings.push(warning)), warnings };
}

/** That the rule has nothing to say. */
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
