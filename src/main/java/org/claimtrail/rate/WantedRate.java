package org.claimtrail.rate;

import java.time.LocalDate;

/** A day for which a rate between two currencies is wanted, in either direction. */
public record WantedRate(String one, String other, LocalDate day) {}
