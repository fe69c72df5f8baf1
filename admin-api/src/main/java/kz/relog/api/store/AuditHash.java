package kz.relog.api.store;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The link of the audit's chain: SHA-256 over the hash before and the row's canonical bytes.
 * Stateless.
 *
 * <pre>
 *  32   hash of the row before; zeroes for the first
 *   8   number            8  at_ms
 *   8   company_ref       8  person_ref      8  session_ref
 *   8   object_ref        8  subject_ref                        all big-endian
 *   2+n actor   2+n action   2+n object_kind   2+n purpose   2+n outcome      length, UTF-8
 *   1+n peer_hash                                               length, bytes
 * </pre>
 */
final class AuditHash {
  static final int BYTES = 32;

  private AuditHash() {}

  /** What stands before the first row. */
  static byte[] start() {
    return new byte[BYTES];
  }

  static byte[] of(byte[] before, AuditRow row, byte[] peerHash) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(before);
      out.writeLong(row.number());
      out.writeLong(row.atMs());
      out.writeLong(row.companyRef());
      out.writeLong(row.personRef());
      out.writeLong(row.sessionRef());
      out.writeLong(row.objectRef());
      out.writeLong(row.subjectRef());
      out.writeUTF(row.actor());
      out.writeUTF(row.action());
      out.writeUTF(row.objectKind());
      out.writeUTF(row.purpose());
      out.writeUTF(row.outcome());
      out.writeByte(peerHash.length);
      out.write(peerHash);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
