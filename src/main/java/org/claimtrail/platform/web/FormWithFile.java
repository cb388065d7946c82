package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.util.ByteSequence;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.Spool;
import org.claimtrail.platform.Spool.Spooled;
import org.jspecify.annotations.Nullable;

/**
 * A form with a file (RFC 7578), as a browser sends it without a script: its fields are parameters like those of any form. It is
 * read when somebody first asks for one, which is after it was seen who sends it.
 */
public final class FormWithFile extends HttpServletRequestWrapper {

    /** All of it, in bytes: a file of 20 MiB, and the text of an article. */
    static final int LARGEST = 24 * 1024 * 1024;

    private static final String ATTRIBUTE = FormWithFile.class.getName();
    private static final int MOST_FIELDS = 100;

    private static final Pattern PARAMETER =
            Pattern.compile("(?i);\\s*(name|filename)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");

    /** A file that was chosen. */
    public record File(String name, @Nullable String mediaType, byte[] content) {}

    /** Of a field where files go to the disk, in bytes. */
    private static final int LONGEST_FIELD = 64 * 1024;

    /** A file that was chosen, on the disk until the request is answered. */
    public record Incoming(String name, Spooled content) {}

    private final Limits limits;
    private final @Nullable Spool spool;
    private @Nullable Map<String, List<String>> fields;
    private final Map<String, File> files = new LinkedHashMap<>();
    private final Map<String, List<Incoming>> incoming = new LinkedHashMap<>();

    /** @param spool takes the files, where they are not to be in memory */
    FormWithFile(HttpServletRequest request, Limits limits, @Nullable Spool spool) {
        super(request);
        this.limits = limits;
        this.spool = spool;
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Those of a field that went to the disk, in their order. */
    public static List<Incoming> incoming(HttpServletRequest request, String field) {
        if (request.getAttribute(ATTRIBUTE) instanceof FormWithFile form) {
            form.fields();
            return form.incoming.getOrDefault(field, List.of());
        }
        return List.of();
    }

    /** To be called when the request is answered. */
    void discard() {
        incoming.values().forEach(files -> files.forEach(file -> file.content().close()));
    }

    /** The file of a field; empty where none was chosen. */
    public static Optional<File> file(HttpServletRequest request, String field) {
        if (request.getAttribute(ATTRIBUTE) instanceof FormWithFile form) {
            form.fields();
            return Optional.ofNullable(form.files.get(field));
        }
        return Optional.empty();
    }

    private Map<String, List<String>> fields() {
        Map<String, List<String>> read = fields;
        if (read == null) {
            read = new LinkedHashMap<>();
            // What stands in the address is a parameter, too.
            for (Map.Entry<String, String[]> one : super.getParameterMap().entrySet()) {
                read.put(one.getKey(), new ArrayList<>(List.of(one.getValue())));
            }
            readInto(read);
            fields = read;
        }
        return read;
    }

    private void readInto(Map<String, List<String>> read) {
        MimeTokenStream stream = new MimeTokenStream(new MimeConfig.Builder()
                .setMaxLineLen(-1)
                .setMaxHeaderLen(10_000)
                .build());
        try {
            InputStream in = PacedInput.of((HttpServletRequest) getRequest(), limits);
            stream.parseHeadless(in, getContentType());
            String disposition = "";
            String mediaType = null;
            int count = 0;
            for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
                switch (state) {
                    case T_START_BODYPART -> {
                        disposition = "";
                        mediaType = null;
                        if (++count > MOST_FIELDS) {
                            throw malformed();
                        }
                    }
                    case T_FIELD -> {
                        Field header = stream.getField();
                        if (header.getName().equalsIgnoreCase("Content-Disposition")) {
                            disposition = text(header);
                        } else if (header.getName().equalsIgnoreCase("Content-Type")) {
                            mediaType = header.getBody().strip();
                        }
                    }
                    case T_BODY -> take(disposition, mediaType, stream.getInputStream(), read);
                    default -> {}
                }
            }
        } catch (IOException | MimeException e) {
            throw malformed();
        }
    }

    private void take(String disposition, @Nullable String mediaType, InputStream body, Map<String, List<String>> read)
            throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        Matcher parameter = PARAMETER.matcher(disposition);
        while (parameter.find()) {
            String value = parameter.group(2) == null
                    ? parameter.group(3)
                    : parameter.group(2).replace("%22", "\"");
            said.putIfAbsent(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        String name = said.get("name");
        String filename = said.get("filename");
        if (name == null) {
            throw malformed();
        }
        if (filename != null && spool != null) {
            if (!filename.isEmpty()) {
                incoming.computeIfAbsent(name, one -> new ArrayList<>()).add(new Incoming(filename, spool.take(body)));
            }
            return;
        }
        byte[] content = spool == null ? body.readAllBytes() : body.readNBytes(LONGEST_FIELD + 1);
        if (spool != null && content.length > LONGEST_FIELD) {
            throw malformed();
        }
        if (filename == null) {
            read.computeIfAbsent(name, one -> new ArrayList<>()).add(new String(content, StandardCharsets.UTF_8));
        } else if (!filename.isEmpty() || content.length > 0) {
            files.putIfAbsent(name, new File(filename.replaceFirst("^.*[/\\\\]", ""), mediaType, content));
        }
    }

    /** Names are sent as they are, in UTF-8, whatever mail has them be. */
    private static String text(Field header) {
        ByteSequence raw = header.getRaw();
        return raw == null ? header.getBody() : new String(raw.toByteArray(), StandardCharsets.UTF_8);
    }

    private static BadRequest malformed() {
        return new BadRequest(ProblemType.INVALID_REQUEST, "The form could not be read to its end.");
    }

    @Override
    public @Nullable String getParameter(String name) {
        List<String> values = fields().get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        Map<String, String[]> all = new LinkedHashMap<>();
        fields().forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
        return Collections.unmodifiableMap(all);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(fields().keySet());
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        List<String> values = fields().get(name);
        return values == null ? null : values.toArray(String[]::new);
    }
}
