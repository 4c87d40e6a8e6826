import { ownPackage, packagedFiles } from '../package-files';

/** Whose pipelines a project gets. */
export type Pipelines = 'github' | 'gitlab' | 'none';

export const PIPELINES: readonly Pipelines[] = ['github', 'gitlab', 'none'];

/** What a project is to be. */
export interface ProjectOptions {
  readonly name: string;
  readonly pipelines: Pipelines;
}

/** Files by their paths in the project. */
export interface ProjectFiles {
  readonly [path: string]: string;
}

/** What a project develops with: in the versions that this library is tested with. */
const TOOLS = ['@types/jest', '@types/node', 'jest', 'ts-jest', 'tsx', 'typescript'];
const PEERS = ['cdk8s', 'cdk8s-plus-28', 'constructs'];

/** Where the files of the pipelines go. */
const PIPELINE_FOLDERS: { readonly [pipelines in Pipelines]: { readonly [folder: string]: string } } = {
  github: { 'examples/github': '.github/workflows/', 'examples/scripts': '.ci/' },
  gitlab: { 'examples/gitlab': '', 'examples/scripts': '.ci/' },
  none: {},
};

/** A project from nothing: an app, its tests and what a pull request runs. */
export function projectFiles(options: ProjectOptions): ProjectFiles {
  const files = Object.entries({ 'templates/typescript': '', ...PIPELINE_FOLDERS[options.pipelines] }).flatMap(
    ([folder, to]) =>
      Object.entries(packagedFiles(folder)).map(([file, text]) => [
        `${to}${named(file)}`,
        text.replaceAll('my-models', options.name),
      ]),
  );
  return { 'package.json': packageJson(options.name), ...(Object.fromEntries(files) as ProjectFiles) };
}

/** npm leaves files of this name out of what it packs, or acts on them. */
function named(file: string): string {
  return file === 'gitignore' ? '.gitignore' : file;
}

function packageJson(name: string): string {
  const { version, devDependencies } = ownPackage();
  const pick = (names: readonly string[]): [string, string][] => names.map((tool) => [tool, devDependencies[tool]]);
  const content = {
    name,
    private: true,
    scripts: {
      synth: 'node --import tsx main.ts',
      check: 'cdk8s-model-serving check dist',
      test: 'jest',
      typecheck: 'tsc --noEmit',
    },
    dependencies: Object.fromEntries([
      ...pick(PEERS.slice(0, 2)),
      ['cdk8s-model-serving', version],
      ...pick(PEERS.slice(2)),
    ]),
    devDependencies: Object.fromEntries(pick(TOOLS)),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}
