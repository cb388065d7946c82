package org.claimtrail.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Why a request was not answered, as far as whoever named the address may know. */
public enum Unanswered {
    /** Its address is in a network that is not public. */
    INSIDE,
    UNKNOWN_HOST,
    /** There is no TLS connection that can be trusted. */
    UNTRUSTED,
    LATE,
    UNCONNECTED,
    /** The connection broke before all was there. */
    BROKEN;

    public static Unanswered of(IOException failure) {
        if (failure instanceof Networks.NotPublic) {
            return INSIDE;
        }
        if (failure instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        }
        if (failure instanceof SSLException) {
            return UNTRUSTED;
        }
        if (failure instanceof SocketTimeoutException || failure instanceof InterruptedIOException) {
            return LATE;
        }
        return failure instanceof ConnectException || failure instanceof NoRouteToHostException ? UNCONNECTED : BROKEN;
    }
}
