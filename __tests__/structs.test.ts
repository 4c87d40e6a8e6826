import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  CidrPeer,
  ContainerImage,
  GatewayFacts,
  IngressRoute,
  RollingStrategy,
  RolloutCount,
  RouteRenderer,
  RouteRule,
  ServingApp,
  ServingRuntime,
} from '../lib';
import { UsageError } from '../lib/private/errors';
import type { JsonObject } from '../lib/private/json';
import { deepMerge } from '../lib/private/merge';
import { type Kind, membersOf, type StructName } from '../lib/private/struct-members';
import { readPublicApi } from '../scripts/shapes/public-api';
import { renderStructs } from '../scripts/shapes/render';
import { takenStructs, takersOf } from '../scripts/shapes/takers';
import { declare } from './support/declare';
import { BACKEND, WAYS_IN } from './support/ways-in';

const api = readPublicApi();
const takers = takersOf(api);
const STRUCTS = resolve(__dirname, '../lib/private/generated/structs.ts');

test('lib/private/generated/structs.ts is what `npm run generate:shapes` makes of the interfaces', () => {
  expect(readFileSync(STRUCTS, 'utf8')).toBe(renderStructs(api));
});

test('what no caller passes in is what the library answers, and what other structs build on', () => {
  const taken = takenStructs(api);
  expect([...api.structs.keys()].filter((name) => !taken.includes(name))).toEqual([
    'CustomRuntimeOptions',
    'DownloadOptions',
    'EnvironmentOptions',
    'LargeModelOptions',
    'ObjectStoreOptions',
    'QuotaHeadroom',
    'ReleaseLoad',
    'ReleaseQuery',
    'ReleaseSide',
    'ReleaseStage',
    'TenantHeadroom',
    'TenantUsage',
    'TerminalOptions',
  ]);
});

test('every way of a struct into the library is held below', () => {
  expect(Object.keys(WAYS_IN).sort()).toEqual(takers.map(({ place }) => place).sort());
});

/** A struct inside of another: how to get there, and the change of the outer one that puts a value there. */
interface Nested {
  readonly path: string;
  readonly struct: StructName;
  /** Whether it is checked in words of its own. */
  readonly isFields: boolean;
  readonly put: (value: object) => object;
}

function nestedIn(struct: StructName): Nested[] {
  const self: Nested = { path: '', struct, isFields: false, put: (value) => value };
  const inner = Object.entries<Kind>(membersOf(struct)).flatMap(([member, kind]) => insideOf(member, kind));
  return [self, ...inner];
}

function insideOf(member: string, kind: Kind): Nested[] {
  if (typeof kind !== 'object') return [];
  const within = (name: StructName, at: string, wrap: (value: object) => object): Nested[] =>
    nestedIn(name).map((nested) => ({
      ...nested,
      path: `.${member}${at}${nested.path}`,
      put: (value) => ({ [member]: wrap(nested.put(value)) }),
    }));
  if ('struct' in kind) return within(kind.struct, '', (value) => value);
  if ('mapOf' in kind) return within(kind.mapOf, `['a']`, (value) => ({ a: value }));
  if ('fields' in kind) {
    const [fields] = within(kind.fields, '', (value) => value);
    return [{ ...fields, isFields: true }];
  }
  return kind.listOf === 'any' || kind.listOf === 'object' ? [] : within(kind.listOf, '[0]', (value) => [value]);
}

const cases = takers.flatMap(({ place, struct }) =>
  nestedIn(struct).map((nested) => ({ place, ...nested, name: `${place}${nested.path}` })),
);

test('every struct that a caller passes in is among them', () => {
  expect([...new Set(cases.map(({ struct }) => struct))].sort()).toEqual(takenStructs(api));
});

describe.each(takers)('$place', ({ place, struct }) => {
  const { fine, use } = WAYS_IN[place] ?? { fine: {}, use: () => undefined };

  test('takes what it has members for', () => {
    expect(() => use(fine as never)).not.toThrow();
  });

  test.each(nestedIn(struct))(
    `refuses a member that $struct does not have, at '$path'`,
    ({ struct: inner, isFields, put }) => {
      const [member] = Object.keys(membersOf(inner));
      const slip = `${member}x`;
      const message = isFields
        ? `overrides must be for '[^]*, got '${slip}'`
        : `(there is|has) no prop '${slip}'; did you mean '${member}'\\?`;
      expect(() => use(deepMerge(fine as JsonObject, put({ [slip]: 1 }) as JsonObject) as never)).toThrow(
        new RegExp(message),
      );
    },
  );
});

test.each([
  [
    'a runtime',
    () => declare({ runtime: ServingRuntime.fastApi({ prot: 8000 } as never) }),
    "ModelServer 'vision/iris': runtime FastAPI: there is no prop 'prot'; did you mean 'port'?",
  ],
  [
    'a rolling strategy',
    () => declare({ rollout: RollingStrategy.of({ maxSurg: RolloutCount.pods(1) } as never) }),
    "ModelServer 'vision/iris': rollout: there is no prop 'maxSurg'; did you mean 'maxSurge'?",
  ],
  [
    'an image',
    () => declare({ image: ContainerImage.dockerHub({ repository: 'team/iris', tagg: '1' } as never) }),
    "ModelServer 'vision/iris': image: there is no prop 'tagg'; did you mean 'tag'?",
  ],
  [
    'the ports of a connection, which without them would be all',
    () => {
      declare().server.connectTo(CidrPeer.internet(), { port: [443] } as never);
    },
    "ModelServer 'vision/iris': connectTo: there is no prop 'port'; did you mean 'ports'?",
  ],
  [
    'a peer that describes itself',
    () => {
      declare().server.allowFrom({ toNetworkPeer: () => ({ namespaceName: 'web', port: [443] }) });
    },
    "ModelServer 'vision/iris': allowFrom: peers: there is no prop 'port'; did you mean 'ports'?",
  ],
])('a slip of the keyboard in %s is told by whatever uses it', (_, make, message) => {
  expect(make).toThrow(new UsageError([message]));
});

describe('what the code of others makes may have members that are none of ours', () => {
  test('props that a newer cdk8s knows', () => {
    expect(() => new ServingApp({ somethingNew: true } as never)).not.toThrow();
  });
  test('a peer, and a target of routes', () => {
    const { server, tenant } = declare();
    expect(() => {
      server.allowFrom({ toNetworkPeer: () => ({ namespaceName: 'web', describedBy: 'mesh' }) });
    }).not.toThrow();
    const target = { namespaceName: 'vision', trafficBackends: [{ ...BACKEND, subset: 'v1' }] };
    const rules = [RouteRule.pathPrefix('/', target)];
    const via = RouteRenderer.traefik(GatewayFacts.traefik());
    expect(() => new IngressRoute(tenant, 'public', { host: 'a.example', rules, via })).not.toThrow();
  });
});
