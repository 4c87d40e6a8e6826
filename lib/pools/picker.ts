import { type ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartOf } from '../core/chart-of';
import { addApiObject } from '../core/api-object';
import { ClusterProfile } from '../core/cluster-profile';
import type { Connections } from '../core/connections';
import { connectionsOfPods } from '../core/connections-of-pods';
import type { INetworkPeer, NetworkPeerConfig } from '../core/network-peer';
import type { PoolMember } from '../core/pool-members';
import { type Tenancy, tenancyOf } from '../core/tenancy';
import { warn } from '../core/warnings';
import { canonical, digest } from '../private/digest';
import type { JsonObject } from '../private/json';
import { COMMON_LABELS, LABEL, type Labels } from '../private/labels';
import { metadata } from '../server/manifests/metadata';
import { type PickableMetrics, pickerConfig } from './picker-config';
import {
  configData,
  PICKER_METRICS_PORT,
  type PickerParts,
  pickerBudgetSpec,
  pickerDeploymentSpec,
  pickerSelector,
  pickerServiceSpec,
  roleRules,
} from './picker-manifests';
import { metricsPolicySpec, pickerPolicySpec } from './picker-policy';
import { type MadePicker, PICKER_PORT } from './plan-pool';

/** Characters that the name of a picker adds to that of its pool. */
export const PICKER_SUFFIX = '-epp';

/** What a picker is made for. */
interface PickerProps {
  readonly poolName: string;
  readonly picker: MadePicker;
  readonly member: PoolMember;
  readonly targetPorts: readonly number[];
  readonly annotations: Labels | undefined;
}

/** The endpoint picker of one pool, with everything that it needs. */
export class Picker extends Construct implements INetworkPeer {
  public readonly name: string;
  /** The Deployment first. */
  public readonly resources: readonly ApiObject[];
  public readonly connections: Connections;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: PickerProps,
  ) {
    super(scope, id);
    this.name = `${props.poolName}${PICKER_SUFFIX}`;
    const namespaceName = chartOf(this).namespace;
    const tenancy = tenancyOf(this);
    const labels = labelsOf(this.name, tenancy);
    this.connections = connectionsOfPods(this, namespaceName, labels, {});
    for (const warning of props.picker.image._warnings()) warn(this, warning);
    const config = props.picker.config ?? pickerConfig(props.member.metrics as PickableMetrics);
    const scraper = ClusterProfile.find(this)._scraper;
    const podAnnotations = {
      [`checksum/${this.name}`]: digest(canonical({ data: configData(config) })),
      ...scraper?._annotations(PICKER_METRICS_PORT, '/metrics'),
    };
    this.resources = this.addAll({ ...props, namespaceName, name: this.name, labels, tenancy, podAnnotations }, config);
  }

  /** The pods that pick, and the port that gateways ask. */
  public toNetworkPeer(): NetworkPeerConfig {
    return {
      namespaceName: chartOf(this).namespace,
      podLabels: pickerSelector(this.name),
      ports: [PICKER_PORT],
      peerService: { serviceName: this.name, port: PICKER_PORT },
    };
  }

  private addAll(parts: PickerParts, config: string): ApiObject[] {
    const { name, props } = this;
    const rbac = { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name };
    const subject = { kind: 'ServiceAccount', name, namespace: parts.namespaceName };
    const shut = metricsPolicySpec(name, props.member, props.targetPorts);
    const [rules, data] = [roleRules(props.picker), configData(config)];
    return [
      this.add('Deployment', 'apps/v1', parts.labels, { id: 'Default', spec: () => pickerDeploymentSpec(parts) }),
      this.add('ServiceAccount', 'v1', parts.labels, { fields: { automountServiceAccountToken: false } }),
      this.add('Role', 'rbac.authorization.k8s.io/v1', parts.labels, { fields: { rules } }),
      this.add('RoleBinding', 'rbac.authorization.k8s.io/v1', parts.labels, {
        fields: { roleRef: rbac, subjects: [subject] },
      }),
      this.add('ConfigMap', 'v1', parts.labels, { fields: { data } }),
      this.add('Service', 'v1', parts.labels, { spec: () => pickerServiceSpec(name) }),
      this.add('PodDisruptionBudget', 'policy/v1', parts.labels, {
        spec: () => pickerBudgetSpec(name, props.picker),
      }),
      this.add('NetworkPolicy', 'networking.k8s.io/v1', parts.labels, { spec: () => this.policySpec() }),
      ...(shut
        ? [
            this.add('NetworkPolicy', 'networking.k8s.io/v1', parts.labels, {
              id: 'MetricsPolicy',
              name: `${name}-metrics`,
              spec: () => shut,
            }),
          ]
        : []),
    ];
  }

  private policySpec(): JsonObject {
    const { name, connections, props } = this;
    return pickerPolicySpec({ ...props, name, connections, profile: ClusterProfile.find(this) });
  }

  private add(
    kind: string,
    apiVersion: string,
    labels: Labels,
    parts: {
      readonly id?: string;
      readonly name?: string;
      readonly fields?: JsonObject;
      readonly spec?: () => JsonObject;
    },
  ): ApiObject {
    const { id = kind, name = this.name, fields, spec } = parts;
    return addApiObject(this, id, {
      apiVersion,
      kind,
      metadata: metadata(name, labels, this.props.annotations),
      fields,
      spec,
    });
  }
}

function labelsOf(name: string, tenancy: Tenancy | undefined): Labels {
  return {
    ...tenancy?.labels,
    [LABEL.COMPONENT]: 'endpoint-picker',
    [LABEL.INSTANCE]: name,
    [LABEL.NAME]: name,
    ...COMMON_LABELS,
  };
}
