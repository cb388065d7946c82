package org.claimtrail.platform.web;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import org.claimtrail.platform.Json;
import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectWriter;

/** The example answers of the contract, so that its readers and the readers of the problem pages see the same ones. */
@Component
class ProblemExamples {

    private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter LAYOUT = Json.mapper()
            .writer()
            .with(new DefaultPrettyPrinter(
                            Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
                    .withObjectIndenter(INDENT)
                    .withArrayIndenter(INDENT));

    // Read when a page is first asked for: most runs of the service never need it.
    private final SingletonSupplier<Map<String, String>> examples = SingletonSupplier.of(ProblemExamples::read);

    /** JSON, laid out for people. */
    String of(ProblemType type) {
        return requireNonNull(examples.obtain().get("/problems/" + type.slug()));
    }

    private static Map<String, String> read() {
        YamlMapFactoryBean yaml = new YamlMapFactoryBean();
        yaml.setResources(ContractController.CONTRACT);
        Map<String, String> examples = new HashMap<>();
        members(members(requireNonNull(yaml.getObject()), "components"), "examples")
                .values()
                .forEach(example -> {
                    Map<?, ?> value = members((Map<?, ?>) example, "value");
                    examples.put((String) value.get("type"), LAYOUT.writeValueAsString(value));
                });
        return examples;
    }

    private static Map<?, ?> members(Map<?, ?> node, String name) {
        return (Map<?, ?>) requireNonNull(node.get(name));
    }
}
