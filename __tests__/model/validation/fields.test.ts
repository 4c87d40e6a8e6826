import { refused } from './refused';

const configMap = (rest: string): string => `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n${rest}`;
const service = (port: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [${port}] }`;

describe('what the server cannot read', () => {
  test.each([
    [
      'a misspelt field, with the one that was meant',
      service('{ port: 80, targetport: 8080 }'),
      ["/spec/ports/0/targetport ServicePort has no field 'targetport' (did you mean 'targetPort'?)"],
    ],
    ['a field like no other', configMap('xyz: 1'), ["/xyz ConfigMap has no field 'xyz'"]],
    [
      'a number in quotes',
      service("{ port: '80' }"),
      ["/spec/ports/0/port must be a whole number of at most 32 bits, got '80' (write it without quotes)"],
    ],
    [
      'a fraction of a number',
      service('{ port: 80.5 }'),
      ['/spec/ports/0/port must be a whole number of at most 32 bits, got 80.5'],
    ],
    [
      'a number that is too large',
      service('{ port: 10000000000 }'),
      ['/spec/ports/0/port must be a whole number of at most 32 bits, got 10000000000'],
    ],
    [
      'a text without quotes that YAML takes for a boolean',
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { on: true } }\nspec: { containers: [{ name: m, image: m }] }',
      [
        '/metadata/labels/on must be a text, got true (write it in quotes, without which YAML reads y, yes and on as true)',
      ],
    ],
    [
      'a boolean in quotes',
      "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a }\nautomountServiceAccountToken: 'false'",
      ["/automountServiceAccountToken must be true or false, got 'false' (write it without quotes)"],
    ],
    [
      'an object in place of a list',
      'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: { port: 80 } }',
      ['/spec/ports must be a list, got an object'],
    ],
    [
      'a text in place of an object',
      'apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: x',
      ["/spec must be an object (ServiceSpec), got 'x'"],
    ],
    [
      'no quantity',
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: a }\nspec: { hard: { pods: 1 Gi } }',
      ["/spec/hard/pods must be a quantity such as '500m', '2' or '1Gi', got '1 Gi'"],
    ],
    [
      'no base64',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { key: plain-text }',
      [
        '/data/key must be a text in base64, got one with characters that base64 does not have (encode it, or write it as it is under stringData)',
      ],
    ],
    ...[
      ['s3cret', 'whose length is no multiple of 4'],
      ['s3 cretss', 'with blanks'],
      ['s3=c', "with '=' elsewhere than once or twice at its end"],
    ].map(([text, fault]): [string, string, string[]] => [
      `no base64: ${text}`,
      `apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata: { key: '${text}' }`,
      [`/data/key must be a text in base64, got one ${fault} (encode it, or write it as it is under stringData)`],
    ]),
    [
      'no time',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, creationTimestamp: yesterday }',
      ["/metadata/creationTimestamp must be a time such as '2026-01-31T12:00:00Z', got 'yesterday'"],
    ],
    [
      'a misspelt kind',
      'apiVersion: apps/v1\nkind: deployment\nmetadata: { name: a }',
      ["/apiVersion no kind 'deployment' is served at 'apps/v1' (did you mean 'Deployment'?)"],
    ],
    [
      'a misspelt group, which no custom resource can have without a dot',
      'apiVersion: app/v1\nkind: Deployment\nmetadata: { name: a }',
      ["/apiVersion no kind 'Deployment' is served at 'app/v1' (use apps/v1)"],
    ],
    ['no kind', 'apiVersion: v1\nmetadata: { name: a }', ['/kind must be a text that is not empty, got nothing']],
    [
      'a wrong type in the metadata of a custom resource',
      'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a, labels: [x] }',
      ['/metadata/labels must be a map, got a list'],
    ],
  ])('%s', (_, yaml, lines) => {
    expect(refused(yaml)).toEqual(lines);
  });

  test.each([
    ['null in place of anything', configMap('data: null\nimmutable: null\nbinaryData: { a: null }')],
    [
      'a quantity that is a number',
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: a }\nspec: { hard: { pods: 3 } }',
    ],
    [
      'base64 in several lines',
      'apiVersion: v1\nkind: Secret\nmetadata: { name: a }\ndata:\n  key: |\n    YWJj\n    ZGVm',
    ],
    [
      'what a custom resource holds',
      'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\nspec: { x: [1] }',
    ],
    [
      'a field that no schema asks for: a NetworkPolicy without podSelector',
      'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\nspec: { policyTypes: [Ingress] }',
    ],
    [
      'a roleRef without apiGroup',
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: { name: a }\nroleRef: { kind: Role, name: r }',
    ],
  ])('%s is read', (_, yaml) => {
    expect(refused(yaml)).toEqual([]);
  });

  test('all of it is said at once', () => {
    const yaml = configMap('dat: {}\nimmutable: 1\nmetadate: {}');
    expect(refused(yaml).map((line) => line.split(' ')[0])).toEqual(['/dat', '/immutable', '/metadate']);
  });

  test('the rest is judged beside it', () => {
    expect(refused('apiVersion: v1\nkind: Service\nmetadata: { name: A_B }\nspec: { port: 80 }')).toEqual([
      "/spec/port ServiceSpec has no field 'port' (did you mean 'ports'?)",
      expect.stringMatching(/^\/metadata\/name must be lower-case letters/),
    ]);
  });
});
