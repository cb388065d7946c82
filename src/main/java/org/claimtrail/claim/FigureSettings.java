package org.claimtrail.claim;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is taken for granted of figures where nobody stated it.
 *
 * @param aboutTolerance the part of a number that "about" and "nearly" may miss it by: 0.1 is 10 percent
 */
@ConfigurationProperties("claimtrail.standing")
public record FigureSettings(@DefaultValue("0.1") BigDecimal aboutTolerance) {

    public FigureSettings {
        if (aboutTolerance.signum() < 0 || aboutTolerance.compareTo(BigDecimal.ONE) >= 0) {
            throw new IllegalArgumentException(
                    "claimtrail.standing.about-tolerance must be from 0 to below 1, such as 0.1 for 10 percent.");
        }
    }
}
