package org.claimtrail.platform;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/**
 * Files that are attached to things.
 *
 * @param directory where their bytes lie; {@code files} in {@code claimtrail.data-dir} unless given
 * @param size the largest one
 * @param formSize the largest form with files, all of them together
 * @param most how many one thing may have
 * @param kinds the media types that are taken; a star at the end stands for all that begin so
 * @param s3 a bucket where their bytes lie instead of in the directory
 * @param clamav where clamd listens, as {@code host:port}; nothing is scanned unless given
 */
@ConfigurationProperties("claimtrail.files")
public record FileSettings(
        // Not a Path: Spring would take a directory of that name on the class path for it.
        @Nullable String directory,
        @DefaultValue("25MB") DataSize size,
        @DefaultValue("100MB") DataSize formSize,
        @DefaultValue("20") int most,

        @DefaultValue({
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/bmp",
            "image/tiff",
            "image/heic",
            "image/avif",
            "application/pdf",
            "text/plain",
            "text/csv",
            "text/tab-separated-values",
            "text/html",
            "application/xhtml+xml",
            "text/x-web-markdown",
            "application/json",
            "message/rfc822",
            "application/rtf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-outlook",
            "application/x-tika-msoffice",
            "application/vnd.openxmlformats-officedocument.*",
            "application/vnd.oasis.opendocument.*",
            "audio/*",
            "video/*",
            "application/mp4",
            "application/ogg"
        })
        List<String> kinds,

        @Nullable S3 s3,
        @Nullable String clamav) {

    /**
     * A storage that speaks the protocol of Amazon S3.
     *
     * @param endpoint its address, such as {@code https://s3.eu-central-1.amazonaws.com}
     */
    public record S3(
            String endpoint,
            String bucket,
            @DefaultValue("us-east-1") String region,
            String accessKey,
            String secretKey) {}

    Path path(Environment environment) {
        return directory == null || directory.isBlank()
                ? Path.of(environment.getProperty("claimtrail.data-dir", "data"), "files")
                        .toAbsolutePath()
                : Path.of(directory).toAbsolutePath();
    }

    /** "25 MB", as sizes are told. */
    public static String told(DataSize size) {
        return size.toMegabytes() > 0 ? size.toMegabytes() + " MB" : size.toBytes() + " bytes";
    }
}
