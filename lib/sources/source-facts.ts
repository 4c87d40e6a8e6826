/** What a source of weights brings to the pods that serve them, as data. Nothing of it is written twice. */

import type { IConstruct } from 'constructs';
import type { EgressProxy } from '../core/egress-proxy';
import type { INetworkPeer } from '../core/network-peer';
import type { SecretKeyRef } from '../core/references';

/** What a volume is, wherever it is mounted. One of the members. */
export interface VolumeSource {
  readonly emptyDir?: { readonly medium?: 'Memory'; readonly sizeLimit: string };
  readonly claimName?: string;
  readonly image?: { readonly pullPolicy: string; readonly reference: string };
  readonly csi?: {
    readonly driver: string;
    readonly attributes: { readonly [name: string]: string };
  };
}

/** The volume with the weights. The server only reads it, unless `isWritten`; who fetches them writes to it. */
export interface SourceVolume extends VolumeSource {
  readonly name: string;
  readonly mountPath: string;
  readonly isWritten?: boolean;
}

/** A peer that pods are let out to, and its ports. */
export interface SourceEgress {
  readonly peer: INetworkPeer;
  /** Absent: those that the peer says of itself, else all. */
  readonly ports?: number[];
}

/** What programs need to be allowed to fetch weights. */
export interface SourceAccess {
  /** Annotations of the pods' service account, by which a cloud knows it. */
  readonly serviceAccountAnnotations?: { readonly [key: string]: string };
  readonly podLabels?: { readonly [key: string]: string };
  readonly egress: readonly SourceEgress[];
}

/** A container that fetches weights, or waits for them, and ends. */
export interface SourceContainer {
  readonly name: string;
  /** The image as the container names it. */
  readonly image: string;
  readonly command: readonly string[];
  readonly env?: { readonly [name: string]: string };
  readonly envFromSecrets?: { readonly [name: string]: SecretKeyRef };
  readonly cpu: string;
  readonly memory: string;
  /** Whether it writes the weights. */
  readonly writes: boolean;
}

/** What a source may ask about the server it is part of. */
export interface SourceContext {
  readonly kubernetesMinor: number;
  /** What runs containers on the nodes. Absent: not declared. */
  readonly containerRuntime?: { readonly name: string; readonly major: number; readonly minor: number };
  readonly egressProxy?: EgressProxy;
  /** The most pods that use the source at the same time, in steady state. */
  readonly pods: number;
}

/** Everything known about a source, for one server. */
export interface SourceFacts {
  /** Directory or file in the container of the model: what a runtime is told to serve. */
  readonly modelPath: string;
  readonly volume?: SourceVolume;
  /** A volume that no container of the manifest mounts: a sidecar which the cluster adds finds it by its name. */
  readonly sidecarVolume?: { readonly name: string; readonly claimName: string };
  /** Runs before the server. */
  readonly container?: SourceContainer;
  /** Variables of the server. */
  readonly env?: { readonly [name: string]: string };
  readonly podAnnotations?: { readonly [key: string]: string };
  readonly access?: SourceAccess;
  /** Whether something happens before the container of the model can start: a download, a pull, a wait. */
  readonly isFetched: boolean;
  /** How long that takes. Absent: not known. */
  readonly fetchSeconds?: number;
  /** How long the model takes to be read, on top of what a runtime takes to start. */
  readonly readSeconds: number;
  readonly problems?: readonly string[];
  readonly warnings?: readonly string[];
}

/** What fetches weights into a directory, wherever it runs. */
export interface Download extends SourceAccess {
  readonly image: string;
  /** The program and its arguments, which end when the weights are in the directory. */
  command(directory: string): string[];
  /** Path of the model below the directory; empty where it is the directory. */
  readonly file: string;
  /** What decides which bytes are fetched: other ones are another download. */
  readonly identity: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly envFromSecrets: { readonly [name: string]: SecretKeyRef };
  readonly cpu: string;
  readonly memory: string;
  readonly seconds?: number;
}

/** A source, whose options have been read. */
export interface SourceDescription {
  /** The factory of `ModelSource`, for messages. */
  readonly factory: string;
  /** Sentences about options that are wrong, each naming the option. */
  readonly problems: readonly string[];
  /** Sentences about options that are legal but likely not meant. */
  readonly warnings: readonly string[];
  /** Size of the weights. */
  readonly size?: string;
  /** Size of the volume that the weights are downloaded into. */
  readonly volumeSize?: string;
  /** Names of variables that hold secrets, each with the option that takes a Secret in their place. */
  readonly secrets?: { readonly [variable: string]: string };
  /** Variables of the server. */
  readonly env?: { readonly [name: string]: string };
  /** The construct that makes what is mounted: only servers of its namespace find it. */
  readonly owner?: IConstruct;
  /** The annotation of the service account that it needs. */
  readonly annotatesServiceAccount?: string;
  /** How the weights are fetched; nothing where they are mounted as they are. */
  download?(context: Pick<SourceContext, 'egressProxy'>): Download;
  facts(context: SourceContext): SourceFacts;
}
