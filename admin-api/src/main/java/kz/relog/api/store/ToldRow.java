package kz.relog.api.store;

/**
 * That a person was told that positions are recorded. Immutable; its text form leaves out who.
 *
 * @param toldRef names the record
 * @param personRef who was told
 * @param atMs when, Unix epoch ms UTC
 * @param document SHA-256 in hex of the text told
 * @param how in which way, a word of a closed set
 * @param byPersonRef who says so; the person told when it was on the own phone
 */
public record ToldRow(
    long toldRef, long personRef, long atMs, String document, String how, long byPersonRef) {

  @Override
  public String toString() {
    return "ToldRow[" + how + "]";
  }
}
