import { expect, test } from '@jest/globals';
import { offerFor, type Offer } from '../../src/model/outcome.ts';

const offer = (gpuType: string): Offer => ({ gpuType, costPerHour: 1, vramGib: 24, available: true });
const INVENTORY = ['RTX 4090', 'H100 SXM', 'H100 PCIe', 'A100 SXM 80GB', 'L40', 'L40S', 'MI300X'].map(offer);

test.each([
  ['NVIDIA GeForce RTX 4090', 'RTX 4090'],
  ['rtx-4090', 'RTX 4090'],
  ['NVIDIA A100-SXM4-80GB', 'A100 SXM 80GB'],
  ['NVIDIA H100 PCIe', 'H100 PCIe'],
  ['NVIDIA L40S', 'L40S'],
  ['AMD Instinct MI300X', 'MI300X'],
  ['H100 SXM', 'H100 SXM'],
])('the price of %s is that of %s', (name, expected) => {
  expect(offerFor(INVENTORY, name)?.gpuType).toBe(expected);
});

test.each(['NVIDIA L4', 'RTX 4090 Ti', 'H100', ''])('%j has no price of another GPU', (name) => {
  expect(offerFor(INVENTORY, name)).toBeUndefined();
});
