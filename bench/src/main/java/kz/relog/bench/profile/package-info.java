/**
 * Where the server's CPU time goes: sampled stacks as a flame graph, and the kernel's part apart.
 */
@NullMarked
package kz.relog.bench.profile;

import org.jspecify.annotations.NullMarked;
