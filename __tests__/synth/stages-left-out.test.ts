import * as fs from 'node:fs';
import { join } from 'node:path';
import { YamlOutputType } from 'cdk8s';
import {
  BlueGreen,
  type BlueGreenProps,
  Canary,
  type CanaryProps,
  CanaryStage,
  ClusterProfile,
  Colour,
  GatewayFacts,
  IngressRoute,
  RouteRule,
  ServingApp,
  TenantNamespace,
  TrafficSplit,
} from '../../lib';
import { readEmitted } from '../../lib/manifests/yaml/emitted';
import { emitDocument } from '../../lib/manifests/yaml/emitter';
import { NEW, OLD, SERVER } from '../rollout/support';
import { newOutdir, removeOutdir } from './support';

let outdir: string;
beforeEach(() => {
  outdir = newOutdir();
});
afterEach(removeOutdir);

/** Warnings about stages that a synthesis into the folder prints. */
function synthesized(declare: (tenant: TenantNamespace) => unknown, yamlOutputType?: YamlOutputType): string[] {
  const written: string[] = [];
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const cluster = ClusterProfile.of({ gateway: GatewayFacts.traefik() });
    const app = new ServingApp({ outdir, cluster, ...(yamlOutputType !== undefined && { yamlOutputType }) });
    declare(new TenantNamespace(app, 'vision'));
    app.synth();
  } finally {
    spy.mockRestore();
  }
  return written.filter((text) => text.includes('leaves out'));
}

const canaryAt =
  (stage: CanaryStage, props: Partial<CanaryProps> = {}) =>
  (tenant: TenantNamespace) => {
    const versions = { server: SERVER, stable: OLD, canary: NEW, replicas: 4, steps: [10, 50] };
    const release = new Canary(tenant, 'ranker', { ...versions, split: TrafficSplit.byRoute(), stage, ...props });
    new IngressRoute(tenant, 'public', { host: 'models.example.com', rules: [RouteRule.pathPrefix('/', release)] });
  };
const coloursAt = (props: Partial<BlueGreenProps>) => (tenant: TenantNamespace) =>
  new BlueGreen(tenant, 'ranker', { server: SERVER, blue: OLD, green: NEW, active: Colour.BLUE, ...props });

const LEFT_OUT =
  /^warning: Canary 'vision\/ranker': goes from stage 2 of 9: step 10 % to 4 of 9: step 50 % in one apply/;

describe('a release that an app walks on, over what it wrote before', () => {
  test.each([YamlOutputType.FILE_PER_CHART, YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_RESOURCE])(
    'leaves stages out, with the numbers, in output of type %s',
    (type) => {
      synthesized(canaryAt(CanaryStage.step(0)), type);
      const warnings = synthesized(canaryAt(CanaryStage.step(1)), type);
      expect(warnings).toEqual([expect.stringMatching(LEFT_OUT)]);
      expect(warnings[0]).toContain(
        `leaves out 'grow for step 50 %': Deployment 'ranker-stable' goes from 4 to 2 pods, of which 2 are ready meanwhile, Deployment 'ranker-canary' goes from 1 to 2 pods, of which 1 is ready meanwhile; write, synthesize and apply these stages first, unless what '${outdir}' held was never applied\n`,
      );
    },
  );

  test('leaves none out with the stages of its plan, and none when it is synthesized again', () => {
    const stages = [
      CanaryStage.rolledBack(),
      CanaryStage.weight(0),
      CanaryStage.step(0),
      CanaryStage.step(1).firstOfTwo(),
      CanaryStage.step(1),
      CanaryStage.step(1),
      CanaryStage.rolledBack(),
    ];
    expect(stages.flatMap((stage) => synthesized(canaryAt(stage)))).toEqual([]);
  });

  test('is judged by the fewest pods of its autoscalers', () => {
    const walked = (minReplicas: number) => {
      const scaled = { autoscaling: { minReplicas, maxReplicas: 6 } };
      const props = { stable: { ...OLD, ...scaled }, canary: { ...NEW, ...scaled }, replicas: undefined };
      const stages = [CanaryStage.weight(0), CanaryStage.step(0), CanaryStage.step(1)];
      return stages.flatMap((stage) => synthesized(canaryAt(stage, props)));
    };
    // Half of what six pods may have served takes three.
    expect(walked(3)).toEqual([]);
    expect(walked(2)).toContainEqual(expect.stringContaining("leaves out 'grow for step 50 %'"));
  });

  test('flips to a colour that comes up with the same apply', () => {
    synthesized(coloursAt({ green: { ...NEW, replicas: 0 } }));
    expect(synthesized(coloursAt({ active: Colour.GREEN }))).toEqual([
      expect.stringContaining("BlueGreen 'vision/ranker': goes from stage blue active, green without pods"),
    ]);
  });

  test('flips to a colour that gets another image with the same apply', () => {
    synthesized(coloursAt({ green: OLD }));
    expect(synthesized(coloursAt({ active: Colour.GREEN }))).toEqual([
      expect.stringContaining("leaves out 'deploy green', 'verify green'"),
    ]);
  });

  test('leaves none out when it begins', () => {
    synthesized(() => undefined);
    expect(synthesized(canaryAt(CanaryStage.step(1)))).toEqual([]);
  });
});

describe('of what the folder held before nothing is said', () => {
  const file = () => join(outdir, 'vision.k8s.yaml');
  beforeEach(() => {
    synthesized(canaryAt(CanaryStage.step(0)));
  });

  test('where it was emptied, as cdk8s synth does', () => {
    fs.rmSync(outdir, { recursive: true });
    expect(synthesized(canaryAt(CanaryStage.step(1)))).toEqual([]);
  });

  test('where somebody changed it into YAML that is not written here', () => {
    fs.writeFileSync(file(), fs.readFileSync(file(), 'utf8').replace('kind: Deployment', 'kind: Deployment # live'));
    fs.writeFileSync(file(), fs.readFileSync(file(), 'utf8').replace('\nspec:', '\nspec: &spec'));
    expect(synthesized(canaryAt(CanaryStage.step(1)))).toEqual([]);
  });

  test('but it is read with the line ends of Windows', () => {
    fs.writeFileSync(file(), fs.readFileSync(file(), 'utf8').replaceAll('\n', '\r\n'));
    expect(synthesized(canaryAt(CanaryStage.step(1)))).toHaveLength(1);
  });

  test('where a folder lies in the place of a file, or a link leads nowhere', () => {
    fs.mkdirSync(join(outdir, 'other.yaml'));
    fs.symlinkSync(join(outdir, 'nowhere'), join(outdir, 'link.yaml'));
    expect(synthesized(canaryAt(CanaryStage.step(0)))).toEqual([]);
  });
});

test('everything that the demonstration writes is read as it was written', () => {
  const folder = join(__dirname, '../../dist');
  const documents = fs.readdirSync(folder).flatMap((name) =>
    fs
      .readFileSync(join(folder, name), 'utf8')
      .replace(/^#.*\n/, '')
      .split(/^---\n/m),
  );
  expect(documents.length).toBeGreaterThan(100);
  for (const document of documents) expect(emitDocument(readEmitted(document)!)).toBe(document);
});
