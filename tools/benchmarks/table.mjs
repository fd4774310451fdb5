// Prints one table of what was measured, with ratios of figures of the same run.
//   node table.mjs native.json web.json peers.json

import { readFileSync } from 'node:fs';

const [native, web, peers] = process.argv.slice(2).map((file) => {
  const { benchmarks } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(benchmarks.filter(({ aggregate_name }) => aggregate_name === 'median')
    .map((benchmark) => [benchmark.run_name, benchmark]));
});

// What; ours; against whom; the goal: how many times as fast ('x') or as long ('cost') as them.
const rows = [
  ['Ketama lookup, MD5 included, keys together', 'ketama_together', 'ketama_libmemcached', 'x 6'],
  ['Ketama lookup, MD5 included, one by one', 'ketama_one_by_one', 'ketama_libmemcached'],
  ['hashed key, 150,000 points, against std::upper_bound', 'ring_hashed_key', 'upper_bound_hashed_key', 'x 3'],
  ['text key, 150,000 points', 'ring_text_key'],
  ['building 150,000 points, against hashing them', 'build_ring', 'hash_points', 'cost 2'],
  ['a node of 1000 leaves or joins, against building', 'node_leaves_and_joins', 'build_ring'],
  ['jump hash, 1000 buckets', 'jump_hashed_key'],
  ['Maglev, 1000 nodes', 'maglev_hashed_key'],
  ['rendezvous, 10 equal nodes', 'rendezvous_hashed_key/equal'],
  ['rendezvous, 10 weighted nodes', 'rendezvous_hashed_key/weighted'],
  ['from JavaScript: Ketama against npm hashring', 'js_ketama_owner', 'npm_hashring'],
  ['from JavaScript: Ketama against npm ketama', 'js_ketama_owner', 'npm_ketama'],
  ['from JavaScript: ring against npm consistent-hash', 'js_ring_owner', 'npm_consistent_hash'],
  ['from JavaScript: jump against npm jump-consistent-hash', 'js_jump', 'npm_jump'],
  ['gossip, 10^6 nodes, to completion, against random writes', 'gossip_to_completion', 'gossip_random_writes', 'cost 2'],
  ['WARS trial, SSD, R1 W1, against the plain way', 'wars_ours/ssd_r1_w1', 'wars_plain/ssd_r1_w1', 'x 4'],
  ['WARS trial, disk, R1 W1, against the plain way', 'wars_ours/disk_r1_w1', 'wars_plain/disk_r1_w1', 'x 4'],
  ['WARS trial, disk, R2 W2, against the plain way', 'wars_ours/disk_r2_w2', 'wars_plain/disk_r2_w2', 'x 4'],
  ['Raft schedule', 'raft_schedule'],
];

// Nanoseconds for an item, or for a run of what counts no items.
function nanoseconds(benchmark) {
  if (!benchmark) return undefined;
  if (benchmark.items_per_second) return 1e9 / benchmark.items_per_second;
  return benchmark.cpu_time * { ns: 1, us: 1e3, ms: 1e6, s: 1e9 }[benchmark.time_unit];
}

function time(ns) {
  if (ns === undefined) return '';
  const [value, unit] = ns < 1e3 ? [ns, 'ns'] : ns < 1e6 ? [ns / 1e3, 'µs'] : [ns / 1e6, 'ms'];
  return `${value.toPrecision(3)} ${unit}`;
}

// A row that leaves one of n nodes against the building of n nodes: items are points there.
const pointsOfARing = 150000;
function figures(ours, against) {
  const own = nanoseconds(native.get(ours) ?? peers.get(ours));
  let other = nanoseconds(native.get(against) ?? peers.get(against));
  if (ours === 'node_leaves_and_joins' && other) other *= pointsOfARing;
  return [own, other];
}

const lines = [['what', 'ours', 'theirs', 'ratio', 'goal', 'WebAssembly', 'of native']];
for (const [what, ours, against, goal] of rows) {
  const [own, other] = figures(ours, against);
  if (own === undefined) continue;
  const cost = goal?.startsWith('cost');
  const ratio = other === undefined ? '' : cost ? `${(own / other).toFixed(2)} of its time`
    : `${(other / own).toFixed(1)} times as fast`;
  const aim = !goal ? '' : cost ? `at most ${goal.slice(5)}` : `at least ${goal.slice(2)}`;
  const inWeb = native.has(ours) ? nanoseconds(web.get(ours)) : undefined;
  lines.push([what, time(own), time(other), ratio, aim, time(inWeb),
    inWeb === undefined ? '' : `${Math.round((100 * own) / inWeb)} %`]);
}
const bytes = native.get('build_ring')?.bytes_per_vnode;
if (bytes) lines.push(['bytes for a point (vnode) of 32 bits', bytes.toFixed(2), '', '', 'at most 10', '', '']);

const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)));
const print = (line) => console.log(`| ${line.map((cell, i) => cell.padEnd(widths[i])).join(' | ')} |`);
print(lines[0]);
print(widths.map((width) => '-'.repeat(width)));
lines.slice(1).forEach(print);
