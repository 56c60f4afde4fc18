// The GPUs that can be rented, with list prices of autumn 2026; stock is a number only where a test makes it one.

export interface Gpu {
  gpuType: string;
  name: string;
  vramGb: number;
  memoryMib: number;
  usdPerHour: number;
  /** Free GPUs of this type; Infinity where nobody counts. */
  stock: number;
}

const gpu = (gpuType: string, name: string, vramGb: number, memoryMib: number, usdPerHour: number): Gpu => ({
  gpuType,
  name,
  vramGb,
  memoryMib,
  usdPerHour,
  stock: Infinity,
});

export const standardInventory = (): Gpu[] => [
  gpu('RTX 3090', 'NVIDIA GeForce RTX 3090', 24, 24576, 0.22),
  gpu('RTX 4090', 'NVIDIA GeForce RTX 4090', 24, 24564, 0.44),
  gpu('L4', 'NVIDIA L4', 24, 23034, 0.43),
  gpu('RTX 5090', 'NVIDIA GeForce RTX 5090', 32, 32607, 0.69),
  gpu('A100 PCIe 40GB', 'NVIDIA A100-PCIE-40GB', 40, 40960, 1.19),
  gpu('L40S', 'NVIDIA L40S', 48, 46068, 0.86),
  gpu('A100 PCIe 80GB', 'NVIDIA A100 80GB PCIe', 80, 81920, 1.64),
  gpu('A100 SXM 80GB', 'NVIDIA A100-SXM4-80GB', 80, 81920, 1.89),
  gpu('H100 PCIe', 'NVIDIA H100 PCIe', 80, 81559, 2.39),
  gpu('H100 SXM', 'NVIDIA H100 80GB HBM3', 80, 81559, 3.19),
  gpu('H200', 'NVIDIA H200', 141, 143771, 4.99),
];

const DEFAULT_TYPE = 'RTX 4090';
const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** `rtx4090`, `RTX 4090` and `NVIDIA GeForce RTX 4090` all name the same type; `H100` names every type that begins so. */
export function findTypes(inventory: readonly Gpu[], wanted: string): Gpu[] {
  const word = plain(wanted);
  const exact = inventory.filter((entry) => [entry.gpuType, entry.name].some((name) => plain(name) === word));
  return exact.length > 0 ? exact : inventory.filter((entry) => plain(entry.gpuType).startsWith(word));
}

export interface Wish {
  gpuTypes: readonly string[];
  gpuCount: number;
  minVram: number;
  maxPrice: number;
}

/** The types to try, in order, or the name that no GPU has. */
export function candidates(inventory: readonly Gpu[], wish: Wish): Gpu[] | { unknown: string } {
  const fits = (entry: Gpu): boolean => entry.vramGb >= wish.minVram && entry.usdPerHour <= wish.maxPrice;
  if (wish.gpuTypes.length === 0) {
    const byPrice = inventory.filter(fits).sort((a, b) => a.usdPerHour - b.usdPerHour);
    const usual = byPrice.filter((entry) => entry.gpuType === DEFAULT_TYPE);
    return [...usual, ...byPrice.filter((entry) => entry.gpuType !== DEFAULT_TYPE)].slice(0, 3);
  }
  const found: Gpu[] = [];
  for (const wanted of wish.gpuTypes) {
    const types = findTypes(inventory, wanted);
    if (types.length === 0) return { unknown: wanted };
    found.push(...types.filter(fits));
  }
  return found;
}
