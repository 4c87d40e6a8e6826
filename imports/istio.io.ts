// Narrow L1 of Istio (https://istio.io/latest/docs/reference/config/networking/destination-rule/): what tells its gateways how
// to speak to a Service.
import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';

export interface IstioDestinationRuleSpec {
  readonly host: string;
  readonly exportTo?: readonly string[];
  readonly trafficPolicy?: {
    readonly tls?: {
      readonly mode: string;
      readonly insecureSkipVerify?: boolean;
      readonly sni?: string;
      readonly caCertificates?: string;
      readonly credentialName?: string;
      readonly clientCertificate?: string;
      readonly privateKey?: string;
      readonly subjectAltNames?: readonly string[];
    };
  };
}

export class IstioDestinationRule extends ApiObject {
  public static readonly GVK = { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule' } as const;

  public constructor(
    scope: Construct,
    id: string,
    props: { readonly metadata: ApiObjectMetadata; readonly spec: IstioDestinationRuleSpec },
  ) {
    super(scope, id, { ...IstioDestinationRule.GVK, ...props });
  }
}
