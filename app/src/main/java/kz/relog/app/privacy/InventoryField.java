package kz.relog.app.privacy;

/**
 * One stored or transmitted field, as a record of processing tells it.
 *
 * @param place file or message that holds it, for example {@code admin.db/person}
 * @param field its name there
 * @param category what kind of data it is; {@code none} when it says nothing of a person
 * @param purpose why it is kept
 * @param term how long
 * @param key under which it is sealed; {@code clear} when it is not
 * @param eraser what removes it when its person is erased; {@code -} when there is nothing to
 *     remove
 */
record InventoryField(
    String place,
    String field,
    String category,
    String purpose,
    String term,
    String key,
    String eraser) {

  /** Place and field in one, unique. */
  String name() {
    return place + "." + field;
  }
}
