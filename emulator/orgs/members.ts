import { email, optionalText, text, type Args } from './args.ts';
import { record } from './audit.ts';
import { badUsage, conflict, forbidden, notFound } from './refusals.ts';
import { allows, roleIn, type Place } from './roles.ts';
import {
  personByEmail,
  personById,
  timestamp,
  type GrantedRole,
  type Invitation,
  type Member,
  type Org,
  type World,
} from './state.ts';
import { newId } from './tokens.ts';
import type { Identity } from './types.ts';

function grantedRole(args: Args): GrantedRole | undefined {
  const role = optionalText(args, 'role')?.toUpperCase();
  if (role === undefined || role === 'ADMIN' || role === 'MEMBER') return role;
  const hint = role === 'OWNER' ? " Ownership moves with 'gpu org transfer'." : '';
  throw badUsage(`'${role.toLowerCase()}' is not a role to give: admin or member.${hint}`);
}

function memberByEmail(world: World, org: Org, address: string): Member {
  const person = personByEmail(world.state, address);
  const member = org.members.find((one) => one.person === person?.id);
  if (member === undefined) throw notFound(`${address} is not a member of ${org.slug}.`);
  return member;
}

/** `gpu org invite EMAIL [--role admin|member]`. A second invitation replaces the first. */
export function invite(world: World, { org }: Place, who: Identity, args: Args): unknown {
  const address = email(args, 'email');
  const role = grantedRole(args) ?? 'MEMBER';
  const person = personByEmail(world.state, address);
  if (person !== undefined && roleIn(org, person.id) !== undefined) {
    throw conflict(`${address} is a member of ${org.slug} already.`);
  }
  const taken = (id: string): boolean =>
    world.state.orgs.some((other) => other.invitations.some((invitation) => invitation.id === id));
  const invitation: Invitation = {
    id: newId(world.random, 'inv_', taken),
    email: address,
    role,
    by: who.id,
    at: timestamp(world),
  };
  org.invitations = [...org.invitations.filter((one) => one.email !== address), invitation];
  record(world, who.id, org, 'member.invite', address, role);
  return { id: invitation.id, org: org.slug, email: address, role };
}

/** `gpu org accept SLUG|INVITATION`: from here on the member may run workloads. */
export function accept(world: World, who: Identity, args: Args): unknown {
  const target = text(args, 'target');
  const mine = (one: Invitation): boolean => who.kind === 'user' && one.email === who.name;
  const org = world.state.orgs.find(
    (one) =>
      one.deletedAt === null && one.invitations.some((inv) => mine(inv) && (inv.id === target || one.slug === target)),
  );
  const invitation = org?.invitations.find(mine);
  if (org === undefined || invitation === undefined) throw notFound(`No invitation '${target}' waits for ${who.name}.`);
  org.invitations = org.invitations.filter((one) => one !== invitation);
  org.members.push({ person: who.id, role: invitation.role, since: timestamp(world) });
  record(world, who.id, org, 'member.accept', who.name, invitation.role);
  return { org: org.slug, role: invitation.role };
}

/** `gpu org members`. Who is still invited is for those who invite. */
export function members(world: World, { org, standing }: Place): unknown {
  const invited = allows('invite', standing) ? org.invitations : [];
  return {
    org: org.slug,
    members: org.members.map((member) => ({
      id: member.person,
      email: personById(world.state, member.person)?.email ?? member.person,
      role: member.role,
      since: member.since,
    })),
    invitations: invited.map((one) => ({ id: one.id, email: one.email, role: one.role, invited_at: one.at })),
  };
}

/** `gpu org role EMAIL --role admin|member` */
export function changeRole(world: World, { org }: Place, who: Identity, args: Args): unknown {
  const address = email(args, 'email');
  const role = grantedRole(args);
  if (role === undefined) throw badUsage("'role' is missing: admin or member.");
  const member = memberByEmail(world, org, address);
  if (member.role === 'OWNER') throw forbidden("The OWNER's role changes only with 'gpu org transfer'.");
  member.role = role;
  record(world, who.id, org, 'member.role', address, role);
  return { org: org.slug, email: address, role };
}

/** `gpu org remove EMAIL`: managers remove others, and anyone but the OWNER may leave. */
export function removeMember(world: World, { org, standing }: Place, who: Identity, args: Args): unknown {
  const address = email(args, 'email');
  if (standing === 'MEMBER' && address !== who.name) {
    throw forbidden(`A MEMBER of ${org.slug} may leave it, not remove others.`);
  }
  const member = memberByEmail(world, org, address);
  if (member.role === 'OWNER') throw forbidden(`The OWNER cannot be removed. Transfer or delete ${org.slug} instead.`);
  org.members = org.members.filter((one) => one !== member);
  record(world, who.id, org, 'member.remove', address);
  return { org: org.slug, email: address, removed: true };
}
