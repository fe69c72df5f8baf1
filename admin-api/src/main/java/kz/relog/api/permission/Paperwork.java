package kz.relog.api.permission;

import kz.relog.api.audit.AuditLog;
import kz.relog.api.notice.Notices;
import kz.relog.api.receipt.ReceiptIssuer;

/**
 * What is written when a permission changes.
 *
 * @param policy the text that it stands on
 * @param receipts what the person gets
 * @param notices what the person is told
 * @param audit what the company can be asked for
 */
public record Paperwork(
    PolicyInForce policy, ReceiptIssuer receipts, Notices notices, AuditLog audit) {}
