package kz.relog.api.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import kz.relog.api.spi.RecordSealer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The answers of calls that may be repeated, sealed under their company, for a limited time. Any
 * thread; blocks.
 */
public final class IdempotentCallRecords {
  private final Jdbi jdbi;
  private final CompanyWords words;

  IdempotentCallRecords(Jdbi jdbi, RecordSealer sealer) {
    this.jdbi = jdbi;
    this.words = new CompanyWords(sealer);
  }

  /** What is known of a call. */
  public sealed interface Known {
    /** Nothing; it is noted now that it runs. */
    record Fresh() implements Known {}

    /** It runs, or was cut off: nobody knows what it came to. */
    record Running() implements Known {}

    /** It was made with another body. */
    record Other() implements Known {}

    /** It was answered. */
    record Answered(SealedAnswer answer) implements Known {}
  }

  /** A kept answer, still sealed. */
  public static final class SealedAnswer {
    private final byte[] bytes;

    private SealedAnswer(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  /**
   * Begins a call unless it was begun before.
   *
   * @param companyRef the caller's company
   * @param call who calls what under which key
   * @param body what was sent
   * @param forgetBeforeMs calls begun before are forgotten, Unix epoch ms UTC
   */
  public Known begin(long companyRef, String call, byte[] body, long nowMs, long forgetBeforeMs) {
    byte[] callHash = hash(companyRef, call);
    byte[] bodyHash = words.lookup("body", companyRef, HexFormat.of().formatHex(sha256(body)));
    return jdbi.inTransaction(
        handle -> {
          handle.execute("DELETE FROM idempotent_call WHERE made_ms < ?", forgetBeforeMs);
          int made =
              handle.execute(
                  "INSERT INTO idempotent_call (call_hash, company_ref, body_hash, made_ms)"
                      + " VALUES (?, ?, ?, ?) ON CONFLICT (call_hash) DO NOTHING",
                  callHash,
                  companyRef,
                  bodyHash,
                  nowMs);
          return made == 1 ? new Known.Fresh() : known(handle, callHash, bodyHash);
        });
  }

  private static Known known(Handle handle, byte[] callHash, byte[] bodyHash) {
    return handle
        .createQuery("SELECT body_hash, answer FROM idempotent_call WHERE call_hash = ?")
        .bind(0, callHash)
        .map(
            (row, context) -> {
              if (!Arrays.equals(row.getBytes(1), bodyHash)) {
                return new Known.Other();
              }
              byte[] answer = row.getBytes(2);
              return answer == null
                  ? new Known.Running()
                  : new Known.Answered(new SealedAnswer(answer));
            })
        .one();
  }

  /** The answer in clear; empty when the company's key is gone. */
  public Optional<byte[]> open(long companyRef, SealedAnswer answer) {
    return words.openBytes(companyRef, answer.bytes);
  }

  /** Keeps the answer of a call that was begun. */
  public void end(long companyRef, String call, byte[] answer) {
    byte[] sealed = words.sealBytes(companyRef, answer);
    byte[] callHash = hash(companyRef, call);
    jdbi.useTransaction(
        handle ->
            handle.execute(
                "UPDATE idempotent_call SET answer = ? WHERE company_ref = ? AND call_hash = ?",
                sealed,
                companyRef,
                callHash));
  }

  /** Forgets a call that changed nothing. */
  public void drop(long companyRef, String call) {
    byte[] callHash = hash(companyRef, call);
    jdbi.useTransaction(
        handle ->
            handle.execute(
                "DELETE FROM idempotent_call WHERE company_ref = ? AND call_hash = ?",
                companyRef,
                callHash));
  }

  /** Forgets all answers of a company: one of them may tell of a person who is erased. */
  public void forget(long companyRef) {
    jdbi.useTransaction(
        handle -> handle.execute("DELETE FROM idempotent_call WHERE company_ref = ?", companyRef));
  }

  private byte[] hash(long companyRef, String call) {
    return words.lookup("call", companyRef, call);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
