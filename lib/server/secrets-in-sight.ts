/** Names of what is secret by itself, as words of a variable's or flag's name. */
const SECRET_WORD =
  /^(pass|pwd|secret|token|bearer|credentials?|.*passw(or)?d|.*passphrase|(auth|access|api|bearer|refresh|hf)token|(client|app)secret|(api|access|private|secret|auth|account)key|(db|root|admin|user)(pass|pwd))$/;
/** A key is a secret with one of these before it: a sort key and a primary key are none. */
const KEY_OF = /^(api|access|account|auth|encryption|license|master|private|secret|shared|signing|ssh)$/;
/** A token is none with one of these before it: the special tokens of a tokenizer, and numbers of tokens. */
const TOKEN_OF = /^(begin|bos|cls|end|eos|eot|image|mask|max|min|next|num|pad|per|prompt|sep|special|start|stop|unk)$/;
/** What may come behind without changing what is meant: `PASSWORD_1`, `TOKEN_BASE64`. */
const AFTERTHOUGHT = /^(\d+|b64|base64|value)$/;

const SECRET_VALUE =
  /^(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|hf_[A-Za-z0-9]{20,}|sk-[-_A-Za-z0-9]{20,}|xox[abp]-[-A-Za-z0-9]{10,}|eyJ[-_A-Za-z0-9]+\.eyJ[-_A-Za-z0-9]+\..*)$|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
/** A URL with user and password; group 1 is the password. */
const CREDENTIALS = /\b[a-z][-+.a-z0-9]{0,20}:\/\/[^\s/?#@:]*:([^\s/?#@]+)@/i;
/** Other variables' values and nothing else: nothing of them stands in the manifest here. */
const REFERENCES = /^(\$\([-._a-zA-Z0-9]+\))*$/;
/** What a shell puts in when it runs, in the words of its line: `"$(cat /secrets/token)"` (cut at the blank), `${TOKEN}`. */
const SUBSTITUTED = /^"?\$(\([^)]*(\)"?)?|[A-Za-z_]\w*"?|\{[A-Za-z_]\w*\}"?)$/;
/** A switch is no secret: `USE_TOKEN=true`. */
const SWITCH = /^(true|false|yes|no|on|off|none|null)$/i;

/** Whether a variable, or a flag with its value, looks like a secret in plain sight. */
export function looksLikeSecret(name: string, value: unknown): boolean {
  if (typeof value !== 'string' || REFERENCES.test(value)) return false;
  return (isSecretName(name) && !SWITCH.test(value)) || isSecretValue(value);
}

/** Whether a header of a request looks like a secret in plain sight: `Authorization: Bearer ...`, `X-Api-Key: ...`. */
export function looksLikeSecretHeader(name: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const credentials = value.trim().replace(/^[A-Za-z][-\w]*\s+/, '');
  if (/^(proxy-)?authorization$/i.test(name)) return credentials !== '' && !REFERENCES.test(credentials);
  return looksLikeSecret(name, value) || isSecretValue(credentials);
}

/**
 * Warnings about arguments that look like secrets: `--api-key=...`, `--api-key ...`, `API_KEY=...`, also inside the line
 * of a shell, and values that speak for themselves. None repeats a value.
 */
export function secretsInArgs(property: string, args: readonly string[] = []): string[] {
  const words = args.flatMap((arg) => wordsOfArgument(arg));
  const named = words.flatMap((word, index) => {
    const [, flag, assigned] = /^(-{0,2}[A-Za-z][-.\w]*)(?:=([^]*))?$/.exec(word) ?? [];
    const value =
      assigned ?? (flag?.startsWith('-') && !words[index + 1]?.startsWith('-') ? words[index + 1] : undefined);
    return flag !== undefined && isSecretName(flag) && looksLikeSecret(flag, value) ? [`'${flag}'`] : [];
  });
  const bare = args.flatMap((arg, index) => (isSecretValue(arg) ? [`[${index}]`] : []));
  return [...new Set([...named, ...bare])].map(
    (what) =>
      `${property} ${what} looks like a secret, and its value stands in the manifest for everyone to read; read it by envFromSecrets: { NAME: SecretKeyRef.named(...) } and write '$(NAME)' in its place`,
  );
}

/** An argument, or the words of a shell's line in it, where a substitution is no value: it is left empty. */
function wordsOfArgument(arg: string): string[] {
  const words = arg.split(/\s+/);
  if (words.length === 1) return words;
  return words.map((word) => {
    const [, name = '', value = ''] = /^([^=$"]*=)?([^]*)$/.exec(word) ?? [];
    return SUBSTITUTED.test(value) ? name : word;
  });
}

/** What was found about a name: those of a runtime come up in every server. */
const judged = new Map<string, boolean>();
const MAX_JUDGED = 1024;

function isSecretName(name: string): boolean {
  const known = judged.get(name);
  if (known !== undefined) return known;
  if (judged.size >= MAX_JUDGED) judged.clear();
  const isSecret = readsLikeSecret(name);
  judged.set(name, isSecret);
  return isSecret;
}

function readsLikeSecret(name: string): boolean {
  const words = wordsOf(name);
  while (words.length > 1 && AFTERTHOUGHT.test(words[words.length - 1])) words.pop();
  const last = words[words.length - 1] ?? '';
  const before = words[words.length - 2] ?? '';
  // By itself it is the working directory, as every shell sets it.
  if (last === 'pwd' && (before === '' || before === 'old')) return false;
  if (last === 'key') return KEY_OF.test(before);
  return SECRET_WORD.test(last) && !(last === 'token' && TOKEN_OF.test(before));
}

function isSecretValue(value: string): boolean {
  const password = CREDENTIALS.exec(value)?.[1];
  return SECRET_VALUE.test(value) || (password !== undefined && !REFERENCES.test(password));
}

/** `HF_TOKEN`, `hfToken`, `hf-token` and `hf.token` are the words hf and token. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
