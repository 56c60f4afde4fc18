/** So many of them, each at most once, in an order that the random numbers decide. */
export function sample<Thing>(things: readonly Thing[], count: number, random: () => number): readonly Thing[] {
  return things
    .map((thing) => ({ thing, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ thing }) => thing);
}
