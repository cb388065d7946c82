package org.claimtrail.origin;

import java.util.List;

/**
 * Sources that all have it from each other, directly or through others.
 *
 * @param steps one shortest ring among them, link by link: the last step leads to who takes the first
 * @param sources all of them, by name; more than the steps where rings hang together
 * @param exit whether one of them also has it from somebody outside
 */
public record Ring(List<Step> steps, List<Speaker> sources, boolean exit) {

    public Ring {
        steps = List.copyOf(steps);
        sources = List.copyOf(sources);
    }
}
