// Measures the rings of npm, and ours as WebAssembly called from JavaScript, with the same keys.
//   node peers.mjs FOLDER_WITH_NODE_MODULES OUR_MODULE.js >peers.json

import { createRequire } from 'node:module';
import path from 'node:path';

const [peers, ours] = process.argv.slice(2).map((argument) => path.resolve(argument));
const fromPeers = createRequire(path.join(peers, 'package.json'));
const HashRing = fromPeers('hashring');
const { HashRing: KetamaRing } = fromPeers('ketama');
const ConsistentHash = fromPeers('consistent-hash');
const { jumpConsistentHash } = fromPeers('@subspace/jump-consistent-hash');
const module = await new Promise((resolve) => {
  const instance = createRequire(import.meta.url)(ours);
  if (instance.calledRun) resolve(instance);
  else instance.onRuntimeInitialized = () => resolve(instance);
});

// More keys than hashring caches answers for.
const keys = Array.from({ length: 20000 }, (_, i) => `key-${1000 + ((i * 7919) % 9999999)}`);
const weights = [600, 300, 200, 350, 1000, 800, 950, 100];
const servers = weights.map((weight, i) => ({ name: `10.0.1.${i + 1}:11211`, weight }));

function measure(name, lookUp, items = keys) {
  const round = () => {
    let found = 0;
    for (const item of items) if (lookUp(item) !== undefined) ++found;
    return found;
  };
  const cpu = () => {
    const used = process.cpuUsage();
    return (used.user + used.system) / 1e6;
  };
  round();
  const times = [];
  for (let repetition = 0; repetition < 5; ++repetition) {
    const start = cpu();
    let rounds = 0;
    do {
      if (round() !== items.length) throw new Error(`${name}: a key has no owner`);
      ++rounds;
    } while (cpu() - start < 0.2);
    times.push((cpu() - start) / rounds / items.length);
  }
  times.sort((a, b) => a - b);
  return { run_name: name, aggregate_name: 'median', items_per_second: 1 / times[2] };
}

// Keys are ASCII; for others a page would use TextEncoder.encodeInto.
const buffer = module._key_buffer();
const bytes = module.HEAPU8;
const write = (key) => {
  for (let i = 0; i < key.length; ++i) bytes[buffer + i] = key.charCodeAt(i);
  return key.length;
};

const hashring = new HashRing(
  Object.fromEntries(servers.map(({ name, weight }) => [name, { weight }])), 'md5');
const ketama = new KetamaRing(
  servers.map(({ name, weight }) => ({ node: name, weight: weight / 537.5 })), 'md5');
const consistent = new ConsistentHash();
for (const { name } of servers) consistent.add(name, 160);

const numbers = Array.from({ length: 20000 }, (_, i) => {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(i) * 0x9e3779b97f4a7c15n & 0xffffffffffffffffn);
  return number;
});
const readWord = (key, at) => (key[at] << 24) | (key[at + 1] << 16) | (key[at + 2] << 8) | key[at + 3];
const jump = (key) => module._jump_bucket(readWord(key, 4), readWord(key, 0), 1000);
for (const key of numbers.slice(0, 1000)) {
  if (jump(key) !== jumpConsistentHash(key, 1000)) throw new Error('jump: buckets differ');
}

const benchmarks = [
  measure('js_ketama_owner', (key) => module._ketama_owner(write(key))),
  measure('npm_hashring', (key) => hashring.get(key)),
  measure('npm_ketama', (key) => ketama.getNode(key)),
  measure('js_ring_owner', (key) => module._ring_owner(write(key))),
  measure('npm_consistent_hash', (key) => consistent.get(key)),
  measure('js_jump', jump, numbers),
  measure('npm_jump', (key) => jumpConsistentHash(key, 1000), numbers),
];
console.log(JSON.stringify({ benchmarks }));
