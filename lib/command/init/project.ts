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

/** Where the files of the pipelines go. */
const PIPELINE_FOLDERS: { readonly [pipelines in Pipelines]: { readonly [folder: string]: string } } = {
  github: { 'examples/github': '.github/workflows/', 'examples/scripts': '.ci/' },
  gitlab: { 'examples/gitlab': '', 'examples/scripts': '.ci/' },
  none: {},
};

/** A project from nothing: an app, its tests and what a pull request runs. */
export function projectFiles(options: ProjectOptions): ProjectFiles {
  const { version } = ownPackage();
  const files = Object.entries({ 'templates/typescript': '', ...PIPELINE_FOLDERS[options.pipelines] }).flatMap(
    ([folder, to]) =>
      Object.entries(packagedFiles(folder)).map(([file, text]) => [
        `${to}${named(file)}`,
        text.replaceAll('my-models', options.name).replace('OWN_VERSION', version),
      ]),
  );
  return Object.fromEntries(files) as ProjectFiles;
}

/** npm leaves files of this name out of what it packs, or acts on them. */
function named(file: string): string {
  return file === 'gitignore' ? '.gitignore' : file;
}
