package kz.relog.api.account;

import kz.relog.api.call.Call;

/**
 * Keeps anyone from having us write mails without end: to one address of mail, or asked for from
 * one address of the network. Any thread.
 *
 * @param byMail counts mails to one address
 * @param byAddress counts mails asked for from one address
 */
public record MailGate(Throttle byMail, Throttle byAddress) {

  /**
   * Counts a mail that is asked for, whether or not one will be sent.
   *
   * @throws kz.relog.api.problem.ProblemException 429 when there were too many
   */
  public void require(Call call, String email) {
    String address = Origins.throttleKey(call);
    String mail = Logins.accountKey(email);
    byAddress.require(address);
    byMail.require(mail);
    byAddress.strike(address);
    byMail.strike(mail);
  }
}
