export { reviewManifests, type ReviewManifestsOptions } from './review-manifests';
export type { CapacityChange } from './data/capacity';
export type { Acknowledgement, ObjectChange, Refusal, Removal } from './data/changes';
export type { FieldChange, ReviewedObject } from './data/object';
export type { PermissionChange, ReachChange, SecurityChange } from './data/permissions';
export type { ModelChange, Restart, RolloutForecast } from './data/pods';
export type { Delivery, Review, Verdict } from './data/review';
export type { ReleaseChange, ServiceChange, Share, TrafficChange } from './data/traffic';
export type { Finding, RelatedObject, Severity } from '../rules/finding';
