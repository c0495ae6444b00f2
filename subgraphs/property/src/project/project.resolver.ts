import type { Context } from "@hutong/kit";
import { Arg, Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";

import { clauseOfProject } from "../agreement/clause-in-force.js";
import { agreementOf, SupplementaryAgreement } from "../agreement.extension.js";
import { Community, communityOf } from "../community.extension.js";
import { firmOf, PropertyFirm } from "../firm.extension.js";
import { maySeeWork } from "../firm.policy.js";
import { FirmStaff } from "../staff/staff.entity.js";
import { mayReadStaff } from "../staff/staff.policy.js";
import { staffOfProject, staffReference } from "../staff/staff.reference.js";
import { PropertyProject } from "./project.entity.js";
import { projectsOfCommunity, projectsOfFirm } from "./project.reference.js";

@Resolver(() => PropertyProject)
export class PropertyProjectResolver {
  @FieldResolver(() => Community, {
    nullable: true,
    description: "The community it serves. 服务小区",
  })
  community(@Root() project: PropertyProject): Community {
    return communityOf(project.communityId);
  }

  @FieldResolver(() => PropertyFirm, {
    nullable: true,
    description: "The firm it belongs to. 所属企业",
  })
  firm(@Root() project: PropertyProject): PropertyFirm {
    return firmOf(project.firmId);
  }

  @FieldResolver(() => FirmStaff, { nullable: true, description: "The project manager. 项目经理" })
  async manager(
    @Root() { managerId }: PropertyProject,
    @Ctx() context: Context,
  ): Promise<FirmStaff | null> {
    return managerId && mayReadStaff(context.actor)
      ? staffReference.loadOne(managerId, context)
      : null;
  }

  @FieldResolver(() => [FirmStaff], {
    description: "Who is registered here under the real name. 实名登记人员",
  })
  async staff(
    @Root() { id }: PropertyProject,
    @Ctx() context: Context,
    @Arg("left", () => Boolean, {
      nullable: true,
      description: "Also those who have left. 含离职人员",
    })
    left?: boolean | null,
  ): Promise<FirmStaff[]> {
    if (!mayReadStaff(context.actor)) return [];
    const staff = await staffOfProject(id, context);
    return left ? staff : staff.filter(({ leftOn }) => leftOn == null);
  }

  @FieldResolver(() => SupplementaryAgreement, {
    nullable: true,
    description:
      "By which grabbed tasks cost and earn something here now; without one they do not. 抢单依据协议",
  })
  async agreementInForce(
    @Root() project: PropertyProject,
    @Ctx() context: Context,
  ): Promise<SupplementaryAgreement | null> {
    if (!maySeeWork(context.actor, project)) return null;
    return agreementOf((await clauseOfProject(project.id, context))?.id);
  }
}

@Resolver(() => Community)
export class CommunityProjectsResolver {
  // Only the firms themselves know where they have service centres.
  @Directive('@gather(orderBy: ["name:asc", "id:asc"])')
  @FieldResolver(() => [PropertyProject], {
    nullable: true,
    description: "The service centres in this community. 物业项目",
  })
  async projects(@Root() { id }: Community, @Ctx() context: Context): Promise<PropertyProject[]> {
    const projects = await projectsOfCommunity(id, context);
    return projects.filter(({ handedOverOn }) => handedOverOn == null);
  }

  @Directive('@gather(orderBy: ["name:asc", "id:asc"])')
  @FieldResolver(() => [PropertyProject], {
    nullable: true,
    description: "Those of firms that another one has followed. 已移交的物业项目",
  })
  async formerProjects(
    @Root() { id }: Community,
    @Ctx() context: Context,
  ): Promise<PropertyProject[]> {
    const projects = await projectsOfCommunity(id, context);
    return projects.filter(({ handedOverOn }) => handedOverOn != null);
  }
}

@Resolver(() => PropertyFirm)
export class FirmProjectsResolver {
  @FieldResolver(() => [PropertyProject], {
    nullable: true,
    description: "Its service centres, by name. 物业项目",
  })
  projects(@Root() { id }: PropertyFirm, @Ctx() context: Context): Promise<PropertyProject[]> {
    return projectsOfFirm(id, context);
  }
}
