import {
  ComplaintCategory,
  type Connection,
  connectionOf,
  type Context,
  notFound,
  PageArgs,
  requireId,
  Skill,
} from "@hutong/kit";
import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";

import { Complaint } from "../complaint.extension.js";
import { HelpRequest } from "../help-request/help-request.entity.js";
import { highlight, TextPart } from "./highlight.js";
import { LibraryCase } from "./library-case.entity.js";
import { mayReadLibrary } from "./library.policy.js";
import { libraryCaseReference } from "./library.reference.js";
import { LibraryHit, metBefore, searchLibrary } from "./library.service.js";

const LibraryHitConnection = connectionOf(LibraryHit);

@Resolver(() => LibraryHit)
export class LibraryResolver {
  @Query(() => LibraryCase, { nullable: true, description: "One case of the library. 查看案例" })
  async libraryCase(
    @Ctx() context: Context,
    @Arg("id", () => ID, { description: "`lib_…`" }) id: string,
  ): Promise<LibraryCase> {
    const found = await libraryCaseReference.loadOne(requireId(id, "lib"), context);
    if (!found) throw notFound(`library case ${id}`);
    return found;
  }

  @Query(() => LibraryHitConnection, {
    description: "The case library: by relevance to the words, else newest first. 案例库",
  })
  libraryCases(
    @Ctx() context: Context,
    @Args() page: PageArgs,
    @Arg("search", () => String, {
      nullable: true,
      description: "What is looked for, in any words. 检索内容",
    })
    search?: string | null,
    @Arg("category", () => ComplaintCategory, {
      nullable: true,
      description: "Only about this. 类别",
    })
    category?: ComplaintCategory | null,
    @Arg("skill", () => Skill, { nullable: true, description: "Only those that took it. 专长" })
    skill?: Skill | null,
  ): Promise<Connection<LibraryHit>> {
    return searchLibrary(context, { search, category, skill }, page);
  }

  @FieldResolver(() => [TextPart], {
    description: "The summary, with what was looked for marked. 情况(命中标记)",
  })
  summary(@Root() { libraryCase, terms }: LibraryHit): TextPart[] {
    return highlight(libraryCase.summary, terms);
  }

  @FieldResolver(() => [TextPart], {
    description: "The advice, with what was looked for marked. 意见(命中标记)",
  })
  advice(@Root() { libraryCase, terms }: LibraryHit): TextPart[] {
    return highlight(libraryCase.advice, terms);
  }
}

@Resolver(() => HelpRequest)
export class HelpRequestLibraryResolver {
  @FieldResolver(() => [LibraryHit], {
    description: "Up to three archived cases of the same trouble. 以往同类案例",
  })
  async metBefore(
    @Root() { summary, category }: HelpRequest,
    @Ctx() { em, actor }: Context,
  ): Promise<LibraryHit[]> {
    return mayReadLibrary(actor) ? metBefore(em, summary, category) : [];
  }
}

@Resolver(() => Complaint)
export class ComplaintLibraryResolver {
  @Directive('@requires(fields: "title")')
  @FieldResolver(() => [LibraryHit], {
    nullable: true,
    description:
      "Up to three archived cases of the same trouble, before anybody is asked. 以往同类案例",
  })
  async metBefore(
    @Root() { title }: Complaint,
    @Ctx() { em, actor }: Context,
  ): Promise<LibraryHit[]> {
    return mayReadLibrary(actor) ? metBefore(em, title, null) : [];
  }
}
