package kz.relog.api.receipt;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Signs what the installation states, with the key that verifies receipts. Any thread; blocks. */
@FunctionalInterface
public interface Signer {

  /**
   * Signs a record.
   *
   * @param record texts, lists, whole numbers and objects
   * @param atMs when, Unix epoch ms UTC
   * @return the record and its proof as JSON, in the form of a receipt
   */
  String sign(ObjectNode record, long atMs);
}
