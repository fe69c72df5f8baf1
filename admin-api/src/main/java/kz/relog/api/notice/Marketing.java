package kz.relog.api.notice;

/** Tells who wants news and offers: only whoever opted in. Any thread; may block. */
public interface Marketing {

  /** Nobody does. */
  Marketing NOBODY =
      new Marketing() {
        @Override
        public boolean isIn(long companyRef, long personRef) {
          return false;
        }

        @Override
        public void optOut(long companyRef, long personRef) {
          // Nobody is in.
        }
      };

  /** Whether a person wants it now. */
  boolean isIn(long companyRef, long personRef);

  /** The person does not want it any more; when so already, nothing changes. */
  void optOut(long companyRef, long personRef);
}
