package org.claimtrail.digest;

import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.claimtrail.digest.DigestContent.Changed;
import org.claimtrail.digest.DigestContent.Content;
import org.claimtrail.digest.DigestContent.Line;
import org.claimtrail.digest.DigestContent.Waiting;
import org.claimtrail.translation.Spoken;

/** Mails as text and as simple HTML. What others wrote is a line of text, whatever is in it. */
final class DigestText {

    private static final int LONGEST = 200;

    /** White space and controls of every kind, and what turns the direction of what follows. */
    private static final Pattern NOT_OF_A_LINE =
            Pattern.compile("[\\s\\p{Cc}\\p{Z}\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]+");

    private DigestText() {}

    static String confirmation(String account, String link) {
        return Spoken.of(
                        "Somebody, probably you, wants Claimtrail to send the mail of the morning of the account {0} to this address.",
                        line(account))
                + "\n\n"
                + Spoken.of("If so, confirm it within three days:")
                + "\n"
                + link
                + "\n\n"
                + Spoken.of("If not, ignore this mail: nothing else is sent here.")
                + "\n";
    }

    static String subject(Content content) {
        long waits = content.waiting().stream().mapToLong(Waiting::count).sum();
        return "Claimtrail: " + counted(content.notices(), "{0} notice", "{0} notices")
                + (waits == 0 ? "" : ", " + counted(waits, "{0} waits for you", "{0} wait for you"));
    }

    static String text(Content content, UnaryOperator<String> link, String unsubscribe) {
        StringBuilder text = new StringBuilder();
        if (content.notices() > 0) {
            text.append(Spoken.of("What others changed"))
                    .append(" (")
                    .append(content.notices())
                    .append(")\n\n");
            for (Changed one : content.changed()) {
                text.append("* ").append(line(one.called())).append('\n');
                text.append("  ").append(link.apply(one.path())).append('\n');
                text.append("  ").append(line(how(one))).append('\n');
                one.because()
                        .forEach(because ->
                                text.append("  ").append(line(because)).append(".\n"));
                text.append('\n');
            }
            text.append(Spoken.of("All of them"))
                    .append(": ")
                    .append(link.apply("/notices"))
                    .append("\n\n");
        }
        for (Waiting waiting : content.waiting()) {
            text.append(waiting.title()).append(" (").append(waiting.count()).append(")\n\n");
            for (Line line : waiting.lines()) {
                text.append("* ").append(line(line.called())).append('\n');
                text.append("  ").append(link.apply(line.path())).append('\n');
            }
            text.append('\n');
        }
        return text.append("-- \n")
                .append(Spoken.of("When this is sent"))
                .append(": ")
                .append(link.apply("/account/digest"))
                .append('\n')
                .append(Spoken.of("Send no more"))
                .append(": ")
                .append(unsubscribe)
                .append('\n')
                .toString();
    }

    static String html(Content content, UnaryOperator<String> link, String unsubscribe) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(Spoken.language().toLanguageTag())
                .append("\"><body>\n");
        if (content.notices() > 0) {
            html.append("<h1>")
                    .append(escaped(Spoken.of("What others changed")))
                    .append(" (")
                    .append(content.notices())
                    .append(")</h1>\n<ul>\n");
            for (Changed one : content.changed()) {
                html.append("<li>").append(anchor(link.apply(one.path()), one.called()));
                html.append("<br>").append(value(how(one)));
                one.because().forEach(because -> html.append("<br>").append(value(because + ".")));
                html.append("</li>\n");
            }
            html.append("</ul>\n<p>")
                    .append(anchor(link.apply("/notices"), Spoken.of("All of them")))
                    .append("</p>\n");
        }
        for (Waiting waiting : content.waiting()) {
            html.append("<h1>")
                    .append(escaped(waiting.title()))
                    .append(" (")
                    .append(waiting.count())
                    .append(")</h1>\n<ul>\n");
            for (Line line : waiting.lines()) {
                html.append("<li>")
                        .append(anchor(link.apply(line.path()), line.called()))
                        .append("</li>\n");
            }
            html.append("</ul>\n");
        }
        return html.append("<p>")
                .append(anchor(link.apply("/account/digest"), Spoken.of("When this is sent")))
                .append(" · ")
                .append(anchor(unsubscribe, Spoken.of("Send no more")))
                .append("</p>\n</body></html>\n")
                .toString();
    }

    private static String how(Changed one) {
        return one.by().isEmpty()
                ? Spoken.of("Newly found")
                : one.notices() == 1
                        ? Spoken.of("Changed by {0}", names(one.by()))
                        : Spoken.of("Changed {0} times by {1}", one.notices(), names(one.by()));
    }

    private static String counted(long number, String one, String many) {
        return Spoken.count(number, one, many, String.valueOf(number));
    }

    private static String names(Collection<String> names) {
        return String.join(", ", names);
    }

    private static String anchor(String link, String words) {
        return "<a href=\"" + escaped(link) + "\">" + value(words) + "</a>";
    }

    private static String value(String words) {
        return "<span dir=\"auto\">" + escaped(line(words)) + "</span>";
    }

    /** One line, of bounded length, that no control breaks or turns. */
    static String line(String words) {
        String line = NOT_OF_A_LINE.matcher(words).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= LONGEST
                ? line
                : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
