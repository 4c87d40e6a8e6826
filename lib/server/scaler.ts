import type { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { addApiObject } from '../core/api-object';
import type { ClusterProfile } from '../core/cluster-profile';
import { type INetworkPeer, NamespacePeer } from '../core/network-peer';
import type { JsonObject } from '../private/json';
import { KEDA_NAMESPACE } from '../scaling/keda-triggers';
import type { ScalerKind } from '../scaling/metric-source';
import { SCALER_OBJECTS } from '../scaling/scaler-objects';
import type { AutoscalingPlan } from './autoscaling';
import { metadata } from './manifests/metadata';
import { scalerSpec } from './manifests/small-objects';
import { type OverriddenObject, overridesOf } from './server-overrides';
import type { ServerPlan } from './server-plan';

/** The override that is for the object of a kind. */
export const OVERRIDES_OF = {
  HorizontalPodAutoscaler: 'horizontalPodAutoscaler',
  ScaledObject: 'scaledObject',
} as const satisfies { readonly [Kind in ScalerKind]: OverriddenObject };

/** The objects that scale a server. */
interface Scaler {
  readonly horizontalPodAutoscaler?: ApiObject;
  readonly scaledObject?: ApiObject;
  readonly triggerAuthentication?: ApiObject;
  readonly interceptorRoute?: ApiObject;
}

/** Makes what scales a server. What a ScaledObject names comes before it, or KEDA finds nothing there. */
export function addScaler(server: Construct, plan: ServerPlan, autoscaling: AutoscalingPlan): Scaler {
  const { identity, props, service } = plan;
  const add = (kind: keyof typeof SCALER_OBJECTS, spec: () => JsonObject, override?: OverriddenObject): ApiObject => {
    const annotations = kind === autoscaling.kind ? autoscaling.annotations : undefined;
    const parts = { metadata: metadata(identity.name, identity.labels, props.annotations, annotations), spec };
    const overrides = override && overridesOf(props.overrides, override);
    return addApiObject(server, kind, { ...SCALER_OBJECTS[kind], ...parts }, overrides);
  };
  const { authentication, interceptorRoute, kind } = autoscaling;
  const beside = {
    triggerAuthentication: authentication && add('TriggerAuthentication', () => authentication),
    interceptorRoute:
      interceptorRoute &&
      add('InterceptorRoute', () => ({
        ...interceptorRoute,
        target: { service: service.name, port: service.port },
      })),
  };
  const scaler = add(kind, () => scalerSpec(plan), OVERRIDES_OF[kind]);
  return { ...beside, [OVERRIDES_OF[kind]]: scaler };
}

/** Those who hold requests while a server has no pods, and bring them once it has one. */
export function interceptorPeer({ _keda }: ClusterProfile): INetworkPeer {
  return NamespacePeer.external(_keda?.namespaceName ?? KEDA_NAMESPACE);
}
