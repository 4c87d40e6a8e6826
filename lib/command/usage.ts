/** How a command is called, and what there is to know of it. */
interface CommandUsage {
  readonly synopses: readonly string[];
  readonly text: string;
}

const PROGRAM = 'cdk8s-model-serving';

const PATHS = `PATH is a folder (all .yaml, .yml and .json files below), a file, or - for standard input.`;

const COMMANDS = {
  check: {
    synopses: ['check PATH... [options]'],
    text: `check finds what a cluster refuses, and what breaks once it is applied, in any Kubernetes
manifests. ${PATHS}

Options of check:
  --format FORMAT       text (default), json, sarif or github
  --fail-on SEVERITY    what exits with 1: error (default) or warning
  --cluster FILE        facts of the cluster, for example its Kubernetes version
  --schemas DIR         schemas of custom resources: GROUP/KIND_VERSION.json, or CRDs in YAML
  --acknowledge FILE    findings that are accepted, with reasons
  --baseline FILE       findings recorded before by --format json: only new ones count
  --disable RULE        leave a rule out
  --severity RULE=SEVERITY
                        weigh a rule as error or warning

--schemas, --acknowledge, --disable and --severity can be given several times.
`,
  },
  review: {
    synopses: ['review BEFORE AFTER [options]', 'review --base-of REF PATH [AFTER] [options]'],
    text: `review says what a change of manifests will do: what is refused, what restarts, what traffic
does. A side is a folder, a file, - for standard input, or git:REF[:PATH], a commit.

Options of review:
  --format FORMAT       text (default), markdown, html or json
  --delivery TOOL       who applies the manifests: kubectl (default), argocd or flux
  --fail-on VERDICT     what exits with 1: outage, refused (default), attention or any change;
                        each with what is graver
  --cluster FILE        facts of the cluster that both sides are for, as for check
  --base-of REF         PATH as it was where REF and HEAD went apart is BEFORE
`,
  },
  plan: {
    synopses: ['plan [PATH...] [--format FORMAT]'],
    text: `plan prints every apply of the releases (Canary, BlueGreen) in manifests, which of them each has
reached, and the steps that Argo Rollouts takes. PATH is a folder, a file or - (default: dist),
FORMAT text (default), markdown or json.
`,
  },
  import: {
    synopses: ['import PATH [options]'],
    text: `import reads Deployments with what belongs to them, or InferenceServices of KServe, and writes a
TypeScript file that synthesizes to the same: no pod restarts, requests go where they went. What
could not be carried over is listed. PATH is one folder or file, or - for standard input.

Options of import:
  --output FILE         the file to write (default: standard output)
  --force               replace FILE where it exists
  --format FORMAT       what the list is written as: text (default) or json
  --safe-defaults       write servers with this library's defaults instead: probes, shutdown, rights;
                        pods are replaced once, and what changes is listed
`,
  },
  explain: {
    synopses: ['explain [RULE]'],
    text: `explain prints what a rule proves and why; without RULE it lists all rules.
`,
  },
  init: {
    synopses: ['init [DIR] [options]'],
    text: `init writes a project into DIR (default: the current folder): an app, tests, and what pull
requests run. It asks nothing and touches no file that is there.

Options of init:
  --name NAME           of the project (default: the name of the folder)
  --ci PIPELINES        github (default), gitlab or none
`,
  },
  image: {
    synopses: ['image set NAME IMAGE [options]'],
    text: `image set writes IMAGE as the one of NAME into a file that ImageTags.fromFile reads. The rest of
the file stays as it is.

Options of image set:
  --file FILE           the file (default: images.json)
  --add                 add NAME where it is not in the file
`,
  },
} as const satisfies { readonly [command: string]: CommandUsage };

const EXITS = `Exits with 0 when nothing was found that fails, with 1 for what was found, with 2 when something
cannot be read, when there is nothing to look at, or when the command line is wrong.
`;

const GENERAL = `--help, with a command for that command alone; --version
`;

/** A command of the command line. */
export type CommandName = keyof typeof COMMANDS;

/** Every command, in the order in which they are listed. */
export const COMMAND_NAMES: readonly CommandName[] = ['check', 'review', 'plan', 'explain', 'image', 'import', 'init'];

/** Whether there is a command of that name. */
export function isCommandName(name: string | undefined): name is CommandName {
  return name !== undefined && Object.hasOwn(COMMANDS, name);
}

/** What `--help` prints: of one command, or of all. */
export function usage(command?: CommandName): string {
  const told: readonly CommandUsage[] = command === undefined ? Object.values(COMMANDS) : [COMMANDS[command]];
  const lines = told.flatMap(({ synopses }) => synopses);
  const synopsis = lines.map((line, index) => `${index === 0 ? 'Usage: ' : '       '}${PROGRAM} ${line}\n`).join('');
  const general = command === undefined ? [GENERAL] : [];
  return [synopsis, ...told.map(({ text }) => text), ...general, EXITS].join('\n');
}
