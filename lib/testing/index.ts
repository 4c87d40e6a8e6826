export { Manifests } from './manifests';
export { Match } from './match';
export type { Manifest, ManifestMetadata } from './manifest';
export type { Matcher } from './matcher';
