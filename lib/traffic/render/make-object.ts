import { type ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import { CertManagerCertificate } from '../../../imports/cert-manager.io';
import {
  GatewayGrpcRoute,
  GatewayHttpRoute,
  GatewayReferenceGrant,
  GatewayResource,
} from '../../../imports/gateway.networking.k8s.io';
import {
  TraefikIngressRoute,
  TraefikMiddleware,
  TraefikServersTransport,
  TraefikService,
  TraefikTlsOption,
} from '../../../imports/traefik.io';
import { addApiObject } from '../../core/api-object';
import type { JsonObject } from '../../private/json';
import type { RenderedObject, RenderedSpecs } from './rendered-object';

/** A class of an L1. */
type ObjectClass<Spec> = new (
  scope: Construct,
  id: string,
  props: { readonly metadata: ApiObjectMetadata; readonly spec: Spec },
) => ApiObject;

/** The L1s of custom resources. An Ingress is of Kubernetes itself, and a plain object. */
const CLASSES: { readonly [Kind in Exclude<keyof RenderedSpecs, 'Ingress'>]: ObjectClass<RenderedSpecs[Kind]> } = {
  Certificate: CertManagerCertificate,
  Gateway: GatewayResource,
  GRPCRoute: GatewayGrpcRoute,
  HTTPRoute: GatewayHttpRoute,
  IngressRoute: TraefikIngressRoute,
  Middleware: TraefikMiddleware,
  ReferenceGrant: GatewayReferenceGrant,
  ServersTransport: TraefikServersTransport,
  TLSOption: TraefikTlsOption,
  TraefikService,
};

/**
 * Makes an object of a route. Not done by the renderers, which are loaded late: a test runner that forgets modules in
 * between (`resetModules` of jest) would give them a cdk8s of their own, whose tokens the app's cdk8s does not know.
 */
export function makeObject(object: RenderedObject, scope: Construct, metadata: ApiObjectMetadata): ApiObject {
  const { kind, id } = object;
  if (kind === 'Ingress') {
    const spec = (): JsonObject => object.spec() as JsonObject;
    return addApiObject(scope, id, { apiVersion: 'networking.k8s.io/v1', kind, metadata, spec });
  }
  const spec = Lazy.any({ produce: () => object.spec() }) as unknown;
  return new (CLASSES[kind] as ObjectClass<unknown>)(scope, id, { metadata, spec });
}
