package org.claimtrail.intake;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How files come in.
 *
 * @param size the largest file
 * @param atOnce how many imports an instance works on at a time; the others wait
 * @param rows how many rows are recorded by one transaction at most
 * @param keep for how long a file is kept that nobody starts
 */
@ConfigurationProperties("claimtrail.imports")
record ImportSettings(
        @DefaultValue("4GB") DataSize size,
        @DefaultValue("2") int atOnce,
        @DefaultValue("500") int rows,
        @DefaultValue("14d") Duration keep) {}
