import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { sortedEntries } from '../private/json';
import type { Problems } from '../private/problems';
import { show } from '../private/show';
import type { EnvironmentOptions } from './environment';
import { EnvironmentSource } from './environment-source';
import { FileMount } from './file-mount';
import { ConfigMapKeyRef, SecretKeyRef } from '../core/references';
import type { ServerOptions } from './server-options';

/** An object that a server's pods name. */
interface UsedObject {
  readonly property: string;
  readonly object: ApiObject;
}

/** Checks what the pods of a server name against what this app makes: pods find objects in their own namespace only. */
export function checkUsedObjects(problems: Problems, server: IConstruct, options: Partial<ServerOptions>): void {
  const { namespace } = chartOf(server);
  problems.add(usedObjects(options).map((one) => foreignProblem(one, namespace)));
}

/** The object of a construct in this app. What is only referred to (`ConfigMap.fromConfigMapName`) has none. */
export function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  if (ApiObject.isApiObject(construct)) return construct;
  const child = construct.node.defaultChild;
  return child ? apiObjectOf(child) : undefined;
}

function usedObjects(options: Partial<ServerOptions>): UsedObject[] {
  const { serviceAccount, imagePullSecrets = [], initContainers = [], sidecars = [] } = options;
  return [
    ...used('serviceAccount', serviceAccount),
    ...imagePullSecrets.flatMap((secret, index) => used(`imagePullSecrets[${index}]`, secret)),
    ...usedBy('', options),
    ...initContainers.flatMap((container) => usedBy(`initContainers[${show(container.name)}].`, container)),
    ...sidecars.flatMap((container) => usedBy(`sidecars[${show(container.name)}].`, container)),
  ];
}

/** What one container names: the model's own, or another. */
function usedBy(
  property: string,
  { files = [], envFrom = [], envFromSecrets, envFromConfigMaps }: Pick<ServerOptions, 'files'> & EnvironmentOptions,
): UsedObject[] {
  const values = [
    ...files.flatMap((file, index) => (file instanceof FileMount ? [[`files[${index}]`, file] as const] : [])),
    ...envFrom.flatMap((source, index) =>
      source instanceof EnvironmentSource ? [[`envFrom[${index}]`, source] as const] : [],
    ),
  ];
  const keys = [
    ...sortedEntries<unknown>(envFromSecrets).map(([name, ref]) => [`envFromSecrets['${name}']`, ref] as const),
    ...sortedEntries<unknown>(envFromConfigMaps).map(([name, ref]) => [`envFromConfigMaps['${name}']`, ref] as const),
  ].flatMap(([place, ref]) =>
    ref instanceof SecretKeyRef || ref instanceof ConfigMapKeyRef ? [[place, ref] as const] : [],
  );
  return [...values, ...keys].flatMap(([place, { _construct }]) => used(`${property}${place}`, _construct));
}

function used(property: string, construct: unknown): UsedObject[] {
  const object = Construct.isConstruct(construct) ? apiObjectOf(construct) : undefined;
  return object ? [{ property, object }] : [];
}

function foreignProblem({ property, object }: UsedObject, namespace: string | undefined): string | undefined {
  const { kind, metadata, node } = object;
  if (metadata.namespace === namespace) return undefined;
  return `${property} must be of the server's namespace, ${show(namespace)}, got ${kind} '${node.path}' of ${show(metadata.namespace)}; pods find objects in their own namespace only: declare it where the server is`;
}
