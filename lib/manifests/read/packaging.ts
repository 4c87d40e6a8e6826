import { INTO_CHECK } from './into-check';
import type { ReadProblem } from './read-problem';

/** What a folder is when a tool has to make manifests of it first, and the command that does. */
export function packagingOf(folder: string, names: readonly string[]): ReadProblem | undefined {
  const quoted = /^[\w./-]+$/.test(folder) ? folder : `'${folder.replaceAll("'", "'\\''")}'`;
  if (names.includes('Chart.yaml')) {
    return {
      file: folder,
      message: 'is a Helm chart: its templates are no manifests yet',
      fix: `run: helm template ${quoted} ${INTO_CHECK}`,
    };
  }
  if (names.some((name) => name === 'kustomization.yaml' || name === 'kustomization.yml' || name === 'Kustomization')) {
    return {
      file: folder,
      message: 'is a kustomization: its patches are no manifests yet',
      fix: `run: kubectl kustomize ${quoted} ${INTO_CHECK}`,
    };
  }
  return undefined;
}
