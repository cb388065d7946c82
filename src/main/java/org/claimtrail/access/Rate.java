package org.claimtrail.access;

import java.time.Duration;
import org.springframework.boot.convert.DurationStyle;

/**
 * So many at once, and as many again over each period, evenly: of 1200 in a minute, whoever used up all has one more
 * every 50 milliseconds. Settings write it {@code 1200/1m}.
 */
public record Rate(int times, Duration period) {

    public Rate {
        if (times < 1 || period.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("A rate is at least one in at least a second, such as 1200/1m.");
        }
    }

    /** Found by the binding of settings. */
    public static Rate valueOf(String text) {
        String[] parts = text.split("/", 2);
        if (parts.length != 2) {
            throw new IllegalArgumentException("A rate is a number and a period, such as 1200/1m: " + text);
        }
        return new Rate(Integer.parseInt(parts[0].strip()), DurationStyle.detectAndParse(parts[1].strip()));
    }

    @Override
    public String toString() {
        return times + "/" + period.toSeconds() + "s";
    }
}
