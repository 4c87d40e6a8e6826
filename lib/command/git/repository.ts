import { UsageError } from '../../private/errors';
import { show } from '../../private/show';
import type { Git } from './git';

/** The repository that a command is run in. */
export class Repository {
  /**
   * Finds it.
   *
   * @throws UsageError when there is none, or no Git
   */
  public static at(git: Git): Repository {
    const { status, output, errors } = git.run(['rev-parse', '--is-inside-work-tree', '--show-prefix']);
    if (status === undefined) throw new UsageError([`git cannot be run (${errors}); install it, or review folders`]);
    if (/dubious ownership/.test(errors)) {
      throw new UsageError([
        `${show(git.folder)} belongs to somebody else, and git does not read it; run: git config --global --add safe.directory ${git.folder}`,
      ]);
    }
    if (status !== 0)
      throw new UsageError([`${show(git.folder)} is in no git repository; run this inside of one, or review folders`]);
    const [inside, prefix = ''] = output.toString('utf8').split('\n');
    return new Repository(git, inside === 'true', prefix);
  }

  private constructor(
    private readonly git: Git,
    /** Whether there are files checked out. */
    public readonly hasWorkTree: boolean,
    /** The folder that the command is run in, from the root, with a slash behind it; empty for the root. */
    public readonly prefix: string,
  ) {}

  /**
   * The commit that a reference names.
   *
   * @throws UsageError when it names none
   */
  public commitOf(ref: string): string {
    const { status, output } = this.git.run([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${ref}^{commit}`,
    ]);
    const id = output.toString('utf8').trim();
    if (status === 0 && isObjectId(id)) return id;
    throw new UsageError([`git: ${show(ref)} names no commit here; ${this.wayToGet(ref)}`]);
  }

  /**
   * The commit at which a reference and what is checked out went apart.
   *
   * @throws UsageError when there is none, or the clone does not reach back to it
   */
  public mergeBaseOf(ref: string): string {
    const [theirs, ours] = [this.commitOf(ref), this.commitOf('HEAD')];
    const { status, output } = this.git.run(['merge-base', theirs, ours]);
    const id = output.toString('utf8').trim();
    if (status === 0 && isObjectId(id)) return id;
    throw new UsageError([
      this.isShallow()
        ? `git: this clone is shallow and does not reach back to where ${show(ref)} and HEAD went apart; run: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0, in GitLab CI: GIT_DEPTH: 0)`
        : `git: ${show(ref)} and HEAD have no commit in common; name what to compare with as git:REF`,
    ]);
  }

  /** Number of files at and below a path, from the root, that are not as they are in what is checked out. */
  public uncommitted(path: string): number {
    const { status, output } = this.git.run([
      ...this.withoutFilters(),
      'status',
      '--porcelain',
      '-z',
      '--no-renames',
      '--untracked-files=all',
      '--ignore-submodules=all',
      '--',
      `${'../'.repeat(this.prefix.split('/').length - 1)}${path === '' ? '.' : path}`,
    ]);
    return status === 0 ? output.toString('utf8').split('\0').length - 1 : 0;
  }

  /** Runs a command on objects, which are named by their ids. */
  public run(args: readonly string[], input?: string, limit?: number): Buffer {
    const { status, output, errors } = this.git.run(args, input, limit);
    if (status === 0) return output;
    throw new UsageError([
      `git: cannot read the repository: ${errors.trim()}; run: git fsck, or git fetch --refetch where the clone is a partial one`,
    ]);
  }

  private isShallow(): boolean {
    return this.git.run(['rev-parse', '--is-shallow-repository']).output.toString('utf8').trim() === 'true';
  }

  private wayToGet(ref: string): string {
    if (this.isShallow())
      return 'this clone is shallow; run: git fetch --unshallow (in GitHub Actions: actions/checkout with fetch-depth: 0, in GitLab CI: GIT_DEPTH: 0)';
    const remote = /^origin\/(.+)/.exec(ref);
    return remote ? 'run: git fetch origin' : 'name a branch, a tag or a commit, and run git fetch when it is new';
  }

  /** Settings that take every filter of the configuration away: comparing files must run no program. */
  private withoutFilters(): string[] {
    const { output } = this.git.run(['config', '-z', '--name-only', '--get-regexp', '^filter\\.']);
    const names = output
      .toString('utf8')
      .split('\0')
      .flatMap((key) => /^filter\.(.*)\.[^.]*$/s.exec(key)?.[1] ?? [])
      .filter((name) => !/[=\n]/.test(name));
    return [...new Set(names)].flatMap((name) => [
      ...['-c', `filter.${name}.clean=`],
      ...['-c', `filter.${name}.process=`],
      ...['-c', `filter.${name}.required=false`],
    ]);
  }
}

function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
