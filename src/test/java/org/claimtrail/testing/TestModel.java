package org.claimtrail.testing;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** The language model that the tests' operator named: one that tells what a test has it tell, if it is asked at all. */
public final class TestModel implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final ModelServer SERVER = new ModelServer();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "claimtrail.reading.model.kind=openai",
                        "claimtrail.reading.model.url=http://" + SERVER.host() + "/v1",
                        "claimtrail.reading.model.name=parrot-1",
                        "claimtrail.reading.model.key=a-secret-of-the-operator",
                        "claimtrail.reading.model.timeout=10s",
                        "claimtrail.reading.model.tokens=1000",
                        "claimtrail.reading.model.budget=5",
                        "claimtrail.reading.model.price.in=10",
                        "claimtrail.reading.model.price.out=100")
                .applyTo(context);
    }
}
