package kz.relog.api.audit;

/** What was done; a closed set, so that no text gets into the audit. */
public enum AuditAction {
  /** A session began. */
  LOGIN,
  /** Wrong e-mail or password, or too many tries. */
  LOGIN_FAILED,
  /** A session ended by its person. */
  LOGOUT,
  /** A session was ended from another one. */
  SESSION_REVOKED,
  /** The password was changed. */
  PASSWORD_CHANGED,
  /** A token to reset the password was asked for. */
  PASSWORD_RESET_ASKED,
  /** The password was reset by token. */
  PASSWORD_RESET,
  /** The e-mail address was verified. */
  ACCOUNT_VERIFIED,
  /** A company was registered. */
  COMPANY_REGISTERED,
  /** A company's data or time zone was changed. */
  COMPANY_CHANGED,
  /** A machine's token was made. */
  TOKEN_CREATED,
  /** A machine's token was revoked. */
  TOKEN_REVOKED,
  /** Somebody was invited. */
  INVITED,
  /** An invitation was taken back. */
  INVITATION_REVOKED,
  /** The invited person accepted. */
  INVITATION_ACCEPTED,
  /** A person's role was changed. */
  ROLE_CHANGED,
  /** A person left a company or was removed. */
  PERSON_ENDED,
  /** People were listed. */
  PEOPLE_READ,
  /** A profile was read by another than its person. */
  PROFILE_READ,
  /** A profile was changed. */
  PROFILE_CHANGED,
  /** A track was read. */
  TRACK_READ,
  /** Live positions were watched. */
  LIVE_READ,
  /** A report with positions was read. */
  REPORT_READ,
  /** How a plan goes was read. */
  PLAN_FACT_READ,
  /** A read named a purpose that it must not have. */
  PURPOSE_REFUSED,
  /** A permission was granted, withdrawn, paused or resumed. */
  PERMISSION_CHANGED,
  /** Tracking hours were changed. */
  HOURS_CHANGED,
  /** The assessment of another lawful basis than consent was recorded. */
  ASSESSMENT_RECORDED,
  /** It was recorded that a person was told. */
  TOLD_RECORDED,
  /** Marketing was opted into or out of. */
  MARKETING_CHANGED,
  /** A campaign was sent. */
  CAMPAIGN_SENT,
  /** A version of a document was published. */
  DOCUMENT_PUBLISHED,
  /** A document was accepted. */
  DOCUMENT_ACCEPTED,
  /** A question was asked. */
  QUESTION_ASKED,
  /** A question was answered. */
  QUESTION_ANSWERED,
  /** What people asked was read. */
  QUESTIONS_READ,
  /** A device was made. */
  DEVICE_CREATED,
  /** A device's key was revoked. */
  DEVICE_REVOKED,
  /** A one-time code was made. */
  ENROLMENT_CREATED,
  /** A device was enrolled with its code. */
  DEVICE_ENROLLED,
  /** A device was unbound. */
  DEVICE_UNBOUND,
  /** A device's next key was announced. */
  KEY_ROTATED,
  /** A vehicle was made, changed or removed. */
  VEHICLE_CHANGED,
  /** A shift was made, changed or removed. */
  SHIFT_CHANGED,
  /** A plan was put, changed, or given to a device. */
  PLAN_CHANGED,
  /** Who drove was corrected afterwards. */
  BINDING_CORRECTED,
  /** A package of a person's data was asked for. */
  EXPORT_REQUESTED,
  /** A package of a person's data was read. */
  EXPORT_READ,
  /** A deletion was asked for. */
  ERASURE_REQUESTED,
  /** A deletion was done. */
  ERASURE_DONE,
  /** A deletion was refused, as a whole or in part. */
  ERASURE_REFUSED,
  /** A block was lifted. */
  UNBLOCKED,
  /** Data was deleted because its term ran out. */
  TERM_ENDED,
  /** A hold was placed. */
  HOLD_PLACED,
  /** A hold was ended. */
  HOLD_ENDED,
  /** Holds were listed, with their reasons. */
  HOLDS_READ,
  /** A disclosure was asked for. */
  DISCLOSURE_REQUESTED,
  /** A disclosure was released by a second person. */
  DISCLOSURE_RELEASED,
  /** A customer's link was made. */
  SHARE_CREATED,
  /** A customer's link was opened. */
  SHARE_OPENED,
  /** A customer's link was ended. */
  SHARE_REVOKED,
  /** It was announced that the service passes to another company. */
  TRANSFER_ANNOUNCED,
  /** The operator confirmed that the clock is right, so that terms may end again. */
  CLOCK_CONFIRMED,
  /** The audit itself was read. */
  AUDIT_READ,
  /** The journal was printed with what is sealed in it. */
  REVEAL
}
