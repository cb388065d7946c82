package org.claimtrail.pages.web;

import java.util.Locale;
import java.util.Map;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What files are called by what they are, and how large they are. */
@Component("fileWords")
class FileWords {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("application/pdf", "PDF"),
            Map.entry("text/plain", "text"),
            Map.entry("text/csv", "table (CSV)"),
            Map.entry("text/tab-separated-values", "table (TSV)"),
            Map.entry("text/html", "page (HTML)"),
            Map.entry("application/xhtml+xml", "page (HTML)"),
            Map.entry("text/x-web-markdown", "text (Markdown)"),
            Map.entry("application/json", "data (JSON)"),
            Map.entry("message/rfc822", "e-mail"),
            Map.entry("application/vnd.ms-outlook", "e-mail (Outlook)"),
            Map.entry("application/rtf", "document (RTF)"),
            Map.entry("application/msword", "Word document"),
            Map.entry("application/vnd.ms-excel", "Excel table"),
            Map.entry("application/vnd.ms-powerpoint", "PowerPoint presentation"),
            Map.entry("application/x-tika-msoffice", "Office document"),
            Map.entry("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word document"),
            Map.entry("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel table"),
            Map.entry(
                    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "PowerPoint presentation"),
            Map.entry("application/vnd.oasis.opendocument.text", "document (ODT)"),
            Map.entry("application/vnd.oasis.opendocument.spreadsheet", "table (ODS)"),
            Map.entry("application/vnd.oasis.opendocument.presentation", "presentation (ODP)"),
            Map.entry("application/mp4", "video (MP4)"),
            Map.entry("application/ogg", "audio (Ogg)"),
            Map.entry("application/zip", "archive (ZIP)"),
            Map.entry("audio/mpeg", "audio (MP3)"));

    private final FileSettings settings;

    FileWords(FileSettings settings) {
        this.settings = settings;
    }

    /** "picture (PNG)", "Word document". */
    public String kind(@Nullable Object mediaType) {
        String type = String.valueOf(mediaType);
        String known = KINDS.get(type);
        if (known != null) {
            return Spoken.of(known);
        }
        String format = type.substring(type.indexOf('/') + 1)
                .replaceFirst("^(x-)?(ms-)?", "")
                .toUpperCase(Locale.ROOT);
        return switch (type.substring(0, Math.max(0, type.indexOf('/')))) {
            case "image" -> Spoken.of("picture ({0})", format);
            case "audio" -> Spoken.of("audio ({0})", format);
            case "video" -> Spoken.of("video ({0})", format);
            case "text" -> Spoken.of("text");
            default -> Spoken.of("file");
        };
    }

    /** "1.2 MB", "840 bytes". */
    public String size(@Nullable Object bytes) {
        double size = Double.parseDouble(String.valueOf(bytes));
        if (size < 1000) {
            return Spoken.count((long) size, "{0} byte", "{0} bytes", String.valueOf((long) size));
        }
        String[] units = {"kB", "MB", "GB"};
        int unit = 0;
        for (size /= 1000; size >= 999.5 && unit < units.length - 1; size /= 1000) {
            unit++;
        }
        return (size < 9.95 ? String.format(Spoken.language(), "%.1f", size) : String.valueOf(Math.round(size))) + " "
                + units[unit];
    }

    /** The largest file, as people are told. */
    public String largest() {
        return FileSettings.told(settings.size());
    }

    /** The largest file, in bytes. */
    public long largestBytes() {
        return settings.size().toBytes();
    }

    /** How many a thing may have. */
    public int most() {
        return settings.most();
    }
}
