import { importManifests } from '../import/import-manifests';
import type { Imported } from '../import/report';
import { notesText } from '../import/write/head';
import { readManifests, type ReadProblem, STANDARD_INPUT } from '../manifests/read';
import { show } from '../private/show';
import { UsageError } from '../private/errors';
import { ExitCode } from './exit-code';
import type { Io } from './io';
import { nothingRead } from './nothing-read';
import { type ImportCommandOptions, importOptions } from './options/import-options';
import { problemsText } from './report/text';
import { visible, visibleJson } from './report/visible';
import { repeatedObjects } from './review/repeated-objects';
import { writeReason } from '../private/write-reason';

/** Number of the form of the JSON report. */
const JSON_VERSION = 1;

const NAME_SERVERS = 'name manifests of Deployments or InferenceServices, such as what kubectl get -o yaml prints';

/**
 * The command `import`: reads manifests and writes a TypeScript file that synthesizes to what they mean.
 *
 * @throws UsageError for a wrong command line, for manifests of which nothing is a server, and for a file that cannot be
 * written
 */
export async function importCommand(args: readonly string[], io: Io): Promise<ExitCode> {
  const options = importOptions(args);
  const standardInput = options.path === STANDARD_INPUT ? await io.standardInput() : undefined;
  const { fileSystem } = io;
  const read = readManifests([options.path], { fileSystem, ...(standardInput !== undefined && { standardInput }) });
  const problems = [...read.problems, ...nothingRead(read, { named: NAME_SERVERS }), ...repeatedObjects(read)];
  // What cannot be read would be missing from the file, and from the cluster soon after.
  if (problems.length > 0) {
    io.printError(problemsText(problems.map(intoImport), false));
    return ExitCode.UNUSABLE;
  }
  const imported = importManifests(read.manifests, { from: options.path, safeDefaults: options.safeDefaults });
  if (options.output !== undefined) write(io, options.output, imported.source, options.force);
  if (options.format === 'json') io.print(jsonText(imported, options));
  else {
    if (options.output === undefined) io.print(imported.source);
    io.printError(reportText(imported, options));
  }
  return ExitCode.OK;
}

/** Ways out that the reader proposes for `check` lead here all the same. */
function intoImport(problem: ReadProblem): ReadProblem {
  return { ...problem, ...(problem.fix !== undefined && { fix: problem.fix.replace(/\bcheck -/, 'import -') }) };
}

function write({ writer }: Io, path: string, text: string, replaces: boolean): void {
  try {
    writer.write(path, text, replaces);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError([
      code === 'EEXIST'
        ? `${show(path)} exists already, and is left as it is; name another file with --output, or replace it with --force`
        : `${show(path)} cannot be written, and nothing was: ${writeReason(error)}`,
    ]);
  }
}

function reportText({ notes, servers }: Imported, options: ImportCommandOptions): string {
  const { path, output, safeDefaults } = options;
  const what = servers === 1 ? '1 server' : `${servers} servers`;
  const lines = [
    `imported ${what}${output === undefined ? '' : ` into ${output}`}`,
    ...notesText(notes),
    '',
    `to see ${safeDefaults ? 'what is replaced once' : 'that nothing restarts'} and that requests go where they went${keptText(options)}:`,
    ...verification(path, output).map((command) => `  ${command}`),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

/** Names for what went through pipes, and is in no file yet. */
const PIPED = 'live.yaml';
const PRINTED = 'main.ts';

/** The commands that prove it. */
function verification(path: string, output: string | undefined): string[] {
  const before = path === STANDARD_INPUT ? PIPED : inShell(path);
  return [
    `npx tsx ${output === undefined ? PRINTED : inShell(output)}`,
    `npx cdk8s-model-serving review ${before} dist`,
  ];
}

/** What has to be in files before those commands can be run. */
function keptFirst({ path, output, format }: ImportCommandOptions): string[] {
  const printed = format === 'json' ? 'source' : 'what is printed here';
  return [
    ...(path === STANDARD_INPUT ? [`what was piped as ${PIPED}`] : []),
    ...(output === undefined ? [`${printed} as ${PRINTED} (--output ${PRINTED})`] : []),
  ];
}

function keptText(options: ImportCommandOptions): string {
  const kept = keptFirst(options);
  return kept.length === 0 ? '' : `, keep ${kept.join(' and ')}, then`;
}

function inShell(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function jsonText({ source, notes, servers }: Imported, options: ImportCommandOptions): string {
  const { path, output } = options;
  const keep = keptFirst(options);
  return `${visibleJson({
    version: JSON_VERSION,
    servers,
    ...(output === undefined ? { source } : { output }),
    notes,
    ...(keep.length > 0 && { keep }),
    verify: verification(path, output),
  })}\n`;
}
