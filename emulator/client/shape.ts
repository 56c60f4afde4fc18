// Cuts an answer down to the fields that the profile's example has.

/** Fields that only the example has are copied from it. */
export function shaped(value: unknown, example: unknown): unknown {
  if (Array.isArray(value)) return Array.isArray(example) ? value.map((item) => shaped(item, example[0])) : value;
  if (!isObject(value) || !isObject(example)) return value;
  return Object.fromEntries(
    Object.entries(example).map(([key, inner]) => [key, key in value ? shaped(value[key], inner) : inner]),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
