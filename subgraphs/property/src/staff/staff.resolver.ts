import { type Context, maskPhone } from "@hutong/kit";
import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";

import { projectReference } from "../project/project.reference.js";
import { FirmStaff } from "./staff.entity.js";
import { maySeeStaffPhone } from "./staff.policy.js";

@Resolver(() => FirmStaff)
export class FirmStaffResolver {
  @FieldResolver(() => String, { description: "Phone, or `138****1234`. 电话" })
  async phone(@Root() staff: FirmStaff, @Ctx() context: Context): Promise<string> {
    const { firmId, personId, phone } = staff;
    const project = await projectReference.loadOne(staff.project.id, context);
    const clear = maySeeStaffPhone(context.actor, {
      firmId,
      personId,
      communityId: project?.communityId ?? "",
    });
    return clear ? phone : maskPhone(phone);
  }
}
