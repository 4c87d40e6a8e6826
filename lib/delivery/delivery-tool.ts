import type { Manifest } from '../manifests/manifest';
import type { ManifestSet } from '../manifests/manifest-set';
import type { JsonObject } from '../private/json';

/** Annotations by name. */
export interface Annotations {
  readonly [name: string]: string;
}

/** What was synthesized, as a tool of GitOps meets it. */
export interface Delivered {
  readonly set: ManifestSet;
  /** The files, in the order of their names, and what is in each. */
  readonly files: readonly DeliveredFile[];
  /** The folder of the files, from the folder in which the app runs. */
  readonly outdir: string;
}

/** A file of manifests. */
export interface DeliveredFile {
  readonly name: string;
  readonly objects: readonly Manifest[];
}

/** What a tool of GitOps needs besides the manifests. */
export interface DeliveryTool {
  /** The folder that its objects are written to. */
  readonly folder: string;
  /** What is wrong with how it was declared; sentences. */
  readonly problems: readonly string[];
  /** What the tool has to read on an object; nothing where it is fine as it is. */
  annotationsOf(manifest: Manifest, set: ManifestSet): Annotations | undefined;
  /** What the user wrote on an object that goes against the tool; sentences that follow the name of the object. */
  problemsOf(manifest: Manifest): readonly string[];
  /** The objects of the tool, by the names of their files. */
  objectsFor(delivered: Delivered): ReadonlyMap<string, JsonObject>;
}
