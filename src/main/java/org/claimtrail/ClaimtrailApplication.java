package org.claimtrail;

import org.claimtrail.database.command.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts the service, or runs one command where it is given one. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class ClaimtrailApplication {

    public static void main(String[] args) {
        if (Commands.isIn(args)) {
            System.exit(Commands.run(args));
        }
        SpringApplication.run(ClaimtrailApplication.class, args);
    }
}
