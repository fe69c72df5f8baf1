package kz.relog.device;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kz.relog.device.spool.Spool;
import kz.relog.device.spool.SpoolState;
import kz.relog.proto.fix.ConsentEncoder;
import kz.relog.proto.frame.FrameKind;
import kz.relog.proto.v1.ConsentChange;

/**
 * What the server and the person allow the device now, and which changes the server has not been
 * told yet; kept in the spool. The person's word on this device stands above the server's. One
 * thread.
 */
final class ConsentDesk {
  private final Spool spool;
  private final Tally tally;
  private SpoolState memory;
  private boolean forgetDue;

  ConsentDesk(Spool spool, Tally tally) {
    this.spool = spool;
    this.tally = tally;
    this.memory = spool.state();
    tally.wishes += memory.wishes().size();
  }

  /** What follows for the device. */
  SenderState state() {
    if (memory.withdrawn()) {
      return SenderState.WITHDRAWN;
    }
    if (memory.paused()) {
      return SenderState.PAUSED;
    }
    return memory.trackingOff() ? SenderState.TRACKING_OFF : SenderState.SENDING;
  }

  /** What is kept of it. */
  SpoolState memory() {
    return memory;
  }

  /**
   * The person changes what they allow; {@link #store} makes it durable.
   *
   * @return whether every fix that is not settled must be destroyed
   */
  boolean change(ConsentChange.Action action, int purpose) {
    List<SpoolState.Wish> wishes = new ArrayList<>(memory.wishes());
    boolean all = purpose == 0;
    boolean withdraws = all && action == ConsentChange.Action.WITHDRAW;
    boolean paused = memory.paused();
    if (all) {
      wishes.clear(); // the last word for every purpose stands for all before it
      paused = action == ConsentChange.Action.PAUSE;
    }
    wishes.removeIf(wish -> wish.purpose() == purpose);
    wishes.add(new SpoolState.Wish(action.getNumber(), purpose));
    tally.wishes += wishes.size() - memory.wishes().size();
    memory = memory.withPerson(paused, memory.withdrawn() || withdraws, wishes);
    forgetDue |= withdraws;
    return withdraws;
  }

  /** Makes the last change durable; after a withdrawal destroys what the spool keeps. */
  void store() throws IOException {
    if (forgetDue) {
      spool.forget(memory);
      forgetDue = false;
    } else {
      spool.save(memory);
    }
  }

  /**
   * The person granted anew: what counts now is what the server says next.
   *
   * @return false if there was no withdrawal
   * @throws IOException if what the withdrawal must destroy cannot be destroyed yet
   */
  boolean grant() throws IOException {
    if (!memory.withdrawn()) {
      return false;
    }
    if (forgetDue) {
      store();
    }
    memory = memory.withPerson(false, false, memory.wishes()).withTrackingOff(true);
    return true;
  }

  /** The server says whether tracking is on. */
  void tracking(boolean on) {
    if (memory.trackingOff() == on) {
      memory = memory.withTrackingOff(!on);
      save();
    }
  }

  /** The reading of the meter is kept ahead of use. */
  void meter(ByteMeter meter) {
    memory = meter.ahead(memory);
    save();
  }

  boolean hasWishes() {
    return !memory.wishes().isEmpty();
  }

  /**
   * Gives the changes their numbers, as far as there is room.
   *
   * @return false if the spool refused one: try again later
   * @throws IOException if the counters cannot be stored
   */
  boolean freeze(Outbox outbox, Numbers numbers, SealKit kit, long nowNs, long wallMs)
      throws IOException {
    while (hasWishes() && outbox.hasRoom()) {
      SpoolState.Wish wish = memory.wishes().get(0);
      long seq = numbers.prepareBatchSeq();
      ConsentChange.Action action = ConsentChange.Action.forNumber(wish.action());
      kit.messageBytes =
          ConsentEncoder.encode(seq, outbox.held(), wish.purpose(), action, kit.message, 0);
      kit.firstMs = 0;
      kit.lastMs = 0;
      try {
        outbox.freeze(FrameKind.CONSENT, 0, kit, 0, false, nowNs, wallMs);
      } catch (IOException e) {
        tally.spoolErrors++;
        return false;
      }
      List<SpoolState.Wish> rest = memory.wishes().subList(1, memory.wishes().size());
      memory = memory.withPerson(memory.paused(), memory.withdrawn(), rest);
      tally.wishes--;
      save(); // if the note is lost, it is said twice, which changes nothing
    }
    return true;
  }

  /** Nothing will be said any more. */
  void end() {
    tally.wishes -= memory.wishes().size();
    memory = memory.withPerson(memory.paused(), memory.withdrawn(), new ArrayList<>());
  }

  private void save() {
    try {
      spool.save(memory);
    } catch (IOException e) {
      tally.spoolErrors++; // a restart asks the server again
    }
  }
}
