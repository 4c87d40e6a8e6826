// A narrow L1 of cert-manager.io/v1 (https://cert-manager.io/docs/reference/api-docs/): the fields that routes are made of.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

export interface CertManagerCertificateSpec {
  readonly dnsNames: readonly string[];
  readonly issuerRef: { readonly group: string; readonly kind: string; readonly name: string };
  readonly secretName: string;
}

export class CertManagerCertificate extends ApiObject {
  public static readonly GVK = { apiVersion: 'cert-manager.io/v1', kind: 'Certificate' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: CertManagerCertificateSpec },
  ) {
    super(scope, id, { ...CertManagerCertificate.GVK, ...props });
  }
}
