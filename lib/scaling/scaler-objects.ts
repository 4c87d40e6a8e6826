import { KedaInterceptorRoute, KedaScaledObject, KedaTriggerAuthentication } from '../../imports/keda.sh';

/** API version and kind of the objects that scale a server. */
export const SCALER_OBJECTS = {
  HorizontalPodAutoscaler: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  ScaledObject: KedaScaledObject.GVK,
  TriggerAuthentication: KedaTriggerAuthentication.GVK,
  InterceptorRoute: KedaInterceptorRoute.GVK,
} as const;
