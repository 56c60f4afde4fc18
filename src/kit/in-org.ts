import { UserError } from '../model/errors.ts';
import { switchBack, switchOrg } from '../run/org.ts';
import { cureFor, saidBy, type CallGpu } from './gpu-cli.ts';
import type { Option } from './options.ts';
import { print, type KitWorld } from './world.ts';

export const ORG_OPTION: Option = {
  name: 'org',
  takes: 'SLUG',
  help: 'Organization or sub-account of the service account; the active one where it is empty. It is made active meanwhile.',
};

/** Does the work with an organization active, and makes the former one active again however that ends. */
export async function inOrg<T>(world: KitWorld, gpu: CallGpu, slug: string, work: () => Promise<T>): Promise<T> {
  if (slug === '') return work();
  const call = (...args: readonly string[]) => gpu(args);
  let before: string | undefined;
  try {
    await switchOrg(call, slug, (active) => void (before = active));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const listed = await gpu(['org', 'list']);
    const cure = listed.code === 0 ? 'gpu org list shows yours.' : `${saidBy(listed)}. ${cureFor(listed, world.env)}`;
    throw new UserError(`The organization ${slug} cannot be made active.`, cure, { cause: error });
  }
  try {
    return await work();
  } finally {
    if (before !== undefined && !(await switchBack(call, before))) {
      print(world, `The active organization is now ${slug}. To go back: gpu org switch ${before}`.trimEnd());
    }
  }
}
