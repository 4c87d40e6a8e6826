import { readdirSync } from 'node:fs';
import { importX } from 'eslint-plugin-import-x';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** Dependencies between the folders of lib/ point one way: a folder may import those listed for it, and itself. */
const MODEL = ['model', 'cluster', 'manifests', 'private'];
const LAYERS = {
  // What knows Kubernetes objects, wherever they come from, and never constructs.
  private: [],
  manifests: ['private'],
  cluster: ['manifests', 'private'],
  model: ['cluster', 'manifests', 'private'],
  rules: MODEL,
  review: ['rules', ...MODEL],
  import: ['rules', ...MODEL],
  command: ['import', 'review', 'rules', ...MODEL],
  // What makes objects, asks the model about them at most, and never judges them by rules.
  core: ['cluster', 'manifests', 'private'],
  runtimes: ['core', 'cluster', 'manifests', 'private'],
  sources: ['core', 'cluster', 'manifests', 'private'],
  // What alerts and releases ask Prometheus, and what it scrapes.
  watching: ['runtimes', 'core', 'cluster', 'manifests', 'private'],
  // What autoscalers go by.
  scaling: ['runtimes', 'core', 'cluster', 'manifests', 'private'],
  server: ['watching', 'scaling', 'runtimes', 'sources', 'core', 'cluster', 'manifests', 'private'],
  cache: ['server', 'scaling', 'runtimes', 'sources', 'core', 'cluster', 'manifests', 'private'],
  pools: ['server', 'watching', 'scaling', 'runtimes', 'sources', 'core', ...MODEL],
  rollout: ['server', 'watching', 'scaling', 'runtimes', 'sources', 'core', ...MODEL],
  controllers: ['rollout', 'server', 'watching', 'scaling', 'runtimes', 'sources', 'core', ...MODEL],
  traffic: ['core', ...MODEL],
  tenant: ['core', ...MODEL],
  delivery: ['core', ...MODEL],
  // Both halves meet here.
  synth: ['delivery', 'rules', 'core', ...MODEL],
  testing: ['review', 'rules', ...MODEL],
};

/** Folders that make custom resources by their L1s. */
const RENDERS_CUSTOM_RESOURCES = ['traffic', 'pools', 'controllers', 'rollout', 'watching', 'scaling', 'server'];

/** Folders that import nothing of cdk8s and constructs. */
const WITHOUT_CONSTRUCTS = ['private', 'manifests', 'cluster', 'model', 'rules', 'review', 'import', 'command'];

const zones = Object.entries(LAYERS).map(([layer, allowed]) => ({
  target: `./lib/${layer}`,
  from: './lib',
  except: [layer, ...allowed].map((folder) => `./${folder}`),
  message: `lib/${layer} may import ${allowed.length > 0 ? allowed.map((folder) => `lib/${folder}`).join(', ') : 'nothing else of lib'}`,
}));

/** The L1s of custom resources know nothing of lib/, and only what renders custom resources knows them. */
zones.push(
  { target: './imports', from: './lib', message: 'imports/ may import nothing of lib' },
  {
    target: Object.keys(LAYERS)
      .filter((layer) => !RENDERS_CUSTOM_RESOURCES.includes(layer))
      .map((layer) => `./lib/${layer}`),
    from: './imports',
    message: `only ${RENDERS_CUSTOM_RESOURCES.map((folder) => `lib/${folder}`).join(' and ')} render custom resources`,
  },
);

/** Everything about a routing API is in one folder for each half: none imports another's, what they share is beside them. */
for (const dialects of ['./lib/model/routing/dialects', './lib/traffic/dialects']) {
  const folders = readdirSync(new URL(dialects, import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
    .map(({ name }) => name);
  for (const folder of folders)
    zones.push({
      target: `${dialects}/${folder}`,
      from: folders.filter((other) => other !== folder).map((other) => `${dialects}/${other}`),
      message: 'a routing API may import nothing of another one',
    });
  zones.push({
    target: `${dialects}/shared`,
    from: folders.map((folder) => `${dialects}/${folder}`),
    message: 'what routing APIs share knows none of them',
  });
}

export default tseslint.config(
  {
    ignores: [
      'lib/model/validation/generated',
      'build',
      'dist',
      'examples',
      'templates',
      'node_modules',
      '*.js',
      '**/*.mjs',
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver': { node: { extensions: ['.ts', '.js'] } }, 'import-x/extensions': ['.ts', '.js'] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': ['error', { commonjs: true }],
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'cdk8s-plus-28',
              allowTypeImports: true,
              message: 'it costs 4.7 MB of JavaScript; import types only',
            },
          ],
        },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-extraneous-class': ['error', { allowConstructorOnly: true, allowStaticOnly: true }],
      // Callers in plain JavaScript pass what the types forbid; those checks are the point.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: WITHOUT_CONSTRUCTS.map((folder) => `lib/${folder}/**`),
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: ['cdk8s', 'cdk8s-plus-28', 'constructs'].map((name) => ({
            name,
            message: 'this half of the library knows manifests, not constructs',
          })),
        },
      ],
    },
  },
  {
    // Manifests are read field by field in tests: typed as unknown, every field would need a cast.
    files: ['lib/testing/**'],
    rules: { '@typescript-eslint/no-explicit-any': 'off', '@typescript-eslint/no-unsafe-member-access': 'off' },
  },
  {
    files: ['__tests__/**', 'apps/**', 'bench/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/explicit-function-return-type': 'off',
      'max-lines-per-function': 'off',
      'max-lines': ['error', { max: 330, skipBlankLines: true, skipComments: true }],
    },
  },
  prettier,
);
