package kz.relog.app.prove;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Names and addresses that nobody else has. Immutable; the text form tells nothing.
 *
 * @param firstName of the driver
 * @param lastName of the driver
 * @param email lower case
 * @param phone E.164
 * @param phoneName what the driver's phone is called
 * @param customerName at the stop; in Cyrillic
 * @param customerAddress of the customer
 * @param customerPhone of the customer
 */
record PlantedWords(
    String firstName,
    String lastName,
    String email,
    String phone,
    String phoneName,
    String customerName,
    String customerAddress,
    String customerPhone) {

  static PlantedWords random(SplittableRandom random) {
    String last = letters(random, 'a');
    return new PlantedWords(
        "Qanat" + letters(random, 'a'),
        "Suleimen" + last,
        "canary-" + letters(random, 'a') + "@drivers.example",
        "+7707" + digits(random),
        "phone-" + letters(random, 'a'),
        "Сәуле " + letters(random, 'а'),
        "улица " + letters(random, 'а') + ", дом " + random.nextInt(10, 99),
        "+7747" + digits(random));
  }

  private static String letters(SplittableRandom random, char first) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      text.append((char) (first + random.nextInt(26)));
    }
    return text.toString();
  }

  private static String digits(SplittableRandom random) {
    return Integer.toString(random.nextInt(1_000_000, 9_999_999));
  }

  /** What a dispatcher writes to a stop. */
  String customer() {
    return customerName + ", " + customerAddress + ", " + customerPhone;
  }

  /** All of them, as they must not be found. */
  List<Canary> canaries() {
    return List.of(
        Canary.text("first name", firstName),
        Canary.text("last name", lastName),
        Canary.text("e-mail", email),
        Canary.text("phone", phone),
        Canary.text("name of the phone", phoneName),
        Canary.text("customer's name", customerName),
        Canary.text("customer's address", customerAddress),
        Canary.text("customer's phone", customerPhone));
  }

  @Override
  public String toString() {
    return "PlantedWords";
  }
}
