import { ArgsType, Directive, Field, Int, ObjectType, type ClassType } from "type-graphql";
import { Max, Min } from "class-validator";

/** Paging forward through a list, as in the Relay connection specification. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: "How many, at most 100. 每页条数" })
  @Min(1)
  @Max(100)
  first: number;

  @Field(() => String, {
    nullable: true,
    description: "`endCursor` of the page before. 上一页的末尾位置",
  })
  after?: string | null;
}

@Directive("@shareable")
@ObjectType({ description: "Where a page stands in its list. 分页位置" })
export class PageInfo {
  @Field({ description: "Whether more follows. 是否还有下一页" })
  hasNextPage: boolean;

  @Field({ description: "Whether something comes before. 是否有上一页" })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: "Place of the first item. 本页起始位置" })
  startCursor: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Send it as `after` for the next page. 作为 after 取下一页",
  })
  endCursor: string | null;
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

export interface Connection<T> {
  edges: Edge<T>[];
  pageInfo: PageInfo;
}

const declared = new WeakMap<object, ClassType>();

/** `<Node>Connection` and `<Node>Edge` of a GraphQL type, the same ones whoever asks. */
export function connectionOf<T extends object>(node: ClassType<T>): ClassType<Connection<T>> {
  let connection = declared.get(node);
  if (!connection) declared.set(node, (connection = declareConnection(node)));
  return connection as ClassType<Connection<T>>;
}

function declareConnection<T extends object>(node: ClassType<T>): ClassType {
  @ObjectType(`${node.name}Edge`, {
    description: `A ${node.name} and its place in the list. 列表项`,
  })
  class NodeEdge implements Edge<T> {
    @Field({ description: "The place of this item, for `after`. 位置" })
    cursor: string;

    @Field(() => node, { description: "The item itself. 内容" })
    node: T;
  }

  @ObjectType(`${node.name}Connection`, { description: `A page of ${node.name} items. 分页列表` })
  class NodeConnection implements Connection<T> {
    @Field(() => [NodeEdge], { description: "The items of this page. 本页内容" })
    edges: Edge<T>[];

    @Field(() => PageInfo, { description: "Where the page stands. 分页位置" })
    pageInfo: PageInfo;
  }

  return NodeConnection;
}
