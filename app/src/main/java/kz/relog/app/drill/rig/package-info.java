/**
 * What a drill hurts and what it watches with: server processes, small disks, devices that keep a
 * ledger.
 */
@NullMarked
package kz.relog.app.drill.rig;

import org.jspecify.annotations.NullMarked;
