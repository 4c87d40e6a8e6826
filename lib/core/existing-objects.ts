import type { IConstruct } from 'constructs';
import type { Manifest } from '../manifests/manifest';
import { Attachment } from './attachment';

/** An object that is known to be in the cluster and that this app does not write. */
export interface ExistingObject {
  /** The construct that says so. */
  readonly construct: IConstruct;
  readonly manifest: Manifest;
}

const EXISTING = new Attachment<ExistingObject[]>('existing-objects');

/** Notes objects that somebody else applies, for whatever judges those of the app. */
export function declareExisting(construct: IConstruct, manifests: readonly Manifest[]): void {
  const { root } = construct.node;
  const all = manifests.map((manifest) => ({ construct, manifest }));
  EXISTING.attach(root, [...existingObjectsOf(root), ...all]);
}

/** The objects that an app knows to be in the cluster. */
export function existingObjectsOf(app: IConstruct): readonly ExistingObject[] {
  return EXISTING.on(app) ?? [];
}
