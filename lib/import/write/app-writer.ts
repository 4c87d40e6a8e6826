import { type Manifest, refOf } from '../../manifests/manifest';
import { objectAt } from '../../private/json';
import { predictorOf } from '../kserve/predictor';
import { chooseServer, type ChosenServer, renaming } from '../choose/choose-server';
import type { ImportedServer } from '../read/imported-server';
import type { ReadServers } from '../read/read-servers';
import { recognizeRuntime } from '../recognize/recognize';
import type { ImportNote } from '../report';
import { planRoute } from '../route/plan-route';
import { routeCode } from '../route/route-code';
import { call, literal, members, object, word } from '../source/code';
import type { Statement } from '../source/file';
import { Identifiers } from '../source/identifier';
import type { BrokenRule } from './findings';
import { keptCode, keptReason } from './kept';
import type { ChartOfObjects } from './namespaces';

const ACKNOWLEDGED = 'imported as it was';

/** What the statements of one chart share. */
interface ChartContext {
  /** Its identifier. */
  readonly chart: string;
  /** Names of Services that are taken. */
  readonly services: Set<string>;
  /** Objects that others make. */
  readonly taken: Set<Manifest>;
  /** Servers that routes lead to. */
  readonly routed: ReadonlySet<ImportedServer>;
  /** Identifiers of servers by their names. */
  readonly identifierOf: Map<string, string>;
}

/** Writes the statements of an app, and notes what is to be known of them. */
export class AppWriter {
  private readonly identifiers = new Identifiers();
  private readonly charts = new Map<string | undefined, string>();
  private readonly serverOf: ReadonlyMap<Manifest, ImportedServer>;
  private readonly reasonOf: ReadonlyMap<Manifest, string>;

  public constructor(
    read: ReadServers,
    private readonly notes: ImportNote[],
    private readonly safeDefaults: boolean,
  ) {
    this.identifiers.reserve('app');
    this.serverOf = new Map(read.servers.map((server) => [server.manifest, server]));
    this.reasonOf = new Map([
      ...read.unfit.map(({ manifest, reason }) => [manifest, reason] as const),
      ...read.shared.map(({ service, workloads }) => [service, sharedReason(workloads)] as const),
    ]);
  }

  /** A chart with its servers and routes, then everything else. */
  public chart({ id, namespaceName, manifests }: ChartOfObjects): Statement[] {
    const chart = this.identifiers.of(id, 'Chart');
    for (const manifest of manifests) this.charts.set(chartKey(manifest), chart);
    const options = namespaceName === undefined ? [] : [object([{ key: 'namespace', value: literal(namespaceName) }])];
    const servers = manifests.flatMap((manifest) => this.serverOf.get(manifest) ?? []);
    const routes = manifests.flatMap((ingress) => {
      const route = isIngress(ingress) ? planRoute(ingress, servers) : undefined;
      return route ? [{ ingress, route }] : [];
    });
    const context: ChartContext = {
      chart,
      services: new Set(manifests.filter(({ kind }) => kind === 'Service').map(({ name }) => name)),
      taken: new Set(routes.map(({ ingress }) => ingress)),
      routed: new Set(routes.flatMap(({ route }) => route.rules.map(({ server }) => server))),
      identifierOf: new Map(),
    };
    return [
      { declares: chart, code: call('new Chart', word('app'), literal(id), ...options) },
      ...servers.flatMap((server) => this.server(server, context)),
      ...manifests.filter(isInferenceService).flatMap((one) => this.predictor(one, context)),
      ...routes.map(({ ingress, route }) => ({
        code: routeCode(route, ingress.name, chart, (name) => context.identifierOf.get(name) ?? ''),
      })),
      ...manifests
        .filter((manifest) => !context.taken.has(manifest))
        .map((manifest, index) => this.kept(manifest, chart, index)),
    ];
  }

  /** What was wrong before is so still, and no reason not to begin. */
  public acknowledgements(broken: readonly BrokenRule[]): Statement[] {
    const seen = new Set<string>();
    return broken.flatMap(({ rule, manifest }) => {
      const chart = this.charts.get(chartKey(manifest)) ?? 'app';
      if (seen.has(`${chart} ${rule}`)) return [];
      seen.add(`${chart} ${rule}`);
      return [{ code: call('Acknowledge.finding', word(chart), literal(rule), literal(ACKNOWLEDGED)) }];
    });
  }

  private server(server: ImportedServer, context: ChartContext): Statement[] {
    const { chart, services, taken, routed, identifierOf } = context;
    const { manifest, service, autoscaler, disruptionBudget } = server;
    const serviceName = service?.name ?? freeName(manifest.name, services);
    services.add(serviceName);
    const chosen = chooseServer(server, { chart, serviceName, safeDefaults: this.safeDefaults });
    taken.add(manifest);
    if (service) taken.add(service);
    if (autoscaler && chosen.takes.autoscaler) taken.add(autoscaler);
    if (disruptionBudget && chosen.takes.disruptionBudget) taken.add(disruptionBudget);
    this.noteServer(server, chosen, serviceName);
    const isNamed = chosen.renamed.length > 0 || routed.has(server);
    const name = isNamed ? this.identifiers.of(manifest.name, 'Server') : undefined;
    if (name !== undefined) identifierOf.set(manifest.name, name);
    const code = call('new ModelServer', word(chart), literal(manifest.name), object(chosen.props));
    return [
      { ...(name !== undefined && { declares: name }), code },
      ...chosen.renamed.map(({ member, name: given }) => ({ code: renaming(name ?? '', member, given) })),
    ];
  }

  /** Pods of an InferenceService are KServe's own: a server can stand beside them, and take their place later. */
  private predictor(manifest: Manifest, { chart, services }: ChartContext): Statement[] {
    const { json, name, kind } = manifest;
    const predictor = predictorOf(objectAt(json, 'spec'), name);
    if (typeof predictor === 'string') {
      this.notes.push({
        kind: 'changed',
        object: refOf(manifest),
        message: `no server stands beside it: ${predictor}`,
      });
      return [];
    }
    const id = freeName(`${name.slice(0, 56)}-server`, services);
    services.add(id);
    const note = (of: ImportNote['kind'], message: string): void => {
      this.notes.push({
        kind: of,
        object: { ...refOf(manifest), apiVersion: 'apps/v1', kind: 'Deployment', name: id },
        message,
      });
    };
    note(
      'added',
      `serves what ${kind} '${name}' serves, whose pods are KServe's and stay: send the requests here, then take the ${kind} out`,
    );
    for (const proposal of predictor.proposals) note('proposed', proposal);
    if (predictor.lost.length > 0) note('changed', `has nothing of ${predictor.lost.join(', ')}`);
    const props = [...predictor.props, ...members({ networkPolicy: literal(false) })];
    return [{ code: call('new ModelServer', word(chart), literal(id), object(props)) }];
  }

  private kept(manifest: Manifest, chart: string, index: number): Statement {
    const reason = this.reasonOf.get(manifest) ?? keptReason(manifest);
    this.notes.push({ kind: 'kept', object: refOf(manifest), message: reason });
    return { code: keptCode(manifest, chart, `${manifest.kind}-${index + 1}`) };
  }

  private noteServer(server: ImportedServer, chosen: ChosenServer, serviceName: string): void {
    const { manifest, service, port, container } = server;
    const note = (kind: ImportNote['kind'], message: string, of: Manifest = manifest): void => {
      this.notes.push({ kind, object: refOf(of), message });
    };
    const merged = chosen.overridden.length === 0 ? 'nothing' : `what overrides say of ${chosen.overridden.join(', ')}`;
    note('server', `serves on port ${port.number} (${port.evidence}); beside its props it needs ${merged}`);
    if (this.safeDefaults) note('changed', `its pods are replaced once: ${chosen.changed.join('; ')}`);
    if (!service)
      this.notes.push({
        kind: 'added',
        object: { ...refOf(manifest), apiVersion: 'v1', kind: 'Service', name: serviceName },
        message: `no Service leads to the pods of Deployment '${manifest.name}' alone, and every server has one`,
      });
    if (chosen.hasNamedPort && service)
      note('changed', `its port had no name and gets '${port.speaks}'; nobody can have referred to it by one`, service);
    if (chosen.isProposed)
      note(
        'proposed',
        this.safeDefaults
          ? 'its container asks for no CPU or memory: measure them, and set resources'
          : 'its container asks for no CPU or memory: the values in resources hold once the override of resources is taken out',
      );
    const runtime = recognizeRuntime(container);
    if (runtime)
      note(
        'looks like',
        `${runtime.title}, by ${runtime.evidence}: ServingRuntime.${runtime.factory}(...) knows its probes, paths and shutdown`,
      );
    if (objectAt(server.deployment, 'spec', 'template', 'spec').hostNetwork === true)
      note('kept', 'its pods use the network of the node: no NetworkPolicy holds for them');
  }
}

function chartKey({ namespaceName, group, kind, name }: Manifest): string {
  return group === '' && kind === 'Namespace' ? `/${name}` : namespaceName === undefined ? '' : `/${namespaceName}`;
}

function sharedReason(workloads: readonly Manifest[]): string {
  const names = workloads.map(({ name }) => `'${name}'`).join(' and ');
  return `it leads to the pods of ${names}; as versions of one model, those can become a Canary or a BlueGreen`;
}

function isIngress({ group, kind }: Manifest): boolean {
  return group === 'networking.k8s.io' && kind === 'Ingress';
}

/** Whether an object is served by KServe. */
export function isInferenceService({ group, kind }: Manifest): boolean {
  return group === 'serving.kserve.io' && kind === 'InferenceService';
}

/** A name for a Service that is not there yet. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? freeName(`${name.slice(0, 58)}-pods`, taken) : name;
}
