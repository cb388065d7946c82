package org.claimtrail.files;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.platform.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells what a file is by its bytes. A name only tells apart what begins alike, such as text and a table in text; what it says
 * against the bytes is told.
 */
@Component
class FileKinds {

    /**
     * What a file is.
     *
     * @param mediaType of its bytes
     * @param nameSuggests what its name says, where that is something else
     */
    record Told(String mediaType, @Nullable String nameSuggests) {}

    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    /** What an archive holds that is an office document. */
    private static final Map<String, String> OFFICE_DOCUMENTS = Map.of(
            "word/document.xml", OFFICE + "wordprocessingml.document",
            "xl/workbook.xml", OFFICE + "spreadsheetml.sheet",
            "xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroenabled.12",
            "ppt/presentation.xml", OFFICE + "presentationml.presentation");

    /** The table of types, which takes a while to read. */
    private static final class Types {

        static final MimeTypes ALL = MimeTypes.getDefaultMimeTypes();
        static final MediaTypeRegistry REGISTRY = ALL.getMediaTypeRegistry();
    }

    private final List<String> allowed;

    FileKinds(FileSettings settings) {
        this.allowed = settings.kinds();
    }

    /** @throws InvalidInput if it is nothing that is taken */
    Told of(Path file, String name) throws IOException {
        MediaType named = named(name);
        MediaType found = found(file, name);
        if (!isAllowed(found)) {
            throw new InvalidInput(List.of(new Fault(
                    "",
                    "must be of a kind that is taken here, and is " + found + ". Taken are "
                            + String.join(", ", allowed) + ".")));
        }
        return new Told(found.toString(), named == null || isLike(named, found) ? null : named.toString());
    }

    private MediaType found(Path file, String name) throws IOException {
        MediaType alone = detected(file, null);
        if (alone.equals(MediaType.OCTET_STREAM)) {
            // Of what says nothing, the name would be believed.
            return alone;
        }
        if (Types.REGISTRY.isInstanceOf(alone, MediaType.APPLICATION_ZIP)) {
            return inArchive(file, alone);
        }
        MediaType withName = detected(file, name);
        return isAllowed(withName) ? withName : alone;
    }

    private static MediaType detected(Path file, @Nullable String name) throws IOException {
        Metadata metadata = new Metadata();
        if (name != null) {
            metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return Types.ALL.detect(in, metadata).getBaseType();
        }
    }

    private static @Nullable MediaType named(String name) throws IOException {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        MediaType type = Types.ALL.detect(null, metadata).getBaseType();
        return type.equals(MediaType.OCTET_STREAM) ? null : type;
    }

    /** An office document is an archive; which one, its entries tell. */
    private static MediaType inArchive(Path file, MediaType archive) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry type = zip.getEntry("mimetype");
            if (type != null && type.getSize() < 100) {
                try (InputStream in = zip.getInputStream(type)) {
                    MediaType told = MediaType.parse(new String(in.readNBytes(100), StandardCharsets.US_ASCII).strip());
                    return told == null ? MediaType.APPLICATION_ZIP : told.getBaseType();
                }
            }
            if (zip.getEntry("[Content_Types].xml") != null) {
                for (Map.Entry<String, String> document : OFFICE_DOCUMENTS.entrySet()) {
                    if (zip.getEntry(document.getKey()) != null) {
                        return MediaType.parse(document.getValue());
                    }
                }
            }
            return MediaType.APPLICATION_ZIP;
        } catch (IOException | IllegalArgumentException e) {
            return archive.equals(MediaType.APPLICATION_ZIP) ? archive : MediaType.OCTET_STREAM;
        }
    }

    private boolean isAllowed(MediaType type) {
        return allowed.stream()
                .anyMatch(kind -> kind.endsWith("*")
                        ? type.toString().startsWith(kind.substring(0, kind.length() - 1))
                        : type.toString().equals(kind));
    }

    private static boolean isLike(MediaType one, MediaType other) {
        MediaType here = Types.REGISTRY.normalize(one);
        MediaType there = Types.REGISTRY.normalize(other);
        return Types.REGISTRY.isInstanceOf(here, there) || Types.REGISTRY.isInstanceOf(there, here);
    }
}
