package org.claimtrail.digest;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.regex.Pattern;

/** What an address of a mail may be: one, without a name, of plain characters. */
final class MailAddress {

    static final String RULE = "must be an e-mail address, such as ada@news.example.";

    private static final Pattern PLAIN =
            Pattern.compile("[\\x21-\\x7e&&[^\\s<>()\\[\\],;:\\\\\"]]{1,64}@[A-Za-z0-9.-]{1,189}");

    private MailAddress() {}

    static boolean isOne(String text) {
        try {
            new InternetAddress(text, true).validate();
            return PLAIN.matcher(text).matches();
        } catch (AddressException e) {
            return false;
        }
    }
}
