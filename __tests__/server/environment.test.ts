import fc from 'fast-check';
import { ApiObject, App, Chart } from 'cdk8s';
import { ConfigMap } from 'cdk8s-plus-28';
import { ConfigMapKeyRef, type EnvironmentOptions, SecretKeyRef } from '../../lib';
import { Problems } from '../../lib/private/problems';
import { planEnvironment, renderEnvironment } from '../../lib/server/environment';

function plan(options: EnvironmentOptions, preset?: { [name: string]: string }) {
  const problems = new Problems('it');
  const { variables, warnings, configMaps } = planEnvironment(problems, '', options, { env: preset });
  return {
    problems: problems.sentences,
    warnings: warnings.map(({ text }) => text),
    configMaps,
    entries: renderEnvironment(variables) as any[],
  };
}

const names = (options: EnvironmentOptions, preset?: { [name: string]: string }) =>
  plan(options, preset).entries.map(({ name }) => name);
const secret = SecretKeyRef.named('hub', 'token');
const setting = ConfigMapKeyRef.named('settings', 'level');

const name = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
const value = fc.array(
  fc.oneof(
    name.map((other) => `$(${other})`),
    name.map((other) => `$$(${other})`),
    fc.constantFrom('$', '$$', 'x', '$(', ')'),
  ),
  { maxLength: 3 },
);
const env = fc.dictionary(
  name,
  value.map((parts) => parts.join('')),
  { minKeys: 1 },
);

test('the order of the variables does not depend on the order of writing', () => {
  const written = env.chain((options) =>
    fc.tuple(
      fc.constant(options),
      fc.shuffledSubarray(Object.entries(options), { minLength: Object.keys(options).length }),
    ),
  );
  fc.assert(
    fc.property(written, ([options, shuffled]) => {
      expect(plan({ env: Object.fromEntries(shuffled) }).entries).toEqual(plan({ env: options }).entries);
    }),
  );
});

test('every variable stands behind those it refers to, unless they refer to each other', () => {
  fc.assert(
    fc.property(env, (options) => {
      const order = names({ env: options });
      expect([...order].sort()).toEqual(Object.keys(options).sort());
      const refersTo = (from: string) =>
        [...options[from].replaceAll('$$', '').matchAll(/\$\((\w)\)/g)]
          .map(([, to]) => to)
          .filter((to) => to in options);
      const reachable = (from: string, seen = new Set<string>()): Set<string> => {
        for (const to of refersTo(from)) if (!seen.has(to)) reachable(to, seen.add(to));
        return seen;
      };
      for (const from of order) {
        for (const to of refersTo(from)) {
          if (!reachable(to).has(from)) expect(order.indexOf(to)).toBeLessThan(order.indexOf(from));
        }
      }
    }),
    { numRuns: 500 },
  );
});

test.each<[string, EnvironmentOptions['env'], string[]]>([
  ['by name', { B: '1', A: '1', _C: '1', a: '1' }, ['A', 'B', '_C', 'a']],
  ['a reference comes behind what it refers to', { A: '$(Z)/x', Z: '1' }, ['Z', 'A']],
  ['a chain of references', { A: '$(B)', B: '$(C)', C: '1' }, ['C', 'B', 'A']],
  ['an escaped reference is none', { A: '$$(Z)', Z: '1' }, ['A', 'Z']],
  ['a dollar and a reference', { A: '$$$(Z)', Z: '1' }, ['Z', 'A']],
  ['a reference to what is not there', { B: '$(HOST)', A: '1' }, ['A', 'B']],
  ['a shell variable is no reference', { A: '${Z} $Z', Z: '1' }, ['A', 'Z']],
  ['a variable that refers to itself', { PATH: '$(PATH):/opt', A: '1' }, ['A', 'PATH']],
  ['two that refer to each other', { A: '$(B)', B: '$(A)', C: '$(A)' }, ['B', 'A', 'C']],
])('%s', (_what, options, order) => {
  expect(names({ env: options })).toEqual(order);
});

test('fifty variables that all refer to each other are put in order at once', () => {
  const all = Array.from({ length: 50 }, (_, index) => `V${index}`);
  const text = all.map((other) => `$(${other})`).join('');
  expect(names({ env: Object.fromEntries(all.map((each) => [each, text])) })).toHaveLength(50);
});

test('values from Secrets and ConfigMaps stand among the others, by name', () => {
  const { entries, problems } = plan({
    env: { MODEL: 'iris', URL: 'http://$(TOKEN)@hub' },
    envFromSecrets: { TOKEN: secret },
    envFromConfigMaps: { LOG_LEVEL: setting },
  });
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    { name: 'LOG_LEVEL', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } },
    { name: 'MODEL', value: 'iris' },
    { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'hub', key: 'token' } } },
    { name: 'URL', value: 'http://$(TOKEN)@hub' },
  ]);
});

test('no variables are no field at all', () => {
  expect(plan({}).entries).toBeUndefined();
});

test('a variable of the runtime may be replaced, from any source', () => {
  const preset = { HOME: '/tmp', PORT: '8000' };
  expect(names({}, preset)).toEqual(['HOME', 'PORT']);
  expect(plan({ env: { PORT: '9000' } }, preset).entries).toContainEqual({ name: 'PORT', value: '9000' });
  expect(plan({ envFromSecrets: { PORT: secret } }, preset).problems).toEqual([]);
});

test.each<[string, EnvironmentOptions]>([
  ['envFromSecrets', { env: { TOKEN: 'x' }, envFromSecrets: { TOKEN: secret } }],
  ['envFromConfigMaps', { env: { TOKEN: 'x' }, envFromConfigMaps: { TOKEN: setting } }],
  ['envFromConfigMaps', { envFromSecrets: { TOKEN: secret }, envFromConfigMaps: { TOKEN: setting } }],
])('a name that %s gives again is an error', (source, options) => {
  expect(plan(options).problems).toEqual([`${source} must name each variable once, got 'TOKEN' again`]);
});

test.each<[unknown, RegExp]>([
  [{ env: { '1A': 'x' } }, /^env names must be letters, .* got '1A'$/],
  [{ env: { 'A B': 'x' } }, /^env names must be/],
  [{ env: { PORT: 8000 } }, /^env\['PORT'\] must be a text, got 8000$/],
  [{ env: { DEBUG: undefined } }, /^env\['DEBUG'\] must be a text, got nothing$/],
  [{ envFromSecrets: { T: 'hub/token' } }, /^envFromSecrets\['T'\] must be made by SecretKeyRef\.named/],
  [{ envFromSecrets: { T: SecretKeyRef.named('Hub', 'token') } }, /^envFromSecrets\['T'\]\.secretName must be/],
  [{ envFromSecrets: { T: SecretKeyRef.named('hub', 'a b') } }, /^envFromSecrets\['T'\]\.key must be/],
  [{ envFromConfigMaps: { T: secret } }, /^envFromConfigMaps\['T'\] must be made by ConfigMapKeyRef\.named/],
  [{ envFromConfigMaps: { T: ConfigMapKeyRef.named('', 'k') } }, /^envFromConfigMaps\['T'\]\.configMapName must be/],
])('%j is an error', (options, problem) => {
  expect(plan(options as EnvironmentOptions).problems).toEqual([expect.stringMatching(problem)]);
});

test('ConfigMaps of this app are known, so that a change of theirs can replace the pods', () => {
  const chart = new Chart(new App(), 'chart');
  const made = new ConfigMap(chart, 'settings', { data: { level: 'info' } });
  const { configMaps, entries } = plan({ envFromConfigMaps: { A: ConfigMapKeyRef.of(made, 'level'), B: setting } });
  expect(configMaps).toEqual([made]);
  expect(entries[0].valueFrom.configMapKeyRef.name).toBe(ApiObject.of(made).name);
});

test.each([
  ['HF_TOKEN', 'x'],
  ['DB_PASSWORD', 'x'],
  ['password', 'x'],
  ['AWS_SECRET_ACCESS_KEY', 'x'],
  ['OPENAI_API_KEY', 'x'],
  ['apiKey', 'x'],
  ['GOOGLE_CREDENTIALS', '{}'],
  ['AWS_ACCESS_KEY_ID', `AKIA${'A'.repeat(16)}`],
  ['HUB', `hf_${'a'.repeat(30)}`],
  ['LLM', `sk-proj-${'a'.repeat(30)}`],
  ['GIT', `ghp_${'a'.repeat(36)}`],
  ['JWT', 'eyJhbGciOi.eyJzdWIiOi.c2ln'],
  ['CERT', '-----BEGIN RSA PRIVATE KEY-----\nabc'],
  ['PGPASSWORD', 'x'],
  ['DB_PASS', 'x'],
  ['MYSQL_PWD', 'x'],
  ['PASS', 'x'],
  ['hf-token', 'x'],
  ['spring.datasource.password', 'x'],
  ['dbPassword', 'x'],
  ['AZURE_STORAGE_ACCOUNT_KEY', 'x'],
  ['SSH_PASSPHRASE', 'x'],
  ['API_KEY_1', 'x'],
  ['TOKEN_BASE64', 'x'],
  ['DATABASE_URL', 'postgres://user:pass@host/db'],
  ['BROKER', 'redis://:pass@host:6379/0'],
  ['MIXED_TOKEN', '$(A)x'],
])('%s=%s looks like a secret in plain sight: a warning', (variable, text) => {
  const { warnings, problems } = plan({ env: { [variable]: text } });
  expect(problems).toEqual([]);
  expect(warnings).toEqual([expect.stringContaining(`env['${variable}'] looks like a secret`)]);
});

test('a warning says where the value belongs and does not repeat it', () => {
  const [warning] = plan({ env: { HF_TOKEN: 'hf_1234' } }).warnings;
  expect(warning).toContain('use envFromSecrets: { HF_TOKEN: SecretKeyRef.named(...) }');
  expect(warning).not.toContain('hf_1234');
});

test.each([
  ['MAX_TOKENS', '4096'],
  ['TOKENIZER_MODE', 'auto'],
  ['TOKENIZERS_PARALLELISM', 'false'],
  ['SECRET_NAME', 'hub'],
  ['DB_PASSWORD_FILE', '/etc/db/password'],
  ['KEYCLOAK_URL', 'http://keycloak'],
  ['MONKEY', 'x'],
  ['NONSECRET', 'x'],
  ['HF_TOKEN', ''],
  ['HUGGING_FACE_HUB_TOKEN', '$(HF_TOKEN)'],
  ['MODEL', 'sk-learn'],
  ['EOS_TOKEN', '</s>'],
  ['MAX_TOKEN', '512'],
  ['TOKEN_PATH', '/var/token'],
  ['COMPASS', 'x'],
  ['BYPASS', 'x'],
  ['PWD', '/app'],
  ['OLDPWD', '/app'],
  ['PRIMARY_KEY', 'id'],
  ['SORT_KEY', 'id'],
  ['CACHE_KEY', 'iris'],
  ['USE_TOKEN', 'true'],
  ['KEY_TOKEN', '$(A)$(B)'],
  ['URL', 'http://host:8080/a@b'],
  ['URL', 'postgres://$(USER):$(PASS)@host/db'],
  ['URL', 'postgres://user@host/db'],
])('%s=%s looks like no secret', (variable, text) => {
  expect(plan({ env: { [variable]: text } }).warnings).toEqual([]);
});
