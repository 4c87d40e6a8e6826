import type { IConstruct } from 'constructs';
import { Attachment } from '../private/attachment';
import type { PodSecurityLevel } from './pod-security-level';

/** What a tenant hands to everything declared inside it. */
export interface Tenancy {
  readonly namespaceName: string;
  /** Labels for every object and every pod. */
  readonly labels: { readonly [key: string]: string };
  /** The level that the namespace enforces: pods below it are refused by the API server. */
  readonly enforcedLevel: PodSecurityLevel;
}

const TENANCY = new Attachment<Tenancy>('tenancy');

/** Makes a construct a tenant. */
export function openTenancy(tenant: IConstruct, tenancy: Tenancy): void {
  TENANCY.attach(tenant, tenancy);
}

/** The tenancy around a construct, when there is one. */
export function tenancyOf(construct: IConstruct): Tenancy | undefined {
  return TENANCY.find(construct);
}
