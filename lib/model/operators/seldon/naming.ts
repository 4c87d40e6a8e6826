import { createHash } from 'node:crypto';

/** The sidecar that Seldon puts beside a model: it translates, counts and, in graphs, calls the parts. */
export const EXECUTOR = 'seldon-container-engine';

/** Labels by which what Seldon makes finds pods (`seldondeployment_types.go` of SeldonIO/seldon-core 1.18). */
export const SELDON_LABEL = {
  DEPLOYMENT: 'seldon-deployment-id',
  PREDICTOR: 'seldon-app',
  CONTAINER: 'seldon-app-svc',
} as const;

/** Ports of the executor (`seldondeployment_engine.go`), and the first ones that models are given (`constants.go`). */
export const EXECUTOR_PORT = { HTTP: 8000, GRPC: 5001 } as const;
export const FIRST_PORT = { HTTP: 9000, GRPC: 9500, METRICS: 6000 } as const;

/** What an executor takes that says nothing (`constants.go`). */
export const EXECUTOR_RESOURCES = { cpu: '500m', memory: '512Mi' } as const;

/** Longest name that Seldon keeps. */
export const LONGEST_NAME = 63;

/** Name of the Service of a predictor (`GetPredictorKey`). */
export function predictorService(seldonDeployment: string, predictor: string): string {
  return shortened(`${seldonDeployment}-${predictor}`);
}

/** Name of the Deployment of a part of a predictor (`GetDeploymentName`). */
export function componentDeployment(
  seldonDeployment: string,
  predictor: string,
  index: number,
  containers: readonly string[],
): string {
  return shortened(`${seldonDeployment}-${predictor}-${index}-${containers.join('-')}`);
}

/** Name of the Service of a container, which leads past the executor (`GetContainerServiceName`). */
export function containerService(seldonDeployment: string, predictor: string, container: string): string {
  return shortened(`${seldonDeployment}-${predictor}-${container}`);
}

/** The label that the Service of a container selects by. */
export function containerLabel(container: string): string {
  return `${SELDON_LABEL.CONTAINER}-${container}`;
}

/** What is longer than a label may be is called by its hash. */
export function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `seldon-${createHash('md5').update(name).digest('hex')}` : name;
}
