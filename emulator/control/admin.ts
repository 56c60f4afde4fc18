// Orders from another process: faults, people's sessions, and a look into the books.
import { books } from './books.ts';
import { notePeak } from './sessions.ts';
import { isFault, type Fault } from './faults.ts';
import type { World } from './types.ts';

export function order(world: World, fault: Fault): void {
  world.faults.push({ ...fault });
  world.note('ordered', { fault: fault.kind });
}

/** Sessions held by people fill a pool; the answer lets go of them. */
export function hold(world: World, count: number, poolId: string): () => void {
  const add = (change: number): void => {
    world.held.set(poolId, Math.max(0, (world.held.get(poolId) ?? 0) + change));
    notePeak(world, poolId);
    world.note('sessions-held', { poolId, held: world.held.get(poolId) });
  };
  add(count);
  let released = false;
  return () => {
    if (!released) add(-count);
    released = true;
  };
}

export function setPrice(world: World, gpuType: string, usdPerHour: number): void {
  for (const gpu of world.inventory) if (gpu.gpuType === gpuType) gpu.usdPerHour = usdPerHour;
}

type Body = Record<string, unknown>;

const text = (body: Body, key: string, otherwise = ''): string =>
  typeof body[key] === 'string' ? body[key] : otherwise;
const number = (body: Body, key: string, otherwise: number): number =>
  typeof body[key] === 'number' && Number.isFinite(body[key]) ? body[key] : otherwise;

/** By path; an order that cannot be carried out throws. */
export const orders: Record<string, ((world: World, body: Body) => unknown) | undefined> = {
  '/admin/faults': (world, body) => {
    if (!isFault(body)) throw new Error(`There is no fault '${text(body, 'kind')}'.`);
    order(world, body);
  },
  '/admin/faults/clear': (world) => void world.faults.splice(0),
  '/admin/books': books,
  '/admin/hold': (world, body) => void hold(world, number(body, 'sessions', 1), text(body, 'poolId', 'my-team')),
};
