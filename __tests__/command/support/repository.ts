import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gitIn } from '../../../lib/command/git/git';
import { DISK, type FileSystem } from '../../../lib/manifests/read';
import { type Files, type Ran, ran } from './command-run';

/** A repository of its own, in a folder that goes after the tests. */
export class TestRepository {
  public readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'review-')));

  public constructor() {
    this.git('init', '--quiet', '--initial-branch=main');
  }

  public write(files: Files): this {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
    return this;
  }

  /** Commits everything that is there; gives the id of the commit. */
  public commit(files: Files = {}): string {
    this.write(files);
    this.git('add', '--all');
    this.git('commit', '--quiet', '--allow-empty', '--message=change');
    return this.git('rev-parse', 'HEAD').trim();
  }

  public git(...args: string[]): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', [...identity, '-c', 'protocol.file.allow=always', ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      stdio: 'pipe',
    });
  }

  /** Runs a command line in it, or in a folder of it. */
  public ran(commandLine: string | readonly string[], { below = '.', standardInput = '' } = {}): Promise<Ran> {
    const folder = join(this.folder, below);
    return ran(commandLine, { git: gitIn(folder), fileSystem: diskFrom(folder), standardInput });
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The disk, with paths that start from a folder. */
function diskFrom(folder: string): FileSystem {
  const from = (path: string): string => (path.startsWith('/') ? path : join(folder, path));
  return {
    stat: (path) => DISK.stat(from(path)),
    list: (path) => DISK.list(from(path)),
    realPath: (path) => DISK.realPath(from(path)),
    read: (path, limit) => DISK.read(from(path), limit),
  };
}

/** A Deployment of one pod, in YAML. */
export function deployment(name: string, image: string, selector = name): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: vision }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${selector} } }
  template:
    metadata: { labels: { app: ${selector} } }
    spec:
      containers: [{ name: ${name}, image: '${image}' }]
`;
}
