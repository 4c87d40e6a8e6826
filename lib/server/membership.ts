import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { Attachment } from '../core/attachment';
import type { JsonObject } from '../private/json';
import type { WorkloadKind } from './workload-kind';

/** What a release of two versions hands to one of the servers it is made of. */
export interface Membership {
  /** What messages about the server begin with. */
  readonly subject: string;
  /** The `app.kubernetes.io/name` that both servers share; their containers are called so as well. */
  readonly releaseName: string;
  /** The Service that leads to the server. It belongs to the release. */
  readonly service: ApiObject;
  /** Whether that Service leads to the other server as well. */
  readonly isShared: boolean;
  /** What makes the pods, where a controller does; nothing for a Deployment or what groups have. */
  readonly workload?: MadeWorkload;
}

/** What makes the pods of a server in place of a Deployment. */
export interface MadeWorkload {
  readonly kind: WorkloadKind;
  /** Its spec, made of that of the Deployment. */
  spec(deployment: JsonObject): JsonObject;
}

const MEMBERS = new Attachment<ReadonlyMap<string, Membership>>('members');

/** Makes a construct a release: servers declared right in it under these ids are its sides. */
export function openMembership(release: IConstruct, members: ReadonlyMap<string, Membership>): void {
  MEMBERS.attach(release, members);
}

/** What the release around a server hands to it; nothing for a server on its own. */
export function membershipOf(server: IConstruct): Membership | undefined {
  return server.node.scope && MEMBERS.on(server.node.scope)?.get(server.node.id);
}
