package org.claimtrail.pages.web;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.claimtrail.translation.Spoken;

/** What can be chosen to be a column where claims are a table, in the order in which the columns stand. */
enum ClaimColumn {
    SAYS("Who says so"),
    FIGURE("Figure"),
    STATUS("Status"),
    ORIGINS("Origins"),
    DENIED("Denied"),
    KIND("Kind"),
    STAGE("Stage"),
    ASSIGNEE("Assignee"),
    ABOUT("About"),
    OCCURRED("Happened"),
    PLACE("Place"),
    TOPICS("Topics"),
    RECORDED("Recorded"),
    CHANGED("Changed");

    /** The parameter of an address that has one for each column; without it, claims are lines. */
    static final String PARAMETER = "column";

    private final String title;

    ClaimColumn(String title) {
        this.title = title;
    }

    public String title() {
        return Spoken.of(title);
    }

    /** Those that are asked for; none where claims are lines. Others that an address names are left out. */
    static List<ClaimColumn> chosen(Map<String, List<String>> asked) {
        List<String> names = asked.getOrDefault(PARAMETER, List.of());
        return Arrays.stream(values())
                .filter(column -> names.contains(column.name()))
                .toList();
    }
}
