import { API_FIELDS } from '../generated/api-fields';

/** One letter says what a field holds; see scripts/api-fields/merge-releases.mjs. */
export type Scalar = 's' | 'i' | 'l' | 'd' | 'b' | 'o' | 'q' | 't' | 'm' | 'y' | 'a';

/** What a field holds: a scalar or an object of a type, or lists and maps of them. */
export interface Shape {
  /** `[` a list of, `{` a map of, from outside to inside. */
  readonly wrap: string;
  readonly scalar?: Scalar;
  readonly type?: ApiType;
}

/** The releases that know a field or kind: the first and the last one, where they are not the ends of the table. */
export interface Span {
  readonly since?: number;
  readonly until?: number;
}

export interface Field extends Span {
  readonly shape: Shape;
}

/** A type of the API, such as `PodSpec`; its fields are read when first asked for. */
export class ApiType {
  private known?: ReadonlyMap<string, Field>;

  public constructor(
    public readonly name: string,
    private readonly written: string,
    private readonly table: ApiTable,
  ) {}

  public get fields(): ReadonlyMap<string, Field> {
    return (this.known ??= this.read());
  }

  private read(): ReadonlyMap<string, Field> {
    const fields = new Map<string, Field>();
    for (const field of this.written.split(' ').slice(1)) {
      const colon = field.indexOf(':');
      const [code, span] = field.slice(colon + 1).split('@');
      fields.set(field.slice(0, colon), { shape: this.table.shape(code), ...spanOf(span) });
    }
    return fields;
  }
}

export interface ServedKind extends Span {
  readonly type: ApiType;
  /** Its `apiVersion/Kind`. */
  readonly key: string;
  /** What its objects are called in paths: `deployments`. */
  readonly plural: string;
  readonly isNamespaced: boolean;
}

interface WrittenTable {
  readonly minors: readonly number[];
  readonly types: readonly string[];
  readonly kinds: readonly string[];
  /** Custom resources of which some fields are known: the ones that this library makes. */
  readonly custom: readonly string[];
}

/** The fields and kinds of all supported versions, as generated from the releases of the Kubernetes client. */
export class ApiTable {
  private static loaded?: ApiTable;

  /** The table, read when first asked for. */
  public static get(): ApiTable {
    return (ApiTable.loaded ??= new ApiTable(JSON.parse(API_FIELDS) as WrittenTable));
  }

  private readonly types: readonly ApiType[];
  private readonly kinds = new Map<string, ServedKind>();
  private readonly byApiVersion = new Map<string, Map<string, ServedKind>>();
  private readonly custom = new Map<string, ApiType>();
  private readonly groups = new Set<string>(['extensions']);

  /** The minor versions of which there is a release. */
  public readonly minors: readonly number[];

  private constructor({ minors, types, kinds, custom }: WrittenTable) {
    this.minors = minors;
    this.types = types.map((written) => new ApiType(bareName(written.slice(0, written.indexOf(' '))), written, this));
    for (const written of kinds) {
      const [key, type, plural, scope, span] = written.replace('@', ' ').split(' ');
      const served = { type: this.types[Number(type)], key, plural, isNamespaced: scope === 'n', ...spanOf(span) };
      this.kinds.set(key, served);
      const parts = key.split('/');
      const apiVersion = parts.slice(0, -1).join('/');
      const kinds = this.byApiVersion.get(apiVersion) ?? new Map<string, ServedKind>();
      this.byApiVersion.set(apiVersion, kinds.set(parts[parts.length - 1], served));
      this.groups.add(parts.length === 3 ? parts[0] : '');
    }
    for (const written of custom) {
      const [key, type] = written.split(' ');
      this.custom.set(key, this.types[Number(type)]);
    }
  }

  /** The facts about a kind, whatever versions serve it. */
  public kind(apiVersion: string, kind: string): ServedKind | undefined {
    return this.byApiVersion.get(apiVersion)?.get(kind);
  }

  /** What is known of the spec of a custom resource; there may be more in it. */
  public customSpec(apiVersion: string, kind: string): ApiType | undefined {
    return this.custom.get(`${apiVersion}/${kind}`);
  }

  /** Every `apiVersion/Kind` of custom resources whose spec is known in part. */
  public get customKeys(): Iterable<string> {
    return this.custom.keys();
  }

  /**
   * Whether only the API server itself can serve an apiVersion: groups of custom resources have a dot, and are none of
   * its own.
   */
  public isBuiltIn(apiVersion: string): boolean {
    const group = apiVersion.slice(0, Math.max(apiVersion.indexOf('/'), 0));
    return this.groups.has(group) || !group.includes('.');
  }

  /** Every `apiVersion/Kind` of the table. */
  public get keys(): Iterable<string> {
    return this.kinds.keys();
  }

  /** The metadata of any object. */
  public get metadata(): Field | undefined {
    return this.kind('v1', 'ConfigMap')?.type.fields.get('metadata');
  }

  /** The first minor version that can know what is known since a release: versions between two releases might. */
  public earliest(since: number): number {
    const index = this.minors.indexOf(since);
    return index > 0 ? this.minors[index - 1] + 1 : since;
  }

  /** The last minor version that can know what is known until a release. */
  public latest(until: number): number {
    const index = this.minors.indexOf(until);
    return index >= 0 && index < this.minors.length - 1 ? this.minors[index + 1] - 1 : until;
  }

  /** What a code of the table means. */
  public shape(code: string): Shape {
    const wrap = /^[[{]*/.exec(code)?.[0] ?? '';
    const rest = code.slice(wrap.length);
    return /^\d/.test(rest) ? { wrap, type: this.types[Number(rest)] } : { wrap, scalar: rest as Scalar };
  }
}

function spanOf(span: string | undefined): Span {
  const [since, until] = (span ?? '').split('-');
  return { ...(since && { since: Number(since) }), ...(until && { until: Number(until) }) };
}

/** `V1PodSpec` and `CoreV1Event` as people write them. */
function bareName(name: string): string {
  return name.replace(/^[A-Za-z]*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '');
}
