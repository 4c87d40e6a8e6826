import { classNameOf } from './class-name';
import type { Construct, IConstruct } from 'constructs';
import { UsageError } from '../private/errors';
import { show, withArticle } from '../private/show';
import { Attachment } from './attachment';
import { checkScope } from './scope';

/** What an id names: of one sort each id stands once in a scope, of different sorts they make different objects. */
export type IdSort = 'server' | 'route' | 'tenant' | 'claim' | 'cache' | 'pool';

/** An id as a constructor was given it. */
interface GivenId<Id = unknown> {
  /** How messages call the construct: the name of its class. */
  readonly title: string;
  readonly sort: IdSort;
  readonly id: Id;
}

const GIVEN = new Attachment<GivenId<string>>('given-id');

/** How messages call those of a sort. */
const SORTS: { readonly [sort in IdSort]: string } = {
  cache: 'caches of weights',
  claim: 'claims of devices',
  pool: 'pools',
  server: 'servers and releases',
  route: 'routes',
  tenant: 'tenants',
};

/**
 * The id of the node of a construct whose id is a name: the same id, or where a construct of another sort has it in that
 * scope, one behind which nothing is called. The tree has each id once; a Deployment and an HTTPRoute may share a name.
 *
 * @throws when the id is none, or when another construct of the sort has it
 */
export function nodeIdOf(scope: IConstruct, given: GivenId): string {
  const { title, sort } = given;
  const id = constructId(title, scope, given.id);
  // Without one it is a root: that it is in no chart is said where that matters.
  if ((scope as unknown) != null) checkScope(title, scope, id);
  // The scope may be none: that is for `constructs` to say.
  const taken = (scope as Partial<IConstruct> | undefined)?.node?.tryFindChild(id);
  if (!taken) return id;
  const same = scope.node.children.find((child) => givenIdOf(child) === id && GIVEN.on(child)?.sort === sort);
  // The file of a chart is called by its path.
  const other = same ?? (sort === 'tenant' ? taken : undefined);
  if (other) throw new UsageError([duplicateProblem(given, scope, id, other)]);
  return `${id} (${title})`;
}

/** Remembers which id a construct was given: first thing after its node is there. */
export function keepGivenId(construct: Construct, given: GivenId): void {
  const { id, sort, title } = given;
  // As `constructs` writes it where it is the node's.
  GIVEN.attach(construct, { title, sort, id: String(id).replace(/\//g, '--') });
}

/** The id that a construct was given, which is its name unless it has another. */
export function givenIdOf(construct: IConstruct): string {
  return GIVEN.on(construct)?.id ?? construct.node.id;
}

function duplicateProblem({ title, sort }: GivenId, scope: IConstruct, id: string, other: IConstruct): string {
  const [where, path] = scope.node.path === '' ? ['the app', id] : [`'${scope.node.path}'`, `${scope.node.path}/${id}`];
  const own = GIVEN.on(other);
  const others = own?.sort === sort ? SORTS[sort] : 'charts';
  return `${title} '${path}': its id must differ from those of the other ${others} in ${where}, which has ${withArticle(own?.title ?? classNameOf(other))} '${id}' already; give one of them another id`;
}

/** The id of a construct, before `constructs` makes a text of what is none. */
function constructId(title: string, scope: IConstruct, id: unknown): string {
  if (typeof id === 'string' && id !== '') return id;
  // The scope may be wrong as well: that is for `constructs` to say.
  const path = (scope as Partial<IConstruct> | undefined)?.node?.path ?? '';
  throw new UsageError([`${title} in '${path}': id must be a text with a character at least, got ${show(id)}`]);
}
