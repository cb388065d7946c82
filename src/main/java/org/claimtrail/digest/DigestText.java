package org.claimtrail.digest;

import java.util.Collection;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.claimtrail.digest.DigestContent.Changed;
import org.claimtrail.digest.DigestContent.Content;
import org.claimtrail.digest.DigestContent.Line;
import org.claimtrail.digest.DigestContent.Waiting;

/** Mails as text and as simple HTML. What others wrote is a line of text, whatever is in it. */
final class DigestText {

    private static final int LONGEST = 200;

    /** White space and controls of every kind, and what turns the direction of what follows. */
    private static final Pattern NOT_OF_A_LINE =
            Pattern.compile("[\\s\\p{Cc}\\p{Z}\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2069\\uFEFF]+");

    private DigestText() {}

    static String confirmation(String account, String link) {
        return "Somebody, probably you, wants Claimtrail to send the mail of the morning of the account "
                + line(account)
                + " to this address.\n\nIf so, confirm it within three days:\n"
                + link
                + "\n\nIf not, ignore this mail: nothing else is sent here.\n";
    }

    static String subject(Content content) {
        long waits = content.waiting().stream().mapToLong(Waiting::count).sum();
        String notices = content.notices() == 1 ? "1 notice" : content.notices() + " notices";
        return "Claimtrail: " + notices
                + (waits == 0 ? "" : ", " + waits + (waits == 1 ? " waits" : " wait") + " for you");
    }

    static String text(Content content, UnaryOperator<String> link, String unsubscribe) {
        StringBuilder text = new StringBuilder();
        if (content.notices() > 0) {
            text.append("What others changed (").append(content.notices()).append(")\n\n");
            for (Changed one : content.changed()) {
                text.append("* ").append(line(one.called())).append('\n');
                text.append("  ").append(link.apply(one.path())).append('\n');
                text.append("  ").append(line(how(one))).append('\n');
                one.because()
                        .forEach(because ->
                                text.append("  ").append(line(because)).append(".\n"));
                text.append('\n');
            }
            text.append("All of them: ").append(link.apply("/notices")).append("\n\n");
        }
        for (Waiting waiting : content.waiting()) {
            text.append(waiting.title()).append(" (").append(waiting.count()).append(")\n\n");
            for (Line line : waiting.lines()) {
                text.append("* ").append(line(line.called())).append('\n');
                text.append("  ").append(link.apply(line.path())).append('\n');
            }
            text.append('\n');
        }
        return text.append("-- \nWhen this is sent: ")
                .append(link.apply("/account/digest"))
                .append("\nSend no more: ")
                .append(unsubscribe)
                .append('\n')
                .toString();
    }

    static String html(Content content, UnaryOperator<String> link, String unsubscribe) {
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><body>\n");
        if (content.notices() > 0) {
            html.append("<h1>What others changed (").append(content.notices()).append(")</h1>\n<ul>\n");
            for (Changed one : content.changed()) {
                html.append("<li>").append(anchor(link.apply(one.path()), one.called()));
                html.append("<br>").append(value(how(one)));
                one.because().forEach(because -> html.append("<br>").append(value(because + ".")));
                html.append("</li>\n");
            }
            html.append("</ul>\n<p>")
                    .append(anchor(link.apply("/notices"), "All of them"))
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
                .append(anchor(link.apply("/account/digest"), "When this is sent"))
                .append(" · ")
                .append(anchor(unsubscribe, "Send no more"))
                .append("</p>\n</body></html>\n")
                .toString();
    }

    private static String how(Changed one) {
        String times = one.notices() == 1 ? "Changed" : "Changed " + one.notices() + " times";
        return one.by().isEmpty() ? "Newly found" : times + " by " + names(one.by());
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
