// The one table of `gpu org`: what each verb takes, and how its answer reads.
import { numberOf, type Args, type Flag } from './args.ts';
import * as view from './org-views.ts';

export interface OrgVerb {
  name: string;
  /** Its words, in order; one in brackets may be left out. */
  words: readonly string[];
  flags: readonly Flag[];
  help: string;
  /** A sentence with fields of the answer, or what prints it. */
  show: string | view.View;
}

/** The name that the control plane has for a word of the command line. */
const KEYS: Record<string, string> = { 'SLUG|INVITATION': 'target', TIER: 'plan' };

const month: Flag = { name: 'month', value: 'YYYY-MM', help: 'Another month than this one (UTC)' };
const role = (help: string): Flag => ({ name: 'role', value: 'ROLE', help });

/** @param usage the name in lower case, then the words. */
function verb(usage: string, help: string, show: OrgVerb['show'], ...flags: Flag[]): OrgVerb {
  const parts = usage.split(' ');
  const isWord = (part: string): boolean => /[A-Z]/.test(part);
  return {
    name: parts.filter((part) => !isWord(part)).join(' '),
    words: parts.filter(isWord),
    flags,
    help,
    show,
  };
}

export const ORG_VERBS: readonly OrgVerb[] = [
  verb('create NAME', 'Create an organization; its slug is made from the name', view.created, {
    name: 'parent',
    value: 'SLUG',
    help: 'Make it a sub-account of this organization',
  }),
  verb('list', 'List your organizations and the invitations that wait for you', view.orgs),
  verb('switch [SLUG]', 'Make an organization the active one; without SLUG, your own account', view.switched),
  verb('show [SLUG]', 'Show an organization: role, plan and size of its session pool', view.org),
  verb(
    'invite EMAIL',
    'Invite somebody to the active organization',
    'Invited {email} to {org} as {role} ({id}).',
    role('admin or member (default: member)'),
  ),
  verb(
    'accept SLUG|INVITATION',
    'Accept an invitation',
    "You are {role} of {org}. 'gpu org switch {org}' makes it active.",
  ),
  verb('members', 'List the members of the active organization', view.members),
  verb('role EMAIL', "Change a member's role", '{email} is {role} of {org}.', role('admin or member')),
  verb('remove EMAIL', 'Remove a member, or leave with your own address', 'Removed {email} from {org}.'),
  verb(
    'transfer SLUG',
    'Transfer ownership, at once; you become an ADMIN',
    '{owner} owns {org} now; you are {your_role}.',
    {
      name: 'to',
      value: 'EMAIL',
      help: 'The member who becomes OWNER',
    },
  ),
  verb(
    'delete SLUG',
    'Delete an organization; its tokens stop at once',
    'Deleted {org}. Its service tokens stopped working.',
    { name: 'yes', short: 'y', help: 'Do not ask for confirmation' },
  ),
  verb('service-account create', 'Create a service account; its token is printed once', view.token, {
    name: 'name',
    value: 'NAME',
    help: 'What it is for, such as github-actions',
  }),
  verb('service-account list', 'List service accounts', view.serviceAccounts, {
    name: 'all',
    help: 'Revoked ones too',
  }),
  verb(
    'service-account revoke ID',
    'Revoke a service account; its token stops at once',
    'Revoked {id} ({name}). Its token stopped working.',
  ),
  verb('usage', 'Show use by member, service account and sub-account', view.usage, month),
  verb('billing', 'Show the bill, a line per organization', view.billing, month),
  verb('audit', 'Show the audit log', view.audit, {
    name: 'limit',
    value: 'N',
    help: 'Only the newest N entries (default: 100)',
  }),
  verb(
    'plan TIER',
    "Local cloud only: change the plan, in place of the page that 'gpu upgrade' opens",
    'Plan: {plan}, {sessions} sessions.',
    { name: 'sessions', value: 'N', help: 'The number agreed for an Enterprise plan' },
  ),
];

/** What the organizations are asked, next to the active one. */
export function argumentsOf({ words, flags }: OrgVerb, args: Args): Record<string, unknown> {
  const given = words.map((word, at) => [KEYS[word] ?? word.replace(/\W/g, '').toLowerCase(), args.words[at]] as const);
  const flagged = flags.map(
    ({ name, value }) =>
      [name, value === undefined ? args.has(name) : value === 'N' ? numberOf(args, name) : args.get(name)] as const,
  );
  return Object.fromEntries([...given, ...flagged]);
}

export const usageOf = ({ name, words, flags }: OrgVerb): string => {
  const shown = flags.map((flag) => `[--${flag.name}${flag.value === undefined ? '' : ` ${flag.value}`}]`);
  return ['gpu org', name, ...words, ...shown].join(' ');
};
