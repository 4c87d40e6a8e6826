import { type ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { Connections } from '../core/connections';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import { PodSecurityLevel } from '../core/pod-security-level';
import { openTenancy } from '../core/tenancy';
import { addApiObject } from '../private/api-object';
import { Attachment } from '../private/attachment';
import { sortedMap } from '../private/json';
import { checkAnnotations, checkLabels, LABEL, type Labels, MANAGED_BY } from '../private/labels';
import { checkLabelName } from '../private/names';
import { Problems } from '../private/problems';
import { fitted, MAP, type Shape } from '../private/shape';
import { show } from '../private/show';
import { checkPodSecurity, type PodSecurity, podSecurityLabels } from './pod-security';
import { intrudersIn } from './intruders';

/** A team's namespace. */
export interface TenantNamespaceProps {
  /**
   * Name of the namespace: lower-case letters, digits and `-`, at most 63 characters; not `default`, not `kube-...`.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Labels of the namespace, of every object and of every pod of a server inside.
   *
   * @default - none
   */
  readonly labels?: { readonly [key: string]: string };

  /**
   * Annotations of the namespace, for example who owns it.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };

  /**
   * Pod Security levels of the namespace.
   *
   * @default - `restricted` enforced, audited and warned about
   */
  readonly podSecurity?: PodSecurity;
}

const TENANT = new Attachment<TenantNamespace>('tenant');

/**
 * A team's namespace, and a chart: what is declared inside lives in it, in a file of its own. The Namespace itself
 * goes to the file that is applied first; deleting a server's file deletes no namespace.
 */
export class TenantNamespace extends Chart implements INetworkPeer {
  /**
   * The tenant around a construct.
   *
   * @param scope any construct
   * @returns nothing outside of a tenant
   */
  public static find(scope: IConstruct): TenantNamespace | undefined {
    // Not by instanceof: cdk8s answers it with yes for every Chart.
    return TENANT.find(scope);
  }

  /** The Namespace. */
  public readonly resource: ApiObject;
  /** Name of the namespace. */
  public readonly namespaceName: string;

  /**
   * Declares a tenant.
   *
   * @param scope the app
   * @param id its name
   * @param props labels, annotations, Pod Security
   * @throws when props are not possible, naming all of them
   */
  public constructor(scope: Construct, id: string, props: TenantNamespaceProps = {}) {
    const problems = new Problems(`TenantNamespace '${[scope.node.path, id].filter((part) => part !== '').join('/')}'`);
    const given = fitted(problems, '', props, SHAPE) ?? {};
    const name = given.name ?? id;
    const labels = sortedMap(given.labels) ?? {};
    check(problems, name, given);
    super(scope, id, { namespace: name, labels });
    this.namespaceName = name;
    TENANT.attach(this, this);
    // Whatever is opened towards the tenant is opened for each of its servers.
    new Connections(this, name);
    openTenancy(this, {
      namespaceName: name,
      labels,
      enforcedLevel: given.podSecurity?.enforce ?? PodSecurityLevel.RESTRICTED,
      exposure: [],
      imagePullSecrets: [],
      nodeSelector: {},
      tolerations: [],
      allowedRegistries: [],
    });
    this.resource = this.addNamespace(name, given);
    this.node.addValidation({ validate: () => intrudersIn(this, name) });
  }

  /** All pods of the namespace, as one end of a connection. */
  public toNetworkPeer(): NetworkPeerConfig {
    return { namespaceName: this.namespaceName };
  }

  private addNamespace(name: string, props: TenantNamespaceProps): ApiObject {
    const labels: Labels = { ...podSecurityLabels(props.podSecurity), [LABEL.MANAGED_BY]: MANAGED_BY };
    const namespace = addApiObject(this, 'Namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels, annotations: sortedMap(props.annotations) },
    });
    // A chart puts its namespace on every object, but a Namespace lives in none.
    namespace.addJsonPatch(JsonPatch.remove('/metadata/namespace'));
    return namespace;
  }
}

const SHAPE: Shape = { labels: MAP, annotations: MAP, podSecurity: MAP };

function check(problems: Problems, name: string, props: TenantNamespaceProps): void {
  const reserved = /^(default|kube-.*)$/.test(name);
  problems
    .add(
      checkLabelName('name', name),
      reserved
        ? `name must not be 'default' or begin with 'kube-', which belong to the cluster, got ${show(name)}`
        : undefined,
      checkLabels('labels', props.labels),
      Object.keys(props.labels ?? {}).map(checkTenantLabel),
      checkAnnotations('annotations', props.annotations),
      checkPodSecurity(props.podSecurity),
    )
    .throwIfAny();
}

/** Labels of a tenant are put on pods as well: those that mean something on a Namespace are made from other props. */
function checkTenantLabel(key: string): string | undefined {
  if (key === LABEL.NAMESPACE_NAME) return `labels must not set '${key}', which the API server sets, remove it`;
  return key.startsWith('pod-security.kubernetes.io/')
    ? `labels must not set '${key}', use the prop podSecurity in its place`
    : undefined;
}
