package kz.relog.api.receipt;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kz.relog.api.call.Refs;
import kz.relog.api.json.ForgetfulJson;
import kz.relog.api.store.DocumentRecords;
import kz.relog.api.store.ReceiptRecords;
import kz.relog.api.store.ReceiptRow;

/**
 * Makes receipts and signs them. The private key is opened for each signature and not kept. Any
 * thread.
 */
public final class Receipts implements ReceiptIssuer, Signer {
  private static final ObjectMapper JSON = ForgetfulJson.mapper();

  private final ReceiptRecords records;
  private final ReceiptText text;
  private final SecureRandom random;
  private final ReceiptKey key;

  /**
   * Receipts of this installation; its key is made at first.
   *
   * @param nowMs when that would be
   */
  public Receipts(
      ReceiptRecords records,
      DocumentRecords documents,
      Parties parties,
      SecureRandom random,
      long nowMs) {
    this.records = records;
    this.text = new ReceiptText(documents, parties);
    this.random = random;
    this.key = ReceiptKey.of(records.keyPair(ReceiptKey::newPair, nowMs).get(0));
  }

  /** What anybody verifies receipts with. */
  public ReceiptKey key() {
    return key;
  }

  @Override
  public long issue(ReceiptEvent event) {
    long receiptRef = Refs.random(random);
    String receipt = sign(text.record(receiptRef, event), event.atMs());
    records.add(
        event.companyRef(),
        event.personRef(),
        new ReceiptRow(0, receiptRef, event.state().name(), event.atMs()),
        receipt);
    return receiptRef;
  }

  @Override
  public String sign(ObjectNode record, long atMs) {
    ObjectNode parts = JSON.createObjectNode();
    digests(record).forEach(parts::put);
    List<byte[]> pair = records.keyPair(ReceiptKey::newPair, atMs);
    ObjectNode receipt = JSON.createObjectNode();
    receipt.set("record", record);
    ObjectNode proof = receipt.putObject("proof");
    proof.put("algorithm", ReceiptKey.ALGORITHM);
    proof.put("key", key.id());
    proof.put("signature", ReceiptKey.sign(pair.get(1), CanonicalJson.bytes(record)));
    proof.set("parts", parts);
    proof.put("parts_signature", ReceiptKey.sign(pair.get(1), CanonicalJson.bytes(parts)));
    return new String(CanonicalJson.bytes(receipt), StandardCharsets.UTF_8);
  }

  /** The hash of each part of a record. */
  static Map<String, String> digests(ObjectNode record) {
    Map<String, String> digests = new TreeMap<>();
    record
        .properties()
        .forEach(
            part ->
                digests.put(
                    part.getKey(), CanonicalJson.sha256(CanonicalJson.bytes(part.getValue()))));
    return digests;
  }
}
