import { isPlainObject, type JsonObject, objectAt, objectsIn } from '../../../private/json';
import { EXECUTOR, EXECUTOR_PORT, EXECUTOR_RESOURCES } from './naming';

/** The user that Seldon's chart gives the executor (`helm-charts/seldon-core-operator/values.yaml`). */
const EXECUTOR_USER = 8888;

/**
 * The executor of a predictor; nothing where it is declined. What it may do is Seldon's to say, and says nothing of
 * capabilities: `seldondeployment_engine.go` of SeldonIO/seldon-core 1.18.
 */
export function executorOf(predictor: JsonObject): JsonObject | undefined {
  if (String(objectAt(predictor, 'annotations')['seldon.io/no-engine']).toLowerCase() === 'true') return undefined;
  const { resources, env } = objectAt(predictor, 'svcOrchSpec');
  const amounts = { ...EXECUTOR_RESOURCES };
  const probe = (path: string): JsonObject => ({
    httpGet: { path, port: EXECUTOR_PORT.HTTP },
    initialDelaySeconds: 20,
    periodSeconds: 5,
    failureThreshold: 3,
    timeoutSeconds: 60,
  });
  return {
    name: EXECUTOR,
    image: 'seldonio/seldon-core-executor',
    env: objectsIn(env),
    ports: [
      { name: 'http', containerPort: EXECUTOR_PORT.HTTP, protocol: 'TCP' },
      { name: 'metrics', containerPort: EXECUTOR_PORT.HTTP, protocol: 'TCP' },
      { name: 'grpc', containerPort: EXECUTOR_PORT.GRPC, protocol: 'TCP' },
    ],
    readinessProbe: probe('/ready'),
    livenessProbe: probe('/live'),
    resources: isPlainObject(resources) ? resources : { requests: amounts, limits: { ...amounts } },
    securityContext: { allowPrivilegeEscalation: false, runAsUser: EXECUTOR_USER },
  };
}
