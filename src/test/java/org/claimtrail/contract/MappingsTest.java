package org.claimtrail.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.testing.ClaimtrailTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The contract holds just what works. */
@ClaimtrailTest
class MappingsTest {

    private final RequestMappingHandlerMapping mappings;

    @Autowired
    MappingsTest(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    @Test
    void everyOperationOfTheApiIsInTheContractAndTheOtherWayRound() {
        Set<String> served = mappings.getHandlerMethods().keySet().stream()
                .flatMap(mapping -> mapping.getPatternValues().stream()
                        .flatMap(MappingsTest::spelledOut)
                        .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + unnamed(path))))
                .filter(operation -> operation.contains(" /api/"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> promised = Contract.operations().stream()
                .map(operation -> operation.method() + " " + unnamed(operation.path()))
                .filter(operation -> operation.contains(" /api/"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(served).isEqualTo(promised);
    }

    /** A variable with a list of values stands for as many paths. */
    private static Stream<String> spelledOut(String path) {
        String choice = "{parts:figures|appearances}";
        return path.contains(choice)
                ? List.of("figures", "appearances").stream().map(part -> path.replace(choice, part))
                : Stream.of(path);
    }

    private static String unnamed(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
