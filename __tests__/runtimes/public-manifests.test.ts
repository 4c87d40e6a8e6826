import { CidrPeer } from '../../lib';
import { declare, manifestsFrom, OPEN } from '../support/declare';
import { INFERENCE_GATEWAY } from '../support/public-manifests/inference-gateway';
import type { Meaning } from '../support/public-manifests/meaning';
import { MOUNTED_WEIGHTS } from '../support/public-manifests/mounted-weights';
import { SINGLE_CONTAINERS } from '../support/public-manifests/single-containers';

const MANIFESTS = [...SINGLE_CONTAINERS, ...MOUNTED_WEIGHTS, ...INFERENCE_GATEWAY];

function madeFrom({ props, cluster, podSecurity, downloads, beside }: Meaning) {
  const { app, tenant, server } = declare(props, { id: props.name, cluster, tenant: { ...OPEN, podSecurity } });
  if (downloads) server.connectTo(CidrPeer.internet(), { ports: downloads });
  beside?.declare(tenant, server);
  return manifestsFrom(app);
}

/** The word behind a flag, whether `=` or a blank parts them. */
function valueOf(words: readonly string[], flag: string): string | undefined {
  const at = words.indexOf(flag);
  return at < 0 ? undefined : words[at + 1];
}

const volumeAt = (pod: any, container: any, path: string): any => {
  const mount = container.volumeMounts.find(({ mountPath }: any) => mountPath === path);
  return pod.volumes.find(({ name }: any) => name === mount?.name);
};

describe.each(MANIFESTS)('$source is said without overrides, and means the same:', (meaning) => {
  const manifests = madeFrom(meaning);
  const { spec } = manifests.get('Deployment');
  const pod = spec.template.spec;
  const [container] = pod.containers;

  test('so many pods, selected by the same labels', () => {
    expect(meaning.props.overrides).toBeUndefined();
    expect(spec.replicas).toBe(meaning.replicas);
    expect(spec.strategy).toMatchObject(meaning.strategy ?? {});
    expect(spec.selector.matchLabels).toEqual(meaning.selector);
    expect(spec.template.metadata).toMatchObject({
      labels: meaning.selector,
      ...(meaning.annotations && { annotations: meaning.annotations }),
    });
    expect(pod).toMatchObject(meaning.pod ?? {});
    expect(pod.tolerations ?? []).toEqual(expect.arrayContaining(meaning.toleration ? [meaning.toleration] : []));
  });

  test('the same program, with its arguments, variables, ports, probes and resources', () => {
    expect(container.image).toBe(meaning.image);
    const words = [...(container.command ?? []), ...(container.args ?? [])].join(' ').split(/[\s=]+/);
    for (const [flag, value] of Object.entries(meaning.flags))
      expect([flag, value === true ? words.includes(flag) : valueOf(words, flag)]).toEqual([flag, value]);
    expect(container.ports.map(({ containerPort }: any) => containerPort).sort()).toEqual(meaning.ports);
    expect(container.env).toEqual(expect.arrayContaining([...(meaning.env ?? [])]));
    expect(container).toMatchObject(meaning.container ?? {});
    expect(container.resources.limits).toMatchObject(meaning.resources);
    const sidecars = (pod.initContainers ?? []).filter(({ restartPolicy }: any) => restartPolicy === 'Always');
    expect(sidecars).toMatchObject(meaning.sidecars ?? []);
    expect(pod.initContainers ?? []).toHaveLength(sidecars.length);
  });

  test('the same volumes', () => {
    for (const [path, source] of Object.entries(meaning.mounts ?? {}))
      expect(volumeAt(pod, container, path)).toMatchObject(source);
    expect(pod.volumes.filter(({ emptyDir }: any) => emptyDir?.medium === 'Memory')).toHaveLength(
      meaning.sharesMemory ? 1 : 0,
    );
    const mounted = [container, ...(pod.initContainers ?? [])].flatMap(({ volumeMounts }: any) =>
      volumeMounts.map(({ name }: any) => name),
    );
    expect(pod.volumes.filter(({ name }: any) => !mounted.includes(name))).toEqual(meaning.unmounted ?? []);
  });

  test('reached and reaching as it is', () => {
    const service = manifests.get('Service').spec;
    // Pods that are adopted may have no names for their ports.
    if (meaning.servicePorts) {
      expect(service.ports).toHaveLength(meaning.servicePorts.length);
      expect(service.ports).toEqual(
        expect.arrayContaining(meaning.servicePorts.map((port) => expect.objectContaining(port))),
      );
    }
    if (meaning.serviceType) expect(service.type).toBe(meaning.serviceType);
    const { egress } = manifests.get('NetworkPolicy').spec;
    const internet = egress.filter(({ to }: any) => to?.some(({ ipBlock }: any) => ipBlock?.cidr === '0.0.0.0/0'));
    const ports = internet.flatMap((rule: any) => rule.ports.map(({ port }: any) => port));
    expect(ports).toEqual(meaning.downloads ?? (meaning.props.source ? [443] : []));
    meaning.beside?.holds(manifests);
  });
});
