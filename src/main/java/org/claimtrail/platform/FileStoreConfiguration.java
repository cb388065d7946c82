package org.claimtrail.platform;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the bytes of files lie: in a bucket, where one is named, else in a directory. */
@Configuration(proxyBeanMethods = false)
public class FileStoreConfiguration {

    public static FileStore store(FileSettings settings, Spool spool, Clock clock) {
        return settings.s3() == null ? new DirectoryStore(spool) : new S3Store(settings.s3(), spool, clock);
    }

    @Bean
    FileStore fileStore(FileSettings settings, Spool spool, Clock clock) {
        return store(settings, spool, clock);
    }
}
