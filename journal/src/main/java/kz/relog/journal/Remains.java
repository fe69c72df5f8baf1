package kz.relog.journal;

import java.util.List;

/**
 * What a scan of the whole journal found of one subject.
 *
 * @param zeroedSections its sections that are zeros from the first byte to the last
 * @param sealedSections its sections whose key is destroyed and whose bytes are still there
 * @param keptSections its sections whose key is there: what an erasure did not cover
 * @param files what was read, oldest first
 */
public record Remains(
    long zeroedSections, long sealedSections, long keptSections, List<ScannedFile> files) {

  /**
   * A file that was read.
   *
   * @param name run and name of the file
   * @param bytes how many were read: to the end, or to the durable position then
   * @param sha256 their SHA-256, 64 hex digits
   */
  public record ScannedFile(String name, long bytes, String sha256) {}
}
