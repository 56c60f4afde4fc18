import { blake2b } from 'blakejs';
import nacl from 'tweetnacl';

/**
 * libsodium's `crypto_box_seal`: only the holder of the private key can open it, and it cannot be told who sealed it.
 * Ephemeral public key, then the box; its nonce is BLAKE2b-192 of both public keys.
 */
export function sealedBox(message: Uint8Array, recipient: Uint8Array): Uint8Array {
  if (recipient.length !== nacl.box.publicKeyLength) throw new Error('a public key has 32 bytes');
  const ephemeral = nacl.box.keyPair();
  const box = nacl.box(message, sealNonce(ephemeral.publicKey, recipient), recipient, ephemeral.secretKey);
  ephemeral.secretKey.fill(0);
  const sealed = new Uint8Array(ephemeral.publicKey.length + box.length);
  sealed.set(ephemeral.publicKey);
  sealed.set(box, ephemeral.publicKey.length);
  return sealed;
}

export function sealNonce(ephemeral: Uint8Array, recipient: Uint8Array): Uint8Array {
  const both = new Uint8Array(ephemeral.length + recipient.length);
  both.set(ephemeral);
  both.set(recipient, ephemeral.length);
  return blake2b(both, undefined, nacl.box.nonceLength);
}
