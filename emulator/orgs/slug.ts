const LONGEST = 48;

/** "My Team" → `my-team`. Empty when nothing of the name can be written in a slug. */
export const slugify = (name: string): string =>
  name
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, '');

/** The slug itself, or the first of `slug-2`, `slug-3` … that is free. */
export function uniqueSlug(slug: string, taken: (slug: string) => boolean): string {
  let candidate = slug;
  for (let n = 2; taken(candidate); n += 1) candidate = `${slug}-${n}`;
  return candidate;
}
