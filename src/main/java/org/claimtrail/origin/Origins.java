package org.claimtrail.origin;

import java.util.List;

/**
 * From whom a claim comes in the end.
 *
 * @param independent how many independent origins there are: all the named ones, and the unnamed ones together as one
 * @param named how many have a name
 * @param unnamed how many have none, nor belong to anything that has one. Nobody can tell whether two of them are the
 *     same, so they raise the count by one at the most
 * @param known how many are known: have a name, and are more than the inferred publishers of articles. Two of them
 *     corroborate a claim; the others are shown
 * @param origins first those to which most appearances lead, then by name
 */
public record Origins(int independent, int named, int unnamed, int known, List<Origin> origins) {

    public Origins {
        origins = List.copyOf(origins);
    }

    static Origins of(List<Origin> origins) {
        int named = (int) origins.stream().filter(Origin::named).count();
        int unnamed = origins.size() - named;
        int known = (int) origins.stream().filter(Origin::known).count();
        return new Origins(named + Math.min(1, unnamed), named, unnamed, known, origins);
    }

    public boolean singleSource() {
        return independent <= 1;
    }
}
