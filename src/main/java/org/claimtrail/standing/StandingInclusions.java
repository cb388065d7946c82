package org.claimtrail.standing;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.Inclusion;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How claims stand, for answers that include it: whole, or what lists tell of it. */
@Configuration(proxyBeanMethods = false)
class StandingInclusions {

    private record Whole(Standings standings) implements Inclusion {

        @Override
        public String name() {
            return "standing";
        }

        @Override
        public boolean isPublic() {
            return false;
        }

        @Override
        public Map<UUID, String> of(List<UUID> claims) {
            Map<UUID, String> found = new HashMap<>();
            standings
                    .read(claims)
                    .forEach((claim, one) ->
                            found.put(claim, new String(one.answer().json(), StandardCharsets.UTF_8)));
            return found;
        }
    }

    private record Summary(Standings standings) implements Inclusion {

        @Override
        public String name() {
            return "summary";
        }

        @Override
        public boolean isPublic() {
            return false;
        }

        @Override
        public Map<UUID, String> of(List<UUID> claims) {
            return standings.summaries(claims);
        }
    }

    @Bean
    Inclusion includedStanding(Standings standings) {
        return new Whole(standings);
    }

    @Bean
    Inclusion includedSummary(Standings standings) {
        return new Summary(standings);
    }
}
