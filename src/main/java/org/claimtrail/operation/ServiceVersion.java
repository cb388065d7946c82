package org.claimtrail.operation;

import java.util.Objects;
import java.util.Optional;
import org.claimtrail.translation.Spoken;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.info.GitProperties;
import org.springframework.stereotype.Service;

/** Which release of the service runs, as its build says. */
@Service
public class ServiceVersion {

    private final String version;
    private final Optional<String> commit;

    ServiceVersion(ObjectProvider<BuildProperties> build, ObjectProvider<GitProperties> git) {
        this.version = build.stream()
                .map(BuildProperties::getVersion)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("unknown");
        this.commit = git.stream()
                .map(GitProperties::getShortCommitId)
                .filter(Objects::nonNull)
                .findFirst();
    }

    public String version() {
        return version;
    }

    /** Of which commit it was made; absent where it was built of files alone. */
    public Optional<String> commit() {
        return commit;
    }

    /** "0.1.0 of commit ab1470e". */
    @Override
    public String toString() {
        return commit.map(id -> Spoken.of("{0} of commit {1}", version, id)).orElse(version);
    }
}
