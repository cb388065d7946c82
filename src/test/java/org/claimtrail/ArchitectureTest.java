package org.claimtrail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.persistence.Entity;
import java.net.Socket;
import java.net.URLConnection;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.repository.Repository;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

/** The rules of the house. */
class ArchitectureTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.claimtrail");

    @Test
    void modulesDependOnlyOnWhatTheySay() {
        ApplicationModules.of(ClaimtrailApplication.class).verify();
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("org.claimtrail.(**)").should().beFreeOfCycles().check(CODE);
    }

    @Test
    void entitiesAndRepositoriesStayInTheirPackage() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .bePackagePrivate()
                .check(CODE);
        classes()
                .that()
                .areAssignableTo(Repository.class)
                .should()
                .bePackagePrivate()
                .check(CODE);
    }

    @Test
    void controllersStandInWebPackagesThatTheDomainDoesNotKnow() {
        classes()
                .that()
                .areAnnotatedWith(RestController.class)
                .should()
                .resideInAPackage("..web")
                .andShould()
                .bePackagePrivate()
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackages("..web", "..embedded")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..web", "org.springframework.web..", "org.springframework.http..", "jakarta.servlet..")
                .check(CODE);
    }

    /**
     * What the record holds must never make the service ask somewhere. Only Spring Security does, of its provider, one class
     * that sends changes to whom an administrator named, one that asks what texts mean of whom the operator named, one that has articles read by whom he named, one that
     * has files scanned by whom he named, one that keeps them where he says, one that follows whom he named, and one that fetches what somebody asks for, where the operator lets it.
     * The database's sockets are those of the driver.
     */
    @Test
    void nothingIsFetched() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..embedded")
                .and()
                .haveNameNotMatching(
                        "org\\.claimtrail\\.(files\\.VirusScanner|database\\.(ServerSockets|SilentServers).*)")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "org.springframework.web.client..", "org.springframework.web.reactive..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(URLConnection.class, Socket.class)
                .check(CODE);
        noClasses()
                .that()
                .resideOutsideOfPackage("..embedded")
                .and()
                // It takes up connections, and makes none.
                .haveNameNotMatching("org\\.claimtrail\\.platform\\.web\\.ClosableProtocol(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(SocketChannel.class)
                .check(CODE);
        noClasses()
                .that()
                .haveNameNotMatching(
                        "org\\.claimtrail\\.(webhook\\.Sender|platform\\.(S3Store|Endpoint)|follow\\.FollowedRecord|fetch\\.(Fetcher|Networks))(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CODE);
    }

    @Test
    void timeComesFromTheClock() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..embedded")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .check(CODE);
    }

    @Test
    void dependenciesComeThroughConstructors() {
        fields().should().notBeAnnotatedWith(Autowired.class).check(CODE);
        fields().should().notBeAnnotatedWith(Value.class).check(CODE);
    }
}
