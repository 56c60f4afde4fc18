// The one table of `gpu org`: what each verb takes, what it asks of the control plane, how its answer reads.
import { numberOf, type Args, type Flag } from './args.ts';
import * as view from './org-views.ts';

export interface OrgVerb {
  name: string;
  /** Its words, in order; one that ends in `?` may be left out. */
  words: readonly string[];
  flags: readonly Flag[];
  help: string;
  /** What POST /org is sent, next to the active org. */
  ask: (words: readonly string[], args: Args) => { verb: string; args: Record<string, unknown> };
  show: (data: view.Data) => void;
}

const month: Flag = { name: 'month', value: 'YYYY-MM', help: 'Another month than this one (UTC)' };
const role: Flag = { name: 'role', value: 'ROLE', help: 'admin or member' };
const yes: Flag = { name: 'yes', short: 'y', help: 'Ask nothing' };

export const ORG_VERBS: readonly OrgVerb[] = [
  {
    name: 'create',
    words: ['NAME'],
    flags: [{ name: 'parent', value: 'SLUG', help: 'Make it a sub-account of this organization' }],
    help: 'Create an organization; its slug is made from the name',
    ask: ([name], args) => ({ verb: 'create', args: { name, parent: args.get('parent') } }),
    show: view.created,
  },
  {
    name: 'list',
    words: [],
    flags: [],
    help: 'List your organizations and the invitations that wait for you',
    ask: () => ({ verb: 'list', args: {} }),
    show: view.orgs,
  },
  {
    name: 'switch',
    words: ['SLUG?'],
    flags: [],
    help: 'Make an organization the active one; without SLUG, your own account',
    ask: ([slug]) => ({ verb: 'switch', args: { slug } }),
    show: view.switched,
  },
  {
    name: 'show',
    words: ['SLUG?'],
    flags: [],
    help: 'Show an organization: role, plan and size of its session pool',
    ask: ([slug]) => ({ verb: 'show', args: { slug } }),
    show: view.org,
  },
  {
    name: 'invite',
    words: ['EMAIL'],
    flags: [{ ...role, help: 'admin or member; member where nothing is said' }],
    help: 'Invite somebody to the active organization',
    ask: ([email], args) => ({ verb: 'invite', args: { email, role: args.get('role') } }),
    show: view.invited,
  },
  {
    name: 'accept',
    words: ['SLUG|INVITATION'],
    flags: [],
    help: 'Accept an invitation',
    ask: ([target]) => ({ verb: 'accept', args: { target } }),
    show: view.accepted,
  },
  {
    name: 'members',
    words: [],
    flags: [],
    help: 'List the members of the active organization',
    ask: () => ({ verb: 'members', args: {} }),
    show: view.members,
  },
  {
    name: 'role',
    words: ['EMAIL'],
    flags: [role],
    help: "Change a member's role",
    ask: ([email], args) => ({ verb: 'role', args: { email, role: args.get('role') } }),
    show: view.roleChanged,
  },
  {
    name: 'remove',
    words: ['EMAIL'],
    flags: [],
    help: 'Remove a member, or leave with your own address',
    ask: ([email]) => ({ verb: 'remove', args: { email } }),
    show: view.removed,
  },
  {
    name: 'transfer',
    words: ['SLUG'],
    flags: [{ name: 'to', value: 'EMAIL', help: 'The member who becomes OWNER' }],
    help: 'Transfer ownership, at once; you become an ADMIN',
    ask: ([slug], args) => ({ verb: 'transfer', args: { slug, to: args.get('to') } }),
    show: view.transferred,
  },
  {
    name: 'delete',
    words: ['SLUG'],
    flags: [yes],
    help: 'Delete an organization; its tokens stop at once',
    ask: ([slug]) => ({ verb: 'delete', args: { slug } }),
    show: view.deleted,
  },
  {
    name: 'service-account create',
    words: [],
    flags: [{ name: 'name', value: 'NAME', help: 'What it is for, such as github-actions' }],
    help: 'Create a service account; its token is printed once',
    ask: (_, args) => ({ verb: 'service-account-create', args: { name: args.get('name') } }),
    show: view.token,
  },
  {
    name: 'service-account list',
    words: [],
    flags: [{ name: 'all', help: 'Revoked ones too' }],
    help: 'List service accounts',
    ask: (_, args) => ({ verb: 'service-account-list', args: { all: args.has('all') } }),
    show: view.serviceAccounts,
  },
  {
    name: 'service-account revoke',
    words: ['ID'],
    flags: [],
    help: 'Revoke a service account; its token stops at once',
    ask: ([id]) => ({ verb: 'service-account-revoke', args: { id } }),
    show: view.revoked,
  },
  {
    name: 'usage',
    words: [],
    flags: [month],
    help: 'Show use by member, service account and sub-account',
    ask: (_, args) => ({ verb: 'usage', args: { month: args.get('month') } }),
    show: view.usage,
  },
  {
    name: 'billing',
    words: [],
    flags: [month],
    help: 'Show the bill, a line per organization',
    ask: (_, args) => ({ verb: 'billing', args: { month: args.get('month') } }),
    show: view.billing,
  },
  {
    name: 'audit',
    words: [],
    flags: [{ name: 'limit', value: 'N', help: 'Only the newest N entries; 100 where nothing is said' }],
    help: 'Show the audit log',
    ask: (_, args) => ({ verb: 'audit', args: { limit: numberOf(args, 'limit') } }),
    show: view.audit,
  },
  {
    name: 'plan',
    words: ['TIER'],
    flags: [{ name: 'sessions', value: 'N', help: 'The number agreed for an Enterprise plan' }],
    help: "Local cloud only: change the plan, in place of the page that 'gpu upgrade' opens",
    ask: ([plan], args) => ({ verb: 'plan', args: { plan, sessions: numberOf(args, 'sessions') } }),
    show: view.plan,
  },
];

export const usageOf = (verb: OrgVerb): string => {
  const words = verb.words.map((word) => (word.endsWith('?') ? `[${word.slice(0, -1)}]` : word));
  const flags = verb.flags.map((flag) => `[--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}]`);
  return ['gpu org', verb.name, ...words, ...flags].join(' ');
};
