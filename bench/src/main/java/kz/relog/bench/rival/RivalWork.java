package kz.relog.bench.rival;

import java.nio.file.Path;
import kz.relog.bench.load.LoadRun;

/**
 * What a rival is to do: the same as the server.
 *
 * @param run holds the frames that were sent to the server last
 * @param lanes sockets of the load
 * @param windowPerLane frames on their way on each of them
 * @param loops threads of the server's sockets
 * @param ackBytes length of an ack
 * @param recordBytes length of a record of a store: what a frame carries, and its header
 * @param groupRecords records that a store forces at once, where it lets its user choose: as many
 *     as the server did
 * @param seconds of a measured stretch
 * @param folder for its files, removed afterwards
 */
public record RivalWork(
    LoadRun run,
    int lanes,
    int windowPerLane,
    int loops,
    int ackBytes,
    int recordBytes,
    int groupRecords,
    double seconds,
    Path folder) {}
