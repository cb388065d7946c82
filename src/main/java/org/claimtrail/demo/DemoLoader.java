package org.claimtrail.demo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/**
 * Loads the demo data before the service says that it is ready: by default on the embedded database only, elsewhere with
 * {@code claimtrail.demo=true}.
 */
@Component
class DemoLoader implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(DemoLoader.class);

    private final DemoData demo;
    private final boolean wanted;

    DemoLoader(DemoData demo, Environment environment) {
        this.demo = demo;
        boolean embedded = !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
        this.wanted = environment.getProperty("claimtrail.demo", Boolean.class, embedded);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (wanted && demo.load()) {
            log.info("Recorded the demo data");
        }
    }
}
