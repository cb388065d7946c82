package org.claimtrail.access;

/** What the security log tells. */
public enum SecurityEvent {
    SIGNED_IN,
    SIGNED_OUT,
    SIGN_IN_FAILED,
    SIGN_IN_THROTTLED,
    /** A token was used for the first time, from another address, or for the first time in an hour. */
    TOKEN_USED,
    /** A token was shown that is unknown, expired, revoked or of a disabled account. */
    TOKEN_REFUSED,
    TOKEN_ISSUED,
    TOKEN_REVOKED,
    /** Something was asked for that the caller may not have. */
    DENIED,
    RATE_LIMITED,
    ACCOUNT_CREATED,
    ACCOUNT_CHANGED,
    INVITED,
    PASSWORD_CHOSEN,
    /** Where mails of the account go: chosen, or confirmed. */
    MAIL_ADDRESS_CHANGED,
    WEBHOOK_CREATED,
    /** Also that its secret was renewed, or its place set. */
    WEBHOOK_CHANGED,
    WEBHOOK_DELETED,
    /** It was given up. */
    WEBHOOK_PARKED,
    /** Something was removed for good, with its history. */
    PURGED
}
