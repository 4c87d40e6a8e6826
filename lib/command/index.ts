export { checkManifests, type CheckManifestsOptions } from './check-manifests';
export type { DeclaredCluster as ClusterFacts } from '../cluster/declared-cluster';
export type { Finding, RelatedObject, Severity } from '../rules/finding';
export type { ObjectRef } from '../manifests/object-ref';
export type { ConstructOrigin, FileOrigin, ListOrigin, Origin } from '../manifests/origin';
