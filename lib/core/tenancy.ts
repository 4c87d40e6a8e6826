import type { IConstruct } from 'constructs';
import { Attachment } from './attachment';
import type { PodSecurityLevel } from '../cluster/pod-security-level';
import type { SecurityProfile } from './security-profile';
import type { ServiceType } from './service-type';
import type { Toleration } from './toleration';

/** What a tenant hands to everything declared inside it. */
export interface Tenancy {
  readonly namespaceName: string;
  /** Path of the tenant's construct. */
  readonly path: string;
  /** Labels for every object and every pod. */
  readonly labels: { readonly [key: string]: string };
  /** The level that the namespace enforces: pods below it are refused by the API server. */
  readonly enforcedLevel: PodSecurityLevel;
  /** Whether other pods and peers of the tenant reach only the ports that servers serve on. */
  readonly servingPortsOnly: boolean;
  /** What Services may be besides ClusterIP. */
  readonly exposure: readonly ServiceType[];
  /** Names of the Secrets with which images are pulled. */
  readonly imagePullSecretNames: readonly string[];
  /** Labels of the nodes that belong to the tenant. */
  readonly nodeSelector: { readonly [label: string]: string };
  /** Taints of those nodes. */
  readonly tolerations: readonly Toleration[];
  /** PriorityClass of pods that name none. */
  readonly priorityClassName?: string;
  /** Beginnings of image references that may run; none named means all. */
  readonly allowedRegistries: readonly string[];
  /** Limit of CPU that containers get which have none. */
  readonly defaultCpuLimit?: string;
  /** What containers may do where a server does not say. */
  readonly security?: SecurityProfile;
}

const TENANCY = new Attachment<Tenancy>('tenancy');

const BY_NAME = new Attachment<Map<string, Tenancy>>('tenancies');

/** Makes a construct a tenant. */
export function openTenancy(tenant: IConstruct, tenancy: Tenancy): void {
  TENANCY.attach(tenant, tenancy);
  const { root } = tenant.node;
  const byName = BY_NAME.on(root) ?? new Map<string, Tenancy>();
  byName.set(tenancy.namespaceName, tenancy);
  BY_NAME.attach(root, byName);
}

/** The tenancy that a construct opens, when it is a tenant. */
export function tenancyOn(construct: IConstruct): Tenancy | undefined {
  return TENANCY.on(construct);
}

/** All tenancies of an app, by the name of the namespace. */
export function tenanciesOf(app: IConstruct): ReadonlyMap<string, Tenancy> {
  return BY_NAME.on(app) ?? new Map<string, Tenancy>();
}

/** The tenancy around a construct, when there is one. */
export function tenancyOf(construct: IConstruct): Tenancy | undefined {
  return TENANCY.find(construct);
}
