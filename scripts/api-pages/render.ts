import {
  type ApiReferenceSchema,
  type ClassSchema,
  type JsiiEntity,
  Language,
  MarkdownRenderer,
  type Schema,
} from 'jsii-docgen';
import { type Assembly, ownMembers } from './assembly';
import { familiesOf, type Family } from './families';
import { indexPage, type PageSummary } from './index-page';

type Kind = PageSummary['kind'];
type Described = ClassSchema | ApiReferenceSchema['structs'][number] | ApiReferenceSchema['enums'][number];

/** The reference as pages by file name: one for each family of types, and an index. */
export function renderPages(assembly: Assembly, schema: Schema): Map<string, string> {
  const families = familiesOf(assembly);
  const fileOf = new Map(families.flatMap((family) => family.map(({ name }) => [name, fileName(family[0].name)])));
  const entities = entitiesOf(assembly, schema);
  const pages = new Map<string, string>();
  const summaries: PageSummary[] = [];
  for (const family of families) {
    const file = fileName(family[0].name);
    const { kind, entity } = found(entities, family[0].name);
    pages.set(file, renderFamily(family, entities, rendererFor(assembly, fileOf, file)));
    summaries.push({ kind, file, names: family.map(({ name }) => name), summary: entity.docs.summary ?? '' });
  }
  pages.set('README.md', indexPage(summaries));
  return pages;
}

interface Entity {
  readonly kind: Kind;
  readonly entity: Described;
  /** With a heading of a level, 1 being the page's. */
  readonly render: (renderer: MarkdownRenderer, level: number) => string;
}

function entitiesOf(assembly: Assembly, { apiReference }: Schema): Map<string, Entity> {
  if (apiReference === undefined) throw new Error('the assembly has no API');
  const all = new Map<string, Entity>();
  const add = <T extends Described>(
    kind: Kind,
    entities: readonly T[],
    visit: (renderer: MarkdownRenderer, entity: T) => { render(level: number): string },
  ): void => {
    for (const entity of entities)
      all.set(entity.displayName, { kind, entity, render: (renderer, level) => visit(renderer, entity).render(level) });
  };
  const classes = (from: readonly ClassSchema[]): ClassSchema[] =>
    from.map((one) => withExample(assembly, withoutForeign(assembly, one)));
  add('construct', classes(apiReference.constructs), (renderer, one) => renderer.visitConstruct(one));
  add('value', classes(apiReference.classes), (renderer, one) => renderer.visitClass(one));
  add('interface', apiReference.interfaces as never[], (renderer, one) => renderer.visitInterface(one));
  const structs = apiReference.structs.map((one) => withExample(assembly, one));
  add('options', structs, (renderer, one) => renderer.visitStruct(one));
  add('options', apiReference.enums, (renderer, one) => renderer.visitEnum(one));
  return all;
}

/** Without what every construct has of cdk8s and constructs, which is documented there. */
function withoutForeign(assembly: Assembly, entity: ClassSchema): ClassSchema {
  const own = ownMembers(assembly, assembly.types[entity.fqn]);
  const isOwn = ({ displayName }: { displayName: string }): boolean => own.has(displayName);
  return {
    ...entity,
    instanceMethods: entity.instanceMethods.filter(isOwn),
    staticMethods: entity.staticMethods.filter(isOwn),
    properties: entity.properties.filter(isOwn),
    constants: entity.constants.filter(isOwn),
  };
}

/** With the example of its docstring at the end of it: jsii-docgen has it for some, as rosetta could read it. */
function withExample<T extends ClassSchema | ApiReferenceSchema['structs'][number]>({ types }: Assembly, entity: T): T {
  const example = types[entity.fqn].docs?.example;
  if (example === undefined) return entity;
  const { docs } = entity;
  const remarks = [...(docs.remarks === undefined ? [] : [docs.remarks]), `\`\`\`ts\n${example}\n\`\`\``].join('\n\n');
  return { ...entity, docs: { ...docs, remarks, example: undefined } };
}

function rendererFor(assembly: Assembly, fileOf: ReadonlyMap<string, string>, file: string): MarkdownRenderer {
  const anchor = (id: string): string => id.replace(`${assembly.name}.`, '');
  return new MarkdownRenderer({
    packageName: assembly.name,
    packageVersion: '',
    language: Language.TYPESCRIPT,
    anchorFormatter: ({ id }) => anchor(id),
    linkFormatter: ({ id, fqn, displayName }: JsiiEntity) => {
      const target = fileOf.get(anchor(id).split('.')[0]);
      if (!id.startsWith(`${assembly.name}.`) || target === undefined) return fqn;
      return `<a href="${target === file ? '' : target}#${anchor(id)}">${displayName}</a>`;
    },
  });
}

function renderFamily(family: Family, entities: ReadonlyMap<string, Entity>, renderer: MarkdownRenderer): string {
  const [head, ...others] = family.map(({ name }) => found(entities, name));
  const [title, ...text] = head.render(renderer, 1).split('\n');
  const contents = family.slice(1).map(({ name }) => `[${name}](#${name})`);
  const line = ['[API](README.md)', ...(contents.length > 0 ? [`on this page: ${contents.join(', ')}`] : [])].join(
    ' · ',
  );
  const parts = [title, '', line, ...text, ...others.map((entity) => entity.render(renderer, 2))];
  return `${tidy(parts.join('\n'))}\n`;
}

function found(entities: ReadonlyMap<string, Entity>, name: string): Entity {
  const entity = entities.get(name);
  if (entity === undefined) throw new Error(`jsii-docgen does not know ${name}`);
  return entity;
}

/** No white space at the end of lines, and one empty line at most. */
function tidy(text: string): string {
  return text
    .replace(/[ \t]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
}

function fileName(type: string): string {
  return `${type.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase()}.md`;
}
